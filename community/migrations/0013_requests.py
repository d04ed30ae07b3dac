"""Asking to come in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0012_people")]

    operations: list[object] = []
