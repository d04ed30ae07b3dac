"""Since when somebody has the trust of a facilitator: the time to choose a second proof counts from there."""

from django.db import migrations, models
from django.utils import timezone


def trusted_from_now_on(apps, schema_editor):
    members = apps.get_model("community", "Member").objects
    members.filter(models.Q(is_facilitator=True) | models.Q(is_superuser=True)).update(entrusted_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("community", "0008_codes")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="entrusted_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="animatrice, animateur ou administration depuis"
            ),
        ),
        migrations.RunPython(trusted_from_now_on, migrations.RunPython.noop),
    ]
