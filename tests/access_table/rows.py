"""Who reads, finds and writes what: the table of the project, row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

SECRET = "xylophone"  # a word that only this page carries
MISTYPED = "xilophone"
CHANGED = "bandonéon"  # a word of its draft only
TEAM, ELSEWHERE, PUBLIC, FACILITATOR = "member of the structure", "member elsewhere", "public", "facilitator"
EVERYBODY = (PUBLIC, ELSEWHERE, TEAM, FACILITATOR)
INSIDE = (TEAM, FACILITATOR)


@dataclass(frozen=True)
class Row:
    """One row: how the page comes to that state, who reads it, who finds it."""

    arrange: Callable[[Any, Any], None]
    readers: tuple[str, ...]
    finders: tuple[str, ...]
    asked_to_sign_in: tuple[str, ...] = ()
    is_for_testimonials: bool = False


def live(_page: Any, _world: Any) -> None:
    pass


def changed_in_draft(page: Any, world: Any) -> None:
    draft = page.get_latest_revision_as_object()
    field = "transcript" if hasattr(draft, "transcript") else "pitfalls"
    setattr(draft, field, f"Nadia : {CHANGED}.")
    draft.save_revision(user=world[TEAM])


def draft(page: Any, _world: Any) -> None:
    page.unpublish()
    type(page).objects.filter(pk=page.pk).update(first_published_at=None)


def in_review(page: Any, world: Any) -> None:
    draft(page, world)
    page.refresh_from_db()
    page.get_workflow().start(page, world[TEAM])


def off_line(page: Any, _world: Any) -> None:
    page.unpublish()


def below_a_page_off_line(page: Any, _world: Any) -> None:
    page.get_parent().specific.unpublish()


def restricted_elsewhere(page: Any, _world: Any) -> None:
    """Open to a group that nobody here is in."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Comité"))


def restricted_to_the_team(page: Any, world: Any) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(world[TEAM].groups.get())


def restricted_to_members(page: Any, _world: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restricted_by_a_password(page: Any, _world: Any) -> None:
    """Nobody is offered that any more, but a site may hold one from before."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="sésame")


def below_a_page_with_a_password(page: Any, world: Any) -> None:
    restricted_by_a_password(page.get_parent(), world)


def consent_missing(page: Any, _world: Any) -> None:
    page.consents.all().delete()


def consent_ended(page: Any, _world: Any) -> None:
    for consent in page.consents.all():
        consent.expires_on = timezone.localdate() - timedelta(days=1)
        consent.save()


def consent_not_begun(page: Any, _world: Any) -> None:
    for consent in page.consents.all():
        consent.given_on = timezone.localdate() + timedelta(days=1)
        consent.save()


def consent_withdrawn(page: Any, _world: Any) -> None:
    for consent in page.consents.all():
        consent.withdrawn_at = timezone.now()
        consent.save()


TABLE = {
    "live": Row(live, readers=EVERYBODY, finders=EVERYBODY),
    "live, changes in draft": Row(changed_in_draft, readers=EVERYBODY, finders=EVERYBODY),
    "draft, never live": Row(draft, readers=INSIDE, finders=()),
    "in review": Row(in_review, readers=INSIDE, finders=()),
    "off line": Row(off_line, readers=INSIDE, finders=()),
    "below a page off line": Row(below_a_page_off_line, readers=INSIDE, finders=()),
    "restricted to a group of others": Row(
        restricted_elsewhere, readers=INSIDE, finders=(FACILITATOR,), asked_to_sign_in=(PUBLIC,)
    ),
    "restricted to the team's group": Row(
        restricted_to_the_team, readers=INSIDE, finders=INSIDE, asked_to_sign_in=(PUBLIC,)
    ),
    "restricted to members": Row(
        restricted_to_members,
        readers=(ELSEWHERE, *INSIDE),
        finders=(ELSEWHERE, *INSIDE),
        asked_to_sign_in=(PUBLIC,),
    ),
    "closed by a password": Row(restricted_by_a_password, readers=INSIDE, finders=(FACILITATOR,)),
    "below a page closed by a password": Row(below_a_page_with_a_password, readers=INSIDE, finders=(FACILITATOR,)),
    "consent missing": Row(consent_missing, readers=INSIDE, finders=(), is_for_testimonials=True),
    "consent not begun": Row(consent_not_begun, readers=INSIDE, finders=(), is_for_testimonials=True),
    "consent ended": Row(consent_ended, readers=INSIDE, finders=(), is_for_testimonials=True),
    "consent withdrawn": Row(consent_withdrawn, readers=INSIDE, finders=(), is_for_testimonials=True),
}


def visit(world: dict[str, Any], person: str) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    if world[person]:
        client.force_login(world[person])
    return client


def plain(html: str) -> str:
    """Without the marks of the found words, so that a title is one text."""
    return html.replace("<mark>", "").replace("</mark>", "")
