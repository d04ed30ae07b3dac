"""Each lever bears a sign: the four that a site starts with have theirs, those that were added take the spare ones."""

from typing import Any

from django.db import migrations, models

FIRST = {"accueil": "arch", "valeurs": "flower", "besoins": "leaf", "evaluation": "pebbles"}
SPARE = ("moon", "waves", "ladder", "star")


def give_signs(apps: Any, _schema: Any) -> None:
    Lever = apps.get_model("practices", "Lever")
    added = 0
    for lever in Lever.objects.order_by("position", "name", "pk"):
        sign = FIRST.get(lever.slug)
        if sign is None:
            sign, added = SPARE[added % len(SPARE)], added + 1
        Lever.objects.filter(pk=lever.pk).update(sign=sign)


class Migration(migrations.Migration):
    dependencies = [("practices", "0003_thrown_drafts")]

    operations = [
        migrations.AddField(
            model_name="lever",
            name="sign",
            field=models.CharField(
                blank=True,
                choices=[
                    ("arch", "une arche"),
                    ("flower", "une fleur"),
                    ("leaf", "une feuille"),
                    ("pebbles", "trois galets"),
                    ("moon", "une demi-lune"),
                    ("waves", "des vagues"),
                    ("ladder", "une échelle"),
                    ("star", "une étoile"),
                ],
                default="",
                help_text="La forme découpée qui l’accompagne partout. Sans choix de votre part, le site prend une "
                "forme libre.",
                max_length=10,
                verbose_name="signe",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(give_signs, migrations.RunPython.noop),
    ]
