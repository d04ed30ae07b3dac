"""What waits for a facilitator: reports, texts held, decisions; and whose texts are read before they appear."""

import community.models.addresses
import community.models.moderation
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0016_conversation'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrustSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invited_are_trusted', models.BooleanField(default=True, help_text='Sinon, comme pour celles qu’une structure invite, leurs deux premières contributions attendent que l’animation les ait lues.', verbose_name='Les personnes invitées par l’animation écrivent sans attendre')),
            ],
            options={
                'verbose_name': 'Confiance',
            },
        ),
        migrations.AddField(
            model_name='member',
            name='read_before',
            field=models.CharField(blank=True, choices=[('first', 'les premières, le temps de faire connaissance'), ('again', 'de nouveau')], db_default='', default='', editable=False, max_length=5, verbose_name='contributions lues avant de paraître'),
        ),
        migrations.AddField(
            model_name='member',
            name='read_before_since',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        # reason: two acts more in the journal of accounts; the column stays as it is
        migrations.AlterField(
            model_name='accountact',
            name='kind',
            field=models.CharField(choices=[('closed', 'compte fermé'), ('reopened', 'compte rouvert'), ('entrusted', 'animation confiée'), ('relieved', 'animation retirée'), ('renamed', 'nom affiché changé'), ('moved', 'adresse changée'), ('read_again', 'contributions relues de nouveau'), ('trusted', 'contributions publiées sans attendre')], max_length=10),
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.SlugField(max_length=20, verbose_name='genre')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='numéro')),
                ('title', models.CharField(max_length=300, verbose_name='intitulé')),
                ('held_why', models.CharField(blank=True, choices=[('first', 'une des premières contributions de cette personne'), ('again', 'cette personne est relue de nouveau'), ('links', 'plusieurs liens dans le texte'), ('same', 'le même texte, envoyé plusieurs fois'), ('fast', 'beaucoup de messages en peu de temps'), ('visitor', 'écrit par une personne sans compte')], max_length=10, verbose_name='retenu parce que')),
                ('text', models.TextField(blank=True, verbose_name='texte')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='arrivé le')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='changement demandé le')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='décidé le')),
                ('outcome', models.CharField(blank=True, choices=[('left', 'laissé en place'), ('released', 'mis en ligne'), ('removed', 'retiré'), ('gone', 'disparu entre-temps')], max_length=10, verbose_name='décision')),
                ('turn', models.PositiveIntegerField(default=0, editable=False)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
            ],
            options={
                'verbose_name': 'texte à regarder',
                'verbose_name_plural': 'textes à regarder',
                'ordering': ['opened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('left', 'laissé en place'), ('released', 'mis en ligne'), ('removed', 'retiré'), ('asked', 'changement demandé'), ('gone', 'disparu entre-temps')], max_length=10, verbose_name='décision')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='le')),
                ('sentence', models.TextField(blank=True, verbose_name='phrase envoyée')),
                ('text', models.TextField(blank=True, verbose_name='texte retiré')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='community.matter')),
            ],
            options={
                'verbose_name': 'décision de modération',
                'verbose_name_plural': 'décisions de modération',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='nom')),
                ('address', community.models.addresses.AddressField(blank=True, max_length=254, verbose_name='adresse e-mail')),
                ('reason', models.CharField(choices=[('image', 'le droit à l’image : quelqu’un est montré ou nommé sans son accord'), ('data', 'des données personnelles : adresse, santé, situation de quelqu’un'), ('hurtful', 'des propos blessants'), ('illegal', 'un contenu illégal'), ('advert', 'de la publicité, ou un texte sans rapport'), ('other', 'autre chose')], max_length=10, verbose_name='raison')),
                ('words', models.TextField(verbose_name='ses mots')),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='signalé le')),
                ('sent_form', models.CharField(default=community.models.moderation.new_secret, editable=False, max_length=64, unique=True)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='community.matter')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signalé par')),
            ],
            options={
                'verbose_name': 'signalement',
                'verbose_name_plural': 'signalements',
                'ordering': ['reported_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SentLately',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'envoi récent',
                'verbose_name_plural': 'envois récents',
            },
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('asked_at', None), ('closed_at', None)), fields=['opened_at', 'id'], name='matters_waiting'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['author'], name='matters_of_an_author'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['subject', 'object_id'], name='matters_of_a_thing'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['closed_at'], name='matters_settled'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('subject', 'object_id'), name='one_open_matter_a_thing'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('outcome', '')), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_closed_matter_has_its_outcome'),
        ),
        migrations.AddIndex(
            model_name='sentlately',
            index=models.Index(fields=['member', 'at'], name='sent_lately_by_one'),
        ),
    ]
