"""Where a page lists all of something, it lists all of it: kinds of mails, what is done each day."""

import re

from community.notifications.mails import mail_kinds
from home.management.commands.daily_care import EACH_DAY
from tests.architecture.house import ROOT

CELL = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)


def test_each_kind_of_mail_has_its_row() -> None:
    text = (ROOT / "docs/features/notifications.md").read_text("utf-8")
    told = [kind for cell in CELL.findall(text) for kind in re.findall(r"\w+", cell)]
    assert sorted(told) == [str(kind) for kind in mail_kinds()]


TOLD_AS = {
    "clearsessions": "old sessions",
    "forget_sessions": "old sessions",
    "forget_tries": "counters of tries",
    "forget_invitations": "old invitations",
    "forget_requests": "requests",
    "forget_visits": "visits of conversations",
    "forget_address_changes": "changes of address",
    "end_handovers": "handovers that nobody answered",
    "deliver_messages": "mails that wait",
    "publish_scheduled": "what\n  was planned",
    "erase_thrown_drafts": "drafts thrown away",
    "remove_leftovers": "files that no row has named",
    "search_purge": "searched more than thirteen months ago",
    "search_check": "heals it",
}
"""In words where the page does not name the command."""


def test_each_act_of_the_day_is_told_to_who_operates() -> None:
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    start = text.index("`faire-avec-daily.timer` runs `manage daily_care`")
    told = text[start : text.index("If one of these fails", start)]
    missing = [
        name for name, *_options in EACH_DAY if f"manage {name}" not in told and TOLD_AS.get(name, "?") not in told
    ]
    assert missing == []
