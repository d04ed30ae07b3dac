"""Codes asked for, to come in; the library's addresses, which nothing writes any more, go."""

import django.utils.timezone
from django.db import migrations, models

import community.models.addresses


def forget_what_was_kept_of_links(apps, schema_editor):
    """Links to choose a password that still wait: their pages are gone, a code takes their place."""
    apps.get_model("community", "Notification").objects.filter(kind="password_link", sent_at=None).delete()


def empty_the_addresses_of_the_library(apps, schema_editor):
    """`Member.email` is the only truth: a row beside it could open an account to a former mailbox."""
    apps.get_model("account", "EmailConfirmation").objects.all().delete()
    apps.get_model("account", "EmailAddress").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0007_letters_to_people_without_account"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", community.models.addresses.AddressField(blank=True, max_length=254)),
                ("nonce", models.CharField(max_length=32)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends_at", models.DateTimeField(db_index=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("resent", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(forget_what_was_kept_of_links, migrations.RunPython.noop),
        migrations.RunPython(empty_the_addresses_of_the_library, migrations.RunPython.noop),
    ]
