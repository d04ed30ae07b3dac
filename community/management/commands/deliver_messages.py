"""`manage.py deliver_messages`: send the mails that are due; for a timer, or a server whose web processes send none."""

from typing import Any

from django.core.management.base import BaseCommand

from community.models import Notification
from community.notifications.acts import deliver


class Command(BaseCommand):
    help = "Envoie les messages en attente. Finit en erreur (1) s’il en reste dont l’envoi a échoué."

    def handle(self, *args: Any, **options: Any) -> None:
        before = Notification.objects.waiting().count()
        while Notification.objects.due().exists():
            deliver()
        waiting = Notification.objects.waiting()
        self.stdout.write(f"Messages envoyés : {before - waiting.count()}, en attente : {waiting.count()}.")
        for message in waiting.exclude(last_error="")[:10]:
            self.stderr.write(f"  {message.pk} ({message.attempts} essais) : {message.last_error}")
        if waiting.exists():
            raise SystemExit(1)
