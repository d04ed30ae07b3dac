"""One person on several devices at the same instant: nothing is lost, nothing is done twice; on both databases."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from community.accounts.home.addresses import LinkIsOver, Mailbox, Step, ask, confirm, token_of
from community.accounts.home.keeping import keep_photo, keep_words
from community.models import AddressChange, Member, Notification
from tests import factories
from tests.attacks.concurrency.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "amina@ailleurs.test"


@pytest.fixture
def person(site: Any) -> Any:
    return factories.member()


def test_both_mailboxes_that_say_yes_at_once_make_the_change_once(person: Any) -> None:
    change = ask(member=person, address=NEW)
    clicks = [partial(confirm, token=token_of(change=change, mailbox=mailbox)) for mailbox in (*Mailbox, *Mailbox)]
    answers, faults = at_once(clicks)
    assert {type(fault) for fault in faults} <= {LinkIsOver}  # a second click, after the change is made
    assert [answer[0] for answer in answers if answer].count(Step.DONE) == 1
    assert Member.objects.get(pk=person.pk).email == NEW
    assert not AddressChange.objects.exists()
    assert Notification.objects.filter(kind="address_is_new").count() == 1


def test_two_people_who_want_one_address_at_once_one_has_it(person: Any) -> None:
    other = factories.member()
    clicks = []
    for one in (person, other):
        change = ask(member=one, address=NEW)
        confirm(token=token_of(change=change, mailbox=Mailbox.BEFORE))
        clicks.append(partial(confirm, token=token_of(change=change, mailbox=Mailbox.AFTER)))
    answers, faults = at_once(clicks)
    assert not faults
    assert {answer[0] for answer in answers} == {Step.DONE, Step.TAKEN}
    assert Member.objects.filter(email=NEW).count() == 1


def test_asking_twice_at_once_leaves_one_question(person: Any) -> None:
    _answers, faults = at_once([partial(ask, member=person, address=f"{n}@ailleurs.test") for n in range(4)])
    assert not faults
    assert AddressChange.objects.filter(member=person).count() == 1


def test_blocks_saved_at_once_are_all_kept(person: Any) -> None:
    words = ({"display_name": "Amina"}, {"work": "Bénévole"}, {"can_help": "accueil"})
    _answers, faults = at_once([partial(keep_words, member=Member(pk=person.pk), words=one) for one in words])
    assert not faults
    row = Member.objects.get(pk=person.pk)
    assert (row.display_name, row.work, row.can_help) == ("Amina", "Bénévole", "accueil")


def test_of_photographs_sent_at_once_one_stays_on_the_disk(person: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    photos = [ContentFile(f"photo {n}".encode(), name="portrait.jpg") for n in range(4)]
    _answers, faults = at_once([partial(keep_photo, member=Member(pk=person.pk), photo=photo) for photo in photos])
    assert not faults
    kept = Path(str(Member.objects.get(pk=person.pk).photo.name)).name
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [kept]
