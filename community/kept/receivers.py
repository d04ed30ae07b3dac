"""Where Django's signals enter the room: tables are about to change, tables have changed."""

from typing import Any

from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from community.kept import generation

ROOM = "community.kept"
"""Its name among the apps: the last of them, so that every table is there when it is told."""


@receiver(pre_migrate)
def tables_are_about_to_change(sender: Any, plan: Any = (), **_: Any) -> None:
    """Keep nothing while the tables change; an empty plan changes none."""
    if plan and sender.name == ROOM:
        generation.close()


@receiver(post_migrate)
def tables_have_changed(sender: Any, **_: Any) -> None:
    """Sent for each app, for this one last: every table exists. Also after `flush`, which empties the generation."""
    if sender.name == ROOM:
        generation.open_or_renew()
