"""Invitations: who is asked to come in, by whom, into what."""

import community.models.addresses
import community.models.invitations
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0009_factors'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', community.models.addresses.AddressField(blank=True, max_length=254, verbose_name='adresse e-mail')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='nom')),
                ('role', models.CharField(blank=True, choices=[('pilot', 'pilote'), ('copilot', 'copilote'), ('member', 'membre')], max_length=10, verbose_name='rôle')),
                ('to_facilitate', models.BooleanField(default=False, verbose_name='pour l’animation')),
                ('made_by_facilitator', models.BooleanField(default=False, editable=False)),
                ('nonce', models.CharField(default=community.models.invitations.new_nonce, editable=False, max_length=32)),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='invité le')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sendings', models.PositiveSmallIntegerField(default=1)),
                ('expires_at', models.DateTimeField(default=community.models.invitations.in_a_month, verbose_name='jusqu’au')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_sent', to=settings.AUTH_USER_MODEL, verbose_name='invité par')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations_accepted', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                ('message', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.notification')),
                ('structure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='community.structurepage', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None), ('structure__isnull', False)), fields=('address', 'structure'), name='one_invitation_waits_a_structure'), models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None), ('role', '')), fields=('address',), name='one_invitation_waits_without_structure'), models.CheckConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None), _connector='OR'), name='an_invitation_ends_in_one_way'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', False), models.Q(('address', ''), _negated=True), _connector='OR'), name='an_unanswered_invitation_has_an_address'), models.CheckConstraint(condition=models.Q(('structure', None), models.Q(('role', ''), _negated=True), _connector='OR'), name='a_place_in_a_structure_has_a_role')],
            },
        ),
    ]
