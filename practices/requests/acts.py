"""What is done to a question: it is asked, changed, withdrawn, shown after a facilitator has read it."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.models import Page

from community.at_once import held, hold_to_add_below
from community.models import Member, StructurePage
from community.moderation.holding import hold
from community.moderation.trust import Why, held_to_write, why_held
from community.permissions import may_write_in
from practices.models import Lever, PracticeRequestIndexPage, PracticeRequestPage
from practices.requests.forms import Words
from practices.requests.telling import tell_as_changed, teller

SUBJECT = "question"
"""As moderation calls it."""


class NoPlace(Exception):
    """This site has no page « Entraide » : there is nowhere to ask."""


class NotTheirQuestion(PermissionError):
    """Somebody else's question, or one that is no longer there."""


def ask(
    *, member: Member, words: Words, structure: StructurePage | None = None, token: uuid.UUID
) -> PracticeRequestPage:
    """Publish a member's question, or hold it for a facilitator where trust says so; sent twice, it is asked once.

    Structures are told after the commit, once it is on line. Raises NoPlace, NotTheirQuestion (a structure of others),
    MayWriteNoMore.
    """
    token = uuid.uuid5(token, str(member.pk))  # a form sent again under another account is another question
    try:
        with LogContext(user=member), transaction.atomic():
            member = held_to_write(member=member)  # before the page, as when moderation decides
            if structure is not None and not may_write_in(member=member, structure=structure):
                raise NotTheirQuestion
            page = PracticeRequestPage(asker=member, owner=member, structure=structure, translation_key=token)
            if twin := _twin(token, member):
                return twin
            _add(page, words)
            if why := why_held(member=member, text=words.text, subject=SUBJECT):
                _hold_back(page)
                hold(thing=page, subject=SUBJECT, member=member, why=why, text=words.text)
            else:
                _show(page)
    except IntegrityError:
        if twin := _twin(token, member):
            return twin
        raise
    return page


def change(*, question: PracticeRequestPage, member: Member, words: Words, structure: StructurePage | None) -> None:
    """Say one's own question otherwise; it is read again by the rule of trust.

    Raises NotTheirQuestion, MayWriteNoMore.
    """
    with LogContext(user=member), transaction.atomic():
        member = held_to_write(member=member)  # before the pages, as when moderation decides
        if question.first_published_at is None:  # its address changes: two questions at once do not take the same
            hold_to_add_below(question.get_parent())
        row = held(question)
        _check_theirs(row, member)
        is_another = structure is not None and structure.pk != row.structure_id
        if structure is not None and is_another and not may_write_in(member=member, structure=structure):
            raise NotTheirQuestion
        row.structure = structure
        _fill(row, words)
        _say_it_in_its_address(row)
        row.save_revision(user=member, log_action=True, clean=False)
        why = why_held(member=member, text=words.text, subject=SUBJECT) if row.live else None
        if row.is_held or why:
            _hold_back(row)
            hold(thing=row, subject=SUBJECT, member=member, why=why or Why.AGAIN, text=words.text)
        else:
            _show(row)
            tell_as_changed(question=row)


def withdraw(*, question: PracticeRequestPage, member: Member) -> None:
    """Take one's own question off line; its answers are hidden with it. Done twice, it changes nothing."""
    with LogContext(user=member), transaction.atomic():
        row = held(question)
        if row.asker_id != member.pk:
            raise NotTheirQuestion
        take_away(question=row)


def take_away(*, question: PracticeRequestPage) -> None:
    """Out of everybody's sight, but its author's and the facilitators'; called in an act."""
    if question.withdrawn_at is None:
        PracticeRequestPage.objects.filter(pk=question.pk).update(withdrawn_at=timezone.now(), held_at=None)
    if question.live:
        question.unpublish()


def release(*, thing: PracticeRequestPage, by: Member) -> None:
    """Show what was held: a facilitator has read it. Does nothing to what is shown, or withdrawn meanwhile."""
    with LogContext(user=by), transaction.atomic():
        row = held(thing)
        if row.is_held:
            PracticeRequestPage.objects.filter(pk=row.pk).update(held_at=None)
            _show(row)


def remove(*, thing: PracticeRequestPage, by: Member, reason: str) -> None:
    """A facilitator takes it out of sight; moderation tells its author why."""
    with LogContext(user=by), transaction.atomic():
        take_away(question=held(thing))


def add_held(*, page: PracticeRequestPage, words: Words) -> None:
    """Add a visitor's question, which nobody sees before a facilitator; called in an act, which says why it waits."""
    _add(page, words)
    _hold_back(page)


def may_be_asked() -> bool:
    """Whether this site has a page « Entraide » on line: before anybody types anything, they are told."""
    return PracticeRequestIndexPage.objects.filter(live=True).exists()


def _add(page: PracticeRequestPage, words: Words) -> None:
    index = PracticeRequestIndexPage.objects.filter(live=True).first()
    if index is None:
        raise NoPlace
    page.live = False
    page.title = words.question
    page.slug = "" if _slug(words.question) else _another_slug()
    page.tried, page.looked_for = words.tried, words.looked_for
    page.levers.set(list(Lever.objects.filter(pk__in=words.levers)))
    index.add_child(instance=page)
    page.save_revision(user=page.asker, log_action=True, clean=False)


def _fill(page: PracticeRequestPage, words: Words) -> None:
    page.title, page.draft_title = words.question, words.question
    page.tried, page.looked_for = words.tried, words.looked_for
    page.levers.set(list(Lever.objects.filter(pk__in=words.levers)))


def _say_it_in_its_address(page: PracticeRequestPage) -> None:
    """What was never on line was given to nobody: its address keeps no word that its author has taken back."""
    if page.first_published_at is not None:
        return
    index: Page = page.get_parent()
    page.slug = page._get_autogenerated_slug(_slug(page.title) or _another_slug())
    page.set_url_path(index)
    Page.objects.filter(pk=page.pk).update(slug=page.slug, url_path=page.url_path)


def _slug(question: str) -> str:
    return str(slugify(question))


def _another_slug() -> str:
    """Of a question without a letter of ours."""
    return f"question-{uuid.uuid4().hex[:8]}"


def _show(page: PracticeRequestPage) -> None:
    """Put its latest version on line."""
    page.get_latest_revision().publish(skip_permission_checks=True)
    page.refresh_from_db()


def note_on_line(*, question: PracticeRequestPage) -> None:
    """It has just been published, in an act or in the admin: nothing says any more that it waits or was withdrawn."""
    hidden = Q(held_at__isnull=False) | Q(withdrawn_at__isnull=False)
    PracticeRequestPage.objects.filter(hidden, pk=question.pk).update(held_at=None, withdrawn_at=None)
    teller.wake_after_commit()


def _hold_back(page: PracticeRequestPage) -> None:
    now = timezone.now()
    PracticeRequestPage.objects.filter(pk=page.pk).update(held_at=now)
    page.held_at = now
    if page.live:
        page.unpublish(log_action=None)


def _twin(token: uuid.UUID, member: Member) -> PracticeRequestPage | None:
    """The question that this very form has made already."""
    row: PracticeRequestPage | None = PracticeRequestPage.objects.filter(translation_key=token, asker=member).first()
    return row


def _check_theirs(question: PracticeRequestPage, member: Member) -> None:
    if question.asker_id != member.pk or question.withdrawn_at is not None:
        raise NotTheirQuestion
    if not question.live and not question.is_held:
        raise NotTheirQuestion(_("Cette question n’est plus en ligne."))
