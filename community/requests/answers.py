"""What a facilitator does with a request: invite, answer by a sentence, file, tell that a parcours opens. Once each."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.invitations.acts import invite
from community.models import EntryRequest, Member, Notification, ParcoursNews, ParcoursPage, StructurePage
from community.notifications.acts import ask_for_a_letter, postman
from community.notifications.mails import CommunityMail
from community.requests.acts import NoSuchRequest
from community.requests.queries import recipients_of_news


class AlreadyAnswered(Exception):
    """Somebody answered meanwhile: `asked` says who, when and how."""

    def __init__(self, asked: EntryRequest) -> None:
        super().__init__("this request was answered meanwhile")
        self.asked = asked


class NobodyToTell(Exception):
    """Nobody waits for news of this parcours any more: another facilitator has just told them, or they have left."""


@transaction.atomic
def answer_with_an_invitation(
    *, asked: EntryRequest, by: Member, structure: StructurePage | None, role: str = ""
) -> None:
    """Invite the person, into a structure if one is given; the invitation is the answer.

    Raises AlreadyAnswered, NoSuchRequest; CannotInvite, PermissionDenied: then nothing is answered.
    """
    row = _take(asked=asked, by=by, outcome=EntryRequest.Outcome.INVITED)
    invite(address=row.address, by=by, structure=structure, role=role, name=row.name)


@transaction.atomic
def answer_with_a_sentence(*, asked: EntryRequest, by: Member, words: str) -> None:
    """Write to the person; they answer to the site's address of contact. Raises AlreadyAnswered, NoSuchRequest."""
    row = _take(asked=asked, by=by, outcome=EntryRequest.Outcome.ANSWERED, words=words)
    ask_for_a_letter(
        address=row.address,
        kind=CommunityMail.REQUEST_ANSWER,
        subject=_("Réponse à votre demande"),
        written_from=row.pk,
    )


@transaction.atomic
def file_away(*, asked: EntryRequest, by: Member) -> None:
    """Put it away without an answer. Raises AlreadyAnswered, NoSuchRequest."""
    _take(asked=asked, by=by, outcome=EntryRequest.Outcome.FILED)


@transaction.atomic
def tell_about(*, parcours: ParcoursPage, by: Member, subject: str, words: str) -> int:
    """Write to all who wait for news of a parcours, once each; returns how many. Raises NobodyToTell."""
    news = ParcoursNews.objects.create(parcours=parcours, subject=subject, words=words, written_by=by)
    if not recipients_of_news(parcours=parcours).update(told=news):  # each row goes to one of two who press at once
        raise NobodyToTell
    told = news.told.order_by("pk").values_list("pk", "address")
    written = Notification.objects.bulk_create(
        Notification(address=address, kind=CommunityMail.REQUEST_NEWS, subject=subject, written_from=pk)
        for pk, address in told
    )
    postman.wake_after_commit()
    return len(written)


def _take(*, asked: EntryRequest, by: Member, outcome: EntryRequest.Outcome, words: str = "") -> EntryRequest:
    """Note the answer, where nobody has (compare-and-set); returns the row. Raises AlreadyAnswered, NoSuchRequest."""
    taken = EntryRequest.objects.waiting().for_an_account().filter(pk=asked.pk)
    is_ours = taken.update(outcome=outcome, answer=words, answered_at=timezone.now(), answered_by=by)
    row = EntryRequest.objects.select_related("answered_by").filter(pk=asked.pk).first()
    if row is None:
        raise NoSuchRequest
    if not is_ours:
        raise AlreadyAnswered(row)
    return row
