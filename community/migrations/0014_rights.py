"""Taking along, leaving."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import community.models.rights


def to_the_member(name):
    return models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE, related_name=name, to=settings.AUTH_USER_MODEL
    )


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("community", "0013_requests")]

    operations = [
        migrations.CreateModel(
            name="FileToRemove",
            fields=[
                ("id", key()),
                ("place", models.CharField(choices=[("media", "fichiers"), ("archives", "archives")], max_length=10)),
                ("name", models.CharField(max_length=500)),
            ],
            options={"verbose_name": "fichier à enlever", "verbose_name_plural": "fichiers à enlever"},
        ),
        migrations.CreateModel(
            name="Archive",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=60)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "trouble",
                    models.CharField(
                        blank=True, choices=[("no_room", "le disque est plein"), ("fault", "erreur")], max_length=10
                    ),
                ),
                ("member", to_the_member("archive")),
            ],
            options={"verbose_name": "archive", "verbose_name_plural": "archives"},
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", key()),
                (
                    "cause",
                    models.CharField(choices=[("asked", "demandé"), ("unseen", "longtemps sans visite")], max_length=10),
                ),
                (
                    "words",
                    models.CharField(choices=[("kept", "gardés sans nom"), ("erased", "effacés")], max_length=10),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("nonce", models.CharField(default=community.models.rights.new_nonce, max_length=32)),
                ("member", to_the_member("departure")),
            ],
            options={"verbose_name": "départ", "verbose_name_plural": "départs"},
        ),
    ]
