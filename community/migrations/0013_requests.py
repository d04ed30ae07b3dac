"""Asking to come in: who wants an account, who wants to hear of a parcours, what they were told."""

import community.models.addresses
import community.models.requests
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0012_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='ParcoursNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=120, verbose_name='objet')),
                ('words', models.TextField(verbose_name='message')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='écrit le')),
                ('parcours', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.parcourspage', verbose_name='parcours')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
            ],
            options={
                'verbose_name': 'annonce d’un parcours',
                'verbose_name_plural': 'annonces de parcours',
                'ordering': ['-written_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EntryRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('account', 'demande de compte'), ('news', 'être tenu au courant')], max_length=8, verbose_name='demande')),
                ('address', community.models.addresses.AddressField(max_length=254, verbose_name='adresse e-mail')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='nom')),
                ('structure_name', models.CharField(blank=True, max_length=160, verbose_name='structure')),
                ('reason', models.TextField(blank=True, verbose_name='pourquoi')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='demandé le')),
                ('nonce', models.CharField(default=community.models.requests.new_secret, editable=False, max_length=32)),
                ('sent_form', models.CharField(default=community.models.requests.new_secret, editable=False, max_length=64, unique=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmé le')),
                ('outcome', models.CharField(blank=True, choices=[('invited', 'invitation envoyée'), ('answered', 'réponse envoyée'), ('filed', 'classée sans réponse')], max_length=10, verbose_name='suite donnée')),
                ('answer', models.TextField(blank=True, verbose_name='réponse')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondu le')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='répondu par')),
                ('parcours', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.parcourspage', verbose_name='parcours')),
                ('told', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='told', to='community.parcoursnews', verbose_name='annonce reçue')),
            ],
            options={
                'verbose_name': 'demande',
                'verbose_name_plural': 'demandes',
                'ordering': ['asked_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', False)), fields=['kind', 'asked_at'], name='requests_confirmed'), models.Index(fields=['address'], name='requests_by_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='an_answer_has_its_day'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('told', None)), ('confirmed_at__isnull', False), _connector='OR'), name='only_a_confirmed_request_is_answered')],
            },
        ),
    ]
