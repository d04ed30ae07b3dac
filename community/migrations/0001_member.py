"""The account model, alone: pages name their owner, so it must exist before Wagtail's tables and before ours."""

import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="adresse e-mail")),
                (
                    "display_name",
                    models.CharField(
                        help_text="Prénom et initiale, ou le nom que vous voulez montrer aux autres. Votre adresse n’est jamais affichée.",
                        max_length=80,
                        verbose_name="nom affiché",
                    ),
                ),
                (
                    "is_facilitator",
                    models.BooleanField(
                        default=False,
                        help_text="Relit les fiches, met en avant les témoignages, modère les échanges.",
                        verbose_name="animatrice ou animateur",
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, editable=False)),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Décochez plutôt que de supprimer : ses écrits restent.",
                        verbose_name="compte actif",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="inscription"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "membre",
                "verbose_name_plural": "membres",
                "ordering": ["display_name", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), name="one_account_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("display_name", ""), _negated=True), name="a_member_has_a_displayed_name"
            ),
        ),
    ]
