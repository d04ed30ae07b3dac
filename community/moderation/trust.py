"""Whether a text appears at once, or after a facilitator has read it, and why; nobody's text is refused here."""

import re
from datetime import timedelta
from hashlib import sha256

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.few_at_a_time import delete_few_at_a_time
from community.letters import plain
from community.models import Matter, Member, SentLately
from community.models.members import ReadBefore
from community.models.moderation import Why

__all__ = ["MayWriteNoMore", "Why", "held_to_write", "why_held"]

MOST_LINKS = 2
"""A person who helps gives one address, or two; advertising gives many."""
MOST_SENT = 10
"""In ten minutes: as many as a lively exchange needs."""
SENT_WITHIN = timedelta(minutes=10)
MOST_SAME = 1
"""One may say the same thing under one other page; the third copy is looked at. « Merci ! » is no such text."""
SAME_WITHIN = timedelta(days=1)
SHORTEST_SAME = 40  # letters
ACCEPTED_TO_BE_TRUSTED = 2
"""The first shows that somebody is there, the second that they know how one talks here."""

_LINK = re.compile(r"https?://\S|\bwww\.\w|\[url|<a\s", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


class MayWriteNoMore(PermissionError):
    """The account was closed, or is gone, since its request began; `sentence` says it."""

    def __init__(self) -> None:
        self.sentence = _("Votre compte est fermé : votre texte n’est pas envoyé.")
        super().__init__(self.sentence)


def held_to_write(*, member: Member) -> Member:
    """The row of who is about to write, as it is now, held until the act ends. Raises MayWriteNoMore.

    To be called first in an act: before the page and the text, in the order of who decides. The person of a request
    was read before: meanwhile the account may have been closed, entrusted or not, put under reading.
    """
    # NO KEY, so that messages and mails that merely name this member do not wait.
    row = Member.objects.select_for_update(no_key=True).filter(pk=member.pk).first()
    if row is None or not row.is_active:
        raise MayWriteNoMore
    row.lacks_second_factor = member.lacks_second_factor  # what a session has proved is known of `member` alone
    return row


def why_held(*, member: Member | None, text: str, subject: str) -> Why | None:
    """Why this text waits for a facilitator; None when it appears at once. `member` is None for a visitor.

    To be called once for each text that is sent, in the act's transaction, of the member whom `held_to_write` gave: two
    texts at once are counted one after the other. It is noted that it was sent, for a day. What facilitators write
    never waits.
    """
    if member is None:
        return Why.VISITOR
    if member.is_trusted:
        return None
    digest = digest_of(text)
    sent, same = _lately(member, digest)
    SentLately.objects.create(member=member, digest=digest)
    return judged(text=text, sent=sent, same=same, read_before=member.read_before)


def judged(*, text: str, sent: int, same: int, read_before: str) -> Why | None:
    """The rule itself. `sent`: how many texts this person sent just before; `same`: how often this one, for a day."""
    if read_before:
        return Why.AGAIN if read_before == ReadBefore.AGAIN else Why.FIRST
    if len(_LINK.findall(text)) > MOST_LINKS:
        return Why.LINKS
    if same > MOST_SAME and len(_in_short(text)) >= SHORTEST_SAME:
        return Why.SAME
    return Why.FAST if sent >= MOST_SENT else None


def count_as_accepted(*, member: Member) -> bool:
    """A facilitator has just released something of theirs: the second time, they are trusted. Returns whether so.

    To be called in the act's transaction, once the matter is closed.
    """
    row = Member.objects.select_for_update(no_key=True).filter(pk=member.pk).exclude(read_before="").first()
    if row is None:
        return False
    accepted = Matter.objects.filter(author=row, outcome=Matter.Outcome.RELEASED)
    if row.read_before_since is not None:
        accepted = accepted.filter(closed_at__gte=row.read_before_since)
    if accepted.count() < ACCEPTED_TO_BE_TRUSTED:
        return False
    Member.objects.filter(pk=row.pk).update(read_before="", read_before_since=None)
    return True


def digest_of(text: str) -> str:
    """What two texts have in common that differ by capitals, accents, signs and spaces only."""
    return sha256(_in_short(text).encode("utf-8", "surrogatepass")).hexdigest()


def forget_what_was_sent() -> int:
    """Forget what is older than a day; returns how many rows."""
    return delete_few_at_a_time(rows=SentLately.objects.filter(at__lt=timezone.now() - SAME_WITHIN))


def _in_short(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", plain(text)).strip()


def _lately(member: Member, digest: str) -> tuple[int, int]:
    """How many texts this person sent in the last minutes, and how often this very one in a day: one query."""
    now = timezone.now()
    rows = SentLately.objects.filter(member=member, at__gte=now - SAME_WITHIN)
    found = rows.aggregate(
        sent=Count("pk", filter=Q(at__gte=now - SENT_WITHIN)), same=Count("pk", filter=Q(digest=digest))
    )
    return found["sent"], found["same"]
