"""Laid beforehand, filled by its part."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0015_no_references_to_people")]

    operations = []
