"""Wagtail's index of references forgets mails and the like: it followed some before, and nothing takes their rows away."""

from django.db import migrations

LEFT_OUT = (
    "accountact",
    "addresschange",
    "archive",
    "askedcode",
    "departure",
    "entryrequest",
    "handover",
    "invitation",
    "notification",
    "parcoursnews",
)


# reason: rows that say which mail was for whom, about mails that are gone; nothing reads them, and nothing else is lost.
def forget_them(apps, schema_editor):
    references = apps.get_model("wagtailcore", "ReferenceIndex").objects
    references.filter(base_content_type__app_label="community", base_content_type__model__in=LEFT_OUT).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0014_rights"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(forget_them, migrations.RunPython.noop, elidable=True)]
