"""`manage.py daily_care`: what is done once a day, each thing whatever became of the others."""

import traceback
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

EACH_DAY = (
    ("clearsessions",),
    ("forget_sessions",),
    ("forget_tries",),
    ("forget_invitations",),
    ("forget_requests",),
    ("forget_visits",),
    ("forget_reports",),
    ("forget_questions",),
    ("forget_address_changes",),
    ("mend_tree",),  # before what publishes: a page miscounted cannot receive another
    ("mend_generation",),
    ("care_for_departures",),
    ("care_for_archives",),
    ("tell_of_questions",),  # those that a process stopped half-way has left
    ("deliver_messages",),
    ("forget_messages",),
    ("publish_scheduled",),
    ("prepare_pictures",),
    ("end_handovers",),
    ("erase_thrown_drafts",),
    ("remove_leftovers", "--hours", "720"),  # when an old backup was restored by mistake, its newer files wait a month
    ("forget_made",),
    ("search_purge",),
    ("search_erase",),
    ("search_check", "--repair"),  # last: it compares what the others have left
)

TRIED_AGAIN = "deliver_messages"
"""A mail that could not leave waits for its next try, and the admin shows it: no reason to wake anybody."""


class Command(BaseCommand):
    help = (
        "Do what a site needs once a day: clear old sessions, counters of tries, invitations, requests, visits of"
        " conversations, reports and visitors' questions, end handovers that nobody answered, put the tree of "
        "pages and what keeps pages exact right, forget those who left, their archives and old mails, tell of the"
        " questions that nobody was told of, send the mails that wait, publish what was planned, make the sizes "
        "of pictures that are missing, erase what was thrown away long ago and the files that nothing names, the "
        "PDFs and pictures that nobody asks for any more, forget what was searched long ago, take those who left "
        "out of the files of the search index, heal it. Exits with 1, after all of it, when one failed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [" ".join(words) for words in EACH_DAY if not self._is_done(*words)]
        if failed:
            raise CommandError(f"failed: {', '.join(failed)}")

    def _is_done(self, *words: str) -> bool:
        self.stdout.write(f"{' '.join(words)}…")
        try:
            call_command(*words, stdout=self.stdout, stderr=self.stderr)
        except (CommandError, SystemExit) as failure:  # it has said what is wrong
            self.stderr.write(f"{words[0]} ended with: {failure}")
            return words[0] == TRIED_AGAIN
        except Exception:  # one that breaks keeps no other from its turn
            self.stderr.write(traceback.format_exc())
            return False
        return True
