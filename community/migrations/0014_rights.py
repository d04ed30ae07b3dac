"""Taking along, leaving."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0013_requests")]

    operations: list[object] = []
