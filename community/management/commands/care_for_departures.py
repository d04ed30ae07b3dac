"""`manage.py care_for_departures`: those who leave go when their day has come; accounts unseen for long are warned."""

from typing import Any

from django.core.management.base import BaseCommand

from community.rights.at_rest import empty_journal
from community.rights.leaving import finish_departures
from community.rights.retention import warn_the_unseen


class Command(BaseCommand):
    help = (
        "Forget the people whose week to come back has passed, and those who were warned a month ago that their "
        "account would go; warn those who have not visited for twenty-three months. Stopped half-way, it goes on."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{finish_departures()} gone, {warn_the_unseen()} warned")
        if not empty_journal():
            self.stdout.write("the journal of the database is being read: it is emptied tomorrow")
