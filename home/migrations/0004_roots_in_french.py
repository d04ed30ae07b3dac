"""The roots of pages and of collections had an English name in the admin, where nobody had given them another."""

from django.db import migrations

ENGLISH, PAGES, COLLECTIONS = "Root", "Racine", "Sans dossier"


def rename(apps, pages, collections):
    """`pages` and `collections`: the former name and the one wanted."""
    Page, Collection = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Collection")
    Page.objects.filter(depth=1, title=pages[0]).update(title=pages[1], draft_title=pages[1])
    Collection.objects.filter(depth=1, name=collections[0]).update(name=collections[1])


class Migration(migrations.Migration):
    dependencies = [("home", "0003_fewer_words")]

    operations = [
        migrations.RunPython(
            lambda apps, _schema: rename(apps, (ENGLISH, PAGES), (ENGLISH, COLLECTIONS)),
            lambda apps, _schema: rename(apps, (PAGES, ENGLISH), (COLLECTIONS, ENGLISH)),
        )
    ]
