"""Handovers of structures, and the journal of the accounts."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


MODELS = ("member", "membership")
KEPT_ON_THE_SITE = [f"{act}_{model}" for act in ("add", "change", "view", "delete") for model in MODELS]


def leave_accounts_to_the_site(apps, schema_editor):
    """Facilitators keep accounts and teams on « Les personnes » : what Wagtail's screens asked for is taken back."""
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    rights = Permission.objects.filter(content_type__app_label="community", codename__in=KEPT_ON_THE_SITE)
    for group in Group.objects.filter(name="Animation"):
        group.permissions.remove(*rights)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('community', '0011_account'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('closed', 'compte fermé'), ('reopened', 'compte rouvert'), ('entrusted', 'animation confiée'), ('relieved', 'animation retirée'), ('renamed', 'nom affiché changé'), ('moved', 'adresse changée')], max_length=10)),
                ('reason', models.TextField(blank=True, verbose_name='raison')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='account_acts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'acte sur un compte',
                'verbose_name_plural': 'actes sur les comptes',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('afterwards', models.CharField(choices=[('copilot', 'copilote'), ('member', 'membre'), ('leaves', 'hors de l’équipe')], default='copilot', max_length=10)),
                ('note', models.TextField(blank=True, verbose_name='note de passation')),
                ('state', models.CharField(choices=[('waiting', 'en attente'), ('accepted', 'accepté'), ('declined', 'refusé'), ('cancelled', 'annulé'), ('expired', 'sans réponse')], default='waiting', max_length=10)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('giver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='handovers_received', to=settings.AUTH_USER_MODEL)),
                ('structure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='community.structurepage')),
            ],
            options={
                'verbose_name': 'passage de relais',
                'verbose_name_plural': 'passages de relais',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('structure',), name='one_handover_waits_a_structure')],
            },
        ),
        migrations.RunPython(leave_accounts_to_the_site, migrations.RunPython.noop),
    ]
