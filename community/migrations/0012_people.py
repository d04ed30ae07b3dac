"""Handovers; closed accounts."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0011_account")]

    operations: list[object] = []
