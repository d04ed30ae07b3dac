"""Invitations."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0009_factors")]

    operations: list[object] = []
