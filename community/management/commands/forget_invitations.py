"""`manage.py forget_invitations`: delete the invitations that ended three months ago, with their addresses."""

from typing import Any

from django.core.management.base import BaseCommand

from community.invitations.forgetting import forget_what_is_over


class Command(BaseCommand):
    help = "Forget who was invited and when, three months after the invitation was accepted, revoked or expired."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_what_is_over()} forgotten")
