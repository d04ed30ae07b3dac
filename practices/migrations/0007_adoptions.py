"""« Nous l’avons essayé »: one row for a structure and the sheet that it tried."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0002_community"),
        ("practices", "0006_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tried_on", models.DateField(help_text="Le premier jour du mois.", verbose_name="essayée en")),
                ("kept", models.TextField(blank=True, max_length=2000, verbose_name="ce que nous avons gardé")),
                ("changed", models.TextField(blank=True, max_length=2000, verbose_name="ce que nous avons changé")),
                ("happened", models.TextField(blank=True, max_length=2000, verbose_name="ce qui s’est passé")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="écrit le")),
                ("edited_at", models.DateTimeField(null=True, verbose_name="modifié le")),
                ("is_public", models.BooleanField(default=True, verbose_name="en ligne")),
                ("held_at", models.DateTimeField(null=True, verbose_name="retenu le")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="retiré par l’animation le")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="repris le")),
                (
                    "told_at",
                    models.DateTimeField(
                        help_text="Une fois, à l’équipe de la fiche.", null=True, verbose_name="annoncé le"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
                (
                    "own_sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="told_by_adoptions",
                        to="practices.practicepage",
                        verbose_name="notre fiche",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="practices.practicepage",
                        verbose_name="fiche essayée",
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="community.structurepage",
                        verbose_name="structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "essai",
                "verbose_name_plural": "essais",
                "ordering": ["-tried_on", "-pk"],
                "indexes": [
                    models.Index(fields=["sheet", "is_public", "-tried_on", "-id"], name="adoptions_of_a_sheet"),
                    models.Index(
                        fields=["structure", "is_public", "-tried_on", "-id"], name="adoptions_of_a_structure"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "structure"), name="one_adoption_a_structure"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", False),
                            models.Q(("held_at", None), ("removed_at", None), ("withdrawn_at", None)),
                            _connector="OR",
                        ),
                        name="what_is_held_is_not_public",
                    ),
                ],
            },
        ),
    ]
