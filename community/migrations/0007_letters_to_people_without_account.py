"""Messages to people without an account; who is named in a message, and which row its writer reads."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget_letters_to_nobody(apps, schema_editor):
    """On the way back: of a letter that has left and whose addressee has gone, the former rule allows no row."""
    apps.get_model('community', 'Notification').objects.filter(recipient=None, address='').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0006_levels_for_everybody'),
    ]

    operations = [
        # reason: made again below, wider: a message already sent needs nowhere to go
        migrations.RemoveConstraint(
            model_name='notification',
            name='a_message_has_somewhere_to_go',
        ),
        migrations.AddField(
            model_name='notification',
            name='about',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne nommée'),
        ),
        migrations.AddField(
            model_name='notification',
            name='written_from',
            field=models.PositiveBigIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(('recipient__isnull', False), models.Q(('address', ''), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='a_message_has_somewhere_to_go'),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_letters_to_nobody),
    ]
