"""After somebody has left, the whole site is read for their name, their address, their photograph: nothing."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log

from community.accounts.home.keeping import keep_photo
from community.comments.acts import post
from community.models import (
    AccountAct,
    AddressChange,
    AskedCode,
    Departure,
    EntryRequest,
    FileToRemove,
    Handover,
    Invitation,
    Member,
    Notification,
    PeerComment,
)
from community.notifications.acts import notify, write_to
from community.notifications.mails import CommunityMail
from community.rights.archives import ask_for_archive, pack_all
from community.rights.departures import ask_to_leave
from community.rights.leaving import finish_departures
from search.answering.queries import SearchRequest, find
from search.models import SearchLog
from tests import factories
from tests.community.rights.everything import Heard, places_naming
from tests.community.rights.people import entered
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Élodie Vasseur-Dûment", "elodie.vasseur@exemple.test"
PHOTO = b"the bytes of a photograph that nobody else has"
WORDS = "Chez nous, c’est le merle qui ouvre la porte."


@pytest.fixture
def heard(settings: Any, tmp_path: Any) -> Iterator[Heard]:
    settings.DATA_DIR = tmp_path
    handler, root = Heard(), logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


@pytest.fixture
def leaver(structure: Any) -> Member:
    person = factories.member(structure=structure, role="pilot", display_name=NAME)
    Member.objects.filter(pk=person.pk).update(email=ADDRESS)
    person.refresh_from_db()
    return person


def lived(person: Member, *, structure: Any, peer: Any, facilitator: Any) -> Any:
    """Some years on the site; the comment that the peer answered."""
    sheet = factories.sheet(structure=structure, owner=person, title="Le café du merle")
    sheet.pitfalls = f"Une version d’avant : demandez à {NAME} ({ADDRESS})."
    sheet.save_revision(user=person)
    sheet.pitfalls = "La version d’aujourd’hui."
    sheet.save_revision(user=person).publish()
    said = post(page=sheet, member=person, text=WORDS)
    post(page=sheet, member=peer, text="Et en hiver ?", parent=said)
    PeerComment.objects.filter(pk=said.pk).update(user_name=NAME, user_email=ADDRESS)
    _written_about(person, peer, facilitator, sheet)
    _noted_by_machines(person, facilitator)
    _asked_and_handed_over(person, peer, facilitator, structure)
    sheet.locked, sheet.locked_by = True, person
    sheet.save(update_fields=["locked", "locked_by"])
    return said


def _written_about(person: Member, peer: Any, facilitator: Any, sheet: Any) -> None:
    context = {"page": sheet, "sender": person, "text": "Bonjour", "structure": sheet.get_parent()}
    notify(recipients=[peer], kind=CommunityMail.CONTACT, context=context, answer_to=ADDRESS)
    notify(recipients=[person], kind=CommunityMail.ADDRESS_CHANGED, context={})
    write_to(address=ADDRESS, kind=CommunityMail.ADDRESS_CHANGED, context={})
    Notification.objects.create(
        recipient=peer, kind="contact", subject=f"{NAME} part", body=NAME, sent_at=timezone.now()
    )
    Notification.objects.create(recipient=peer, kind="contact", subject="En route", body=f"Vu avec {NAME}.")
    log(instance=person, action="wagtail.edit", user=facilitator)
    log(instance=sheet, action="wagtail.edit", user=person, data={"why": f"d’après {NAME}"})
    log(instance=sheet.get_parent().specific.memberships.get(member=person), action="wagtail.edit", user=facilitator)
    SearchLog.objects.create(month=timezone.localdate().replace(day=1), words=NAME.lower(), searches=2)


def _asked_and_handed_over(person: Member, peer: Any, facilitator: Any, structure: Any) -> None:
    """Invited, asked to come in, changes address, hands over, was closed and opened again; has a photograph."""
    keep_photo(member=person, photo=ContentFile(PHOTO, name="elodie.webp"))
    later = timezone.now() + timedelta(days=1)
    Invitation.objects.create(address=ADDRESS, name=NAME, by=facilitator, token_hash="a")
    Invitation.objects.create(member=person, name=NAME, by=person, token_hash="b", accepted_at=timezone.now())
    EntryRequest.objects.create(kind="account", address=ADDRESS, name=NAME, reason=f"Je suis {NAME}.")
    AskedCode.objects.create(address=ADDRESS, nonce="n", ends_at=later)
    AddressChange.objects.create(
        member=person,
        address_before=ADDRESS,
        address="autre@exemple.test",
        hash_before="a",
        hash_after="b",
        expires_at=later,
    )
    Handover.objects.create(
        structure=structure, giver=person, receiver=peer, note=f"{NAME} vous le confie.", state="accepted"
    )
    AccountAct.objects.create(member=peer, by=person, kind="closed", reason=f"Vu avec {NAME}.")


def _noted_by_machines(person: Member, facilitator: Any) -> None:
    entered(Client(), person)
    entered(Client(), facilitator)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x", "label": NAME})
    UserSession.objects.create(user=person, ip="127.0.0.1", user_agent="x", session_key="x", data={"name": NAME})
    for held in ({"account_login": {"email": ADDRESS}}, {"_auth_user_id": str(facilitator.pk), "typed": f"à {NAME}"}):
        store = SessionStore()
        store.update(held)
        store.save()


def gone(person: Member, *, words: str = Departure.Words.ERASED) -> None:
    ask_to_leave(member=person, words=words)
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert finish_departures() == 1


def test_name_address_photo_and_words_are_nowhere(
    leaver: Any, structure: Any, outsider: Any, facilitator: Any, heard: Heard
) -> None:
    said = lived(leaver, structure=structure, peer=outsider, facilitator=facilitator)
    ask_for_archive(member=leaver)
    pack_all()
    photo = Member.objects.get(pk=leaver.pk).photo.name
    needles = (NAME, ADDRESS, WORDS, photo, PHOTO.decode())
    before = places_naming(*needles)
    assert {
        "community_member.display_name",
        "community_member.email",
        "community_notification.body",
        "community_notification.answer_to",
        "community_member.photo",
        "community_invitation.address",
        "community_invitation.name",
        "community_entryrequest.reason",
        "community_askedcode.address",
        "community_addresschange.address_before",
        "community_handover.note",
        "community_accountact.reason",
        "django_comments.user_name",
        "django_comments.comment",
        "wagtailcore_modellogentry.label",
        "wagtailcore_pagelogentry.data",
        "wagtailcore_revision.content",
        "search_searchlog.words",
        "mfa_authenticator.data",
        "usersessions_usersession.data",
        "a session, decoded",
        "the name of a file",
        "a file",
    } <= before
    gone(leaver)
    assert places_naming(*needles) == set()
    assert [line for line in heard.lines if NAME in line or ADDRESS in line] == []
    assert not Departure.objects.exists()
    assert not FileToRemove.objects.exists()
    said.refresh_from_db()
    assert (said.user, said.is_removed, said.withdrawn_by_author) == (None, True, True)


def test_what_others_have_stays(leaver: Any, structure: Any, outsider: Any, facilitator: Any, heard: Heard) -> None:
    said = lived(leaver, structure=structure, peer=outsider, facilitator=facilitator)
    gone(leaver)
    assert PeerComment.objects.get(parent_id=said.pk, user=outsider).comment == "Et en hiver ?"
    assert Notification.objects.get(subject="En route").body == "Vu avec une personne partie."
    page = PeerComment.objects.get(pk=said.pk).content_object
    assert page is not None
    assert page.live
    assert not page.locked
    text = Client().get(page.url).content.decode()
    assert "Ce commentaire a été retiré par la personne qui l’a écrit" in text
    assert "Et en hiver" in text
    session = SessionStore()
    assert all("typed" not in one.get_decoded() for one in session.model.objects.all())


def test_comments_kept_lose_the_name_alone(
    leaver: Any, structure: Any, outsider: Any, facilitator: Any, heard: Heard
) -> None:
    said = lived(leaver, structure=structure, peer=outsider, facilitator=facilitator)
    gone(leaver, words=Departure.Words.KEPT)
    assert places_naming(NAME, ADDRESS) == set()
    text = Client().get(said.content_object.url).content.decode()
    assert "Une personne partie" in text
    assert "le merle qui ouvre la porte" in text


def test_the_search_finds_erased_words_no_more(
    leaver: Any, structure: Any, outsider: Any, facilitator: Any, heard: Heard, settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    said = lived(leaver, structure=structure, peer=outsider, facilitator=facilitator)
    assert said in found("merle ouvre la porte")
    gone(leaver)
    assert said not in found("merle ouvre la porte")
    assert found(NAME) == []


def found(text: str) -> list[Any]:
    """What the engine answers, once it has seen every change."""
    assert drain_all() == 0
    return [one.thing for one in find(asked=SearchRequest(text=text), member=None).results]


def test_a_name_that_a_sheet_says_today_stays_in_it(leaver: Any, structure: Any, heard: Heard) -> None:
    sheet = factories.sheet(structure=structure, owner=leaver, pitfalls=f"Demandez à {NAME}.")
    gone(leaver)
    sheet.refresh_from_db()
    assert NAME in sheet.pitfalls
    assert sheet.owner is None


def test_a_name_of_one_word_is_taken_out_of_what_the_site_wrote_only(
    structure: Any, outsider: Any, heard: Heard
) -> None:
    nadia = factories.member(structure=structure, display_name="Nadia")
    sheet = factories.sheet(structure=structure, owner=nadia)
    sheet.pitfalls = "Une autre Nadia raconte."
    kept = sheet.save_revision()
    sheet.save_revision()
    post(page=sheet, member=nadia, text="Bonjour")
    Notification.objects.create(recipient=outsider, kind="x", subject="Nadia vous a répondu", sent_at=timezone.now())
    gone(nadia)
    kept.refresh_from_db()
    assert kept.content["pitfalls"] == "Une autre Nadia raconte."
    assert kept.content["owner"] is None
    assert not Notification.objects.filter(subject__contains="Nadia").exists()
