"""What people say of themselves; changes of address."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0010_invitations")]

    operations: list[object] = []
