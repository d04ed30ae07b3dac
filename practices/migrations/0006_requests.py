"""Laid beforehand, filled by its part."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("practices", "0005_pictures")]

    operations = []
