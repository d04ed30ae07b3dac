"""Addresses stored before the field spelled them, and the library's own rows, which opened accounts by old addresses."""

from django.db import migrations

from community.addresses import canonical


def spell_them_one_way(apps, schema_editor):
    """Two accounts of one mailbox are left as they are, and named: people decide which one stays."""
    Member = apps.get_model("community", "Member")
    stored = dict(Member.objects.order_by("pk").values_list("pk", "email"))
    taken = set(stored.values())
    for pk, email in stored.items():
        spelled = canonical(email)
        if spelled == email:
            continue
        if spelled in taken:
            print(f"\n  Two accounts have the address {spelled}: the one numbered {pk} is not touched. Close one of them.")
            continue
        taken.add(spelled)
        Member.objects.filter(pk=pk).update(email=spelled)


def forget_the_rows_of_the_library(apps, schema_editor):
    """`Member.email` is the only truth: these rows named addresses that accounts have left, or that nobody proved."""
    apps.get_model("account", "EmailAddress").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0003_one_address"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunPython(spell_them_one_way, migrations.RunPython.noop),
        migrations.RunPython(forget_the_rows_of_the_library, migrations.RunPython.noop),
    ]
