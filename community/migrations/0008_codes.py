"""Codes typed to come in: tries, mails that leave first."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0007_letters_to_people_without_account")]

    operations: list[object] = []
