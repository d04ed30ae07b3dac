"""`manage.py forget_factors ADDRESS`: somebody has lost the telephone and the codes, and nobody else can help."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.accounts.factors.forgetting import forget_factors
from community.addresses import canonical
from community.models import Member


class Command(BaseCommand):
    help = (
        "Forget the application, the keys and the recovery codes of an account, and end its sessions: the person is "
        "told by mail, enters by a code, and makes new ones. Speak with them first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="that of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.filter(email=canonical(options["address"])).first()
        if member is None:
            raise CommandError("no account has this address")
        if forget_factors(member=member, by=None):
            self.stdout.write("forgotten: they enter by a code sent to their address")
        else:
            self.stdout.write("nothing to forget: they enter by a code sent to their address")
