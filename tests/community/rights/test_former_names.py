"""Whoever leaves is forgotten under the names and addresses that they had before too, as rows still tell them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.log_actions import log

from community.accounts.home import addresses as home
from community.accounts.home.keeping import keep_words
from community.comments.acts import post
from community.models import (
    AddressChange,
    AskedCode,
    EntryRequest,
    Invitation,
    Member,
    Notification,
    PeerComment,
)
from community.people.acts import move, rename
from community.rights.former import former_addresses, former_names
from search.models import SearchLog
from tests import factories
from tests.community.rights.everything import Heard, places_naming
from tests.community.rights.test_nothing_is_left import gone
from tests.community.rights.test_nothing_is_left import heard as heard

pytestmark = pytest.mark.django_db
BEFORE, NOW = "Maëlle Corentin-Briac", "Maëlle Corentin"
OLDEST, OLD, TODAY = "maelle@ancien.test", "m.corentin@exemple.test", "maelle@exemple.test"


@pytest.fixture
def person(structure: Any, facilitator: Any) -> Member:
    """Came by an invitation to one address, moved to a second, then a third; renamed by a facilitator."""
    member = factories.member(structure=structure, display_name=BEFORE)
    Member.objects.filter(pk=member.pk).update(email=OLDEST)
    member.refresh_from_db()
    mail = Notification.objects.create(address=OLDEST, kind="invitation", subject="Venez", sent_at=timezone.now())
    Invitation.objects.create(
        member=member, name=BEFORE, by=facilitator, token_hash="a", accepted_at=timezone.now(), message=mail
    )
    log(instance=member, action="wagtail.edit", user=facilitator)
    move(member=member, address=OLD, by=facilitator)
    move(member=member, address=TODAY, by=facilitator)
    rename(member=member, name=NOW, by=facilitator)
    member.refresh_from_db()
    return member


def spoken_of(structure: Any, peer: Any, facilitator: Any, person: Member) -> None:
    """What others keep of who they were then."""
    sheet = factories.sheet(structure=structure)
    sheet.pitfalls = f"Demandez à {BEFORE} ({OLDEST}, puis {OLD})."
    sheet.save_revision()
    sheet.pitfalls = "Demandez à l’accueil."
    sheet.save_revision().publish()
    EntryRequest.objects.create(kind="account", address=OLDEST, name=BEFORE, reason=f"Je suis {BEFORE}.")
    Invitation.objects.create(address=OLD, name=BEFORE, by=facilitator, token_hash="b")
    AskedCode.objects.create(address=OLD, nonce="n", ends_at=timezone.now())
    Notification.objects.create(recipient=peer, kind="contact", subject=f"{BEFORE} part", sent_at=timezone.now())
    Notification.objects.create(recipient=peer, kind="contact", subject="En route", body=f"Avec {BEFORE}, {OLD}.")
    Notification.objects.create(address=OLD, kind="contact", subject="Bonjour")
    Notification.objects.create(recipient=peer, kind="contact", subject="Répondez", answer_to=OLDEST)
    log(instance=sheet, action="wagtail.edit", user=facilitator, data={"why": f"d’après {BEFORE}"})
    SearchLog.objects.create(month=timezone.localdate().replace(day=1), words=BEFORE.lower(), searches=2)


def test_former_names_and_addresses_are_nowhere(
    person: Member, structure: Any, outsider: Any, facilitator: Any, heard: Heard
) -> None:
    spoken_of(structure, outsider, facilitator, person)
    needles = (BEFORE, OLDEST, OLD, NOW, TODAY)
    assert places_naming(BEFORE) > {"community_entryrequest.name", "wagtailcore_revision.content"}
    gone(person)
    assert places_naming(*needles) == set()
    assert Notification.objects.get(subject="En route").body == "Avec une personne partie, adresse effacée."


def test_a_change_of_ones_own_tells_the_address_before(person: Member) -> None:
    change = home.ask(member=person, address="nouvelle@exemple.test")
    for mailbox in home.Mailbox:
        home.confirm(token=home.token_of(change=change, mailbox=mailbox))
    person.refresh_from_db()
    assert former_addresses(member=person) == tuple(sorted((OLD, OLDEST, TODAY)))


def test_a_mailbox_that_has_not_said_yes_is_not_taken_for_theirs(person: Member) -> None:
    change = home.ask(member=person, address="faute.de.frappe@exemple.test")
    assert "faute.de.frappe@exemple.test" not in former_addresses(member=person)
    home.confirm(token=home.token_of(change=change, mailbox=home.Mailbox.AFTER))
    assert AddressChange.objects.get().confirmed_after_at is not None
    assert "faute.de.frappe@exemple.test" in former_addresses(member=person)


def test_a_name_or_an_address_that_somebody_else_has_today_is_left_to_them(
    person: Member, structure: Any, outsider: Any, heard: Heard
) -> None:
    namesake = factories.member(structure=structure, display_name=BEFORE)
    move_to = Member.objects.filter(pk=namesake.pk)
    move_to.update(email=OLD)
    namesake.refresh_from_db()
    assert former_addresses(member=person) == (OLDEST,)
    assert former_names(member=person, addresses=(TODAY, OLDEST)) == ()
    Notification.objects.create(recipient=outsider, kind="contact", subject=f"{BEFORE} arrive", sent_at=timezone.now())
    EntryRequest.objects.create(kind="news", address=OLD, name=BEFORE)
    gone(person)
    assert Notification.objects.filter(subject=f"{BEFORE} arrive").exists()
    assert EntryRequest.objects.get().name == BEFORE


def test_a_name_of_ones_own_comments_is_known(person: Member, structure: Any) -> None:
    sheet = factories.sheet(structure=structure)
    post(page=sheet, member=person, text="Bonjour")
    PeerComment.objects.filter(user=person).update(user_name="Maëlle de l’Atelier", user_email="atelier@exemple.test")
    assert "atelier@exemple.test" in former_addresses(member=person)
    assert "Maëlle de l’Atelier" in former_names(member=person, addresses=())


def test_a_name_by_which_a_comment_named_them_is_known(structure: Any, outsider: Any) -> None:
    named = factories.member(display_name="Maëlle Aubépin")
    post(page=factories.sheet(structure=structure), member=outsider, text="Merci @Maëlle Aubépin !")
    Member.objects.filter(pk=named.pk).update(display_name=NOW)
    named.refresh_from_db()
    assert former_names(member=named, addresses=()) == ("Maëlle Aubépin",)


def test_the_longest_name_goes_first(person: Member, structure: Any, outsider: Any, heard: Heard) -> None:
    keep_words(member=person, words={"display_name": NOW})
    Notification.objects.create(recipient=outsider, kind="x", subject="Bonjour", body=f"{NOW}, dite {BEFORE}.")
    gone(person)
    body = Notification.objects.get(subject="Bonjour").body
    assert body == "une personne partie, dite une personne partie."


def test_what_no_row_tells_any_more_goes_by_its_own_time(person: Member) -> None:
    """Mails are kept for a month: the site keeps no list of where people were."""
    Notification.objects.all().delete()
    Invitation.objects.update(asked_at=timezone.now() - timedelta(days=200))
    assert former_addresses(member=person) == ()
