"""The four levels named women out: words for everybody, where nobody has changed the names."""

from django.db import migrations

NAMES = {
    "acteur": ("Acteur", "Acteur ou actrice"),
    "ambassadeur": ("Ambassadeur de valeurs", "Ambassadeur ou ambassadrice de valeurs"),
    "contributeur": ("Contributeur", "Contributeur ou contributrice"),
    "coproducteur": ("Coproducteur", "Coproducteur ou coproductrice"),
}


def name_everybody(apps, _schema):
    for code, (former, wanted) in NAMES.items():
        apps.get_model("community", "InvolvementLevel").objects.filter(code=code, name=former).update(name=wanted)


def name_them_as_before(apps, _schema):
    for code, (former, wanted) in NAMES.items():
        apps.get_model("community", "InvolvementLevel").objects.filter(code=code, name=wanted).update(name=former)


class Migration(migrations.Migration):
    dependencies = [("community", "0005_one_word_for_e_mail")]

    operations = [migrations.RunPython(name_everybody, name_them_as_before)]
