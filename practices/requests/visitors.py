"""What somebody without account does: ask, confirm by a click in a mail, have their address forgotten."""

from hashlib import sha256

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from community.at_once import held
from community.few_at_a_time import delete_few_at_a_time
from community.moderation.holding import hold
from community.moderation.trust import Why
from community.notifications.acts import ask_for_a_letter
from community.requests.acts import mailbox_of
from community.throttles import may_try_for
from practices.contributions.mails import ContributionMail
from practices.models import PracticeRequestPage, VisitorQuestion
from practices.requests.acts import SUBJECT, NoPlace, add_held, may_be_asked, take_away
from practices.requests.forms import Words


class TooManyQuestions(Exception):
    """This address, or this machine, has asked as often as ACCOUNT_RATE_LIMITS["ask_the_network"] allows."""


class NoSuchQuestion(Exception):
    """It was forgotten meanwhile, or its days to be confirmed are over."""


def ask(*, words: Words, name: str, address: str, form: str, request: HttpRequest) -> None:
    """Note a question, and have a mail ask its address to confirm it. The same form sent again changes nothing.

    `form`: what tells one showing of the form from another. Raises TooManyQuestions, NoPlace.
    """
    if not may_be_asked():
        raise NoPlace
    parts = (form, name, address, words.text, words.looked_for, *map(str, words.levers))
    digest = sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    if VisitorQuestion.objects.filter(sent_form=digest).exists():
        return
    if not may_try_for(action="ask_the_network", key=mailbox_of(address), request=request):
        raise TooManyQuestions
    said = {
        "question": words.question,
        "tried": words.tried,
        "looked_for": words.looked_for,
        "levers": list(words.levers),
    }
    with transaction.atomic():
        made, is_new = VisitorQuestion.objects.get_or_create(
            sent_form=digest, defaults={"name": name, "address": address, **said}
        )
        if is_new:
            ask_for_a_letter(
                address=made.address,
                kind=ContributionMail.VISITOR_CONFIRM,
                subject=_("Confirmez votre question"),
                written_from=made.pk,
            )


def signed(*, text: str, name: str) -> str:
    """The words of a visitor and the name that will stand beside them: a facilitator reads both before they appear."""
    return f"{text}\n\n{_('Nom affiché : %(name)s') % {'name': name}}"


def confirm(*, asked: VisitorQuestion) -> None:
    """Make a page of it, which a facilitator reads before anybody else; a second click changes nothing.

    Raises NoSuchQuestion, NoPlace.
    """
    with transaction.atomic():
        row = VisitorQuestion.objects.select_for_update(of=("self",)).filter(pk=asked.pk).first()
        if row is None or row.is_over:
            raise NoSuchQuestion
        if row.confirmed_at is not None:
            return
        words = Words(question=row.question, tried=row.tried, looked_for=row.looked_for, levers=tuple(row.levers))
        page = PracticeRequestPage(asker_name=row.name)
        add_held(page=page, words=words)
        hold(thing=page, subject=SUBJECT, member=None, why=Why.VISITOR, text=signed(text=words.text, name=row.name))
        row.page, row.confirmed_at = page, timezone.now()
        row.save(update_fields=["page", "confirmed_at"])


def forget(*, asked: VisitorQuestion) -> None:
    """Erase the address, and stop the mails; a question that nobody has read yet is withdrawn with it.

    One that is on line stays, under the name that its author chose: others have answered it.
    """
    with transaction.atomic():
        row = VisitorQuestion.objects.select_for_update(of=("self",)).filter(pk=asked.pk).first()
        if row is None:
            return
        row.delete()
        page = PracticeRequestPage.objects.filter(pk=row.page_id).first() if row.page_id else None
        if page is not None and (now := held(page)).is_held:  # a facilitator may have just released it
            take_away(question=now)


def forget_old_ones() -> int:
    """Erase what nobody confirmed within seven days, and addresses that are thirteen months old; returns how many."""
    return delete_few_at_a_time(rows=VisitorQuestion.objects.to_forget())
