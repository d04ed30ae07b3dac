"""Since when somebody has the trust of a facilitator; second factors."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0008_codes")]

    operations: list[object] = []
