"""Correcting what was said, taking it back, finding it again, and what facilitators hold or remove."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import Matter, Member, Notification
from community.models.members import ReadBefore
from community.moderation.subjects import subject_called, subject_of
from practices.adoptions import acts, moderating
from practices.models import Adoption
from tests import factories
from tests.community.moderation.hands import decide

pytestmark = pytest.mark.django_db


def correct(client: Client, adoption: Any, typed: dict[str, Any], version: str = "-") -> Any:
    sent = {"structure": adoption.structure_id, **typed, "version": version}
    return client.post(reverse("adoptions:correct", args=[adoption.pk]), sent)


def test_anybody_of_the_structure_corrects_it(client: Client, tried: Any, taker: Any, typed: Any) -> None:
    colleague = factories.member(structure=taker)
    client.force_login(colleague)

    assert correct(client, tried, typed).status_code == 302
    tried.refresh_from_db()
    assert (tried.changed, tried.member) == ("Le jeudi.", colleague)
    assert tried.edited_at is not None


@pytest.mark.parametrize("name", ["adoptions:correct", "adoptions:withdraw"])
@pytest.mark.parametrize("who", ["pilot", "facilitator"])
def test_others_find_nothing_to_correct(
    request: Any, client: Client, tried: Any, typed: Any, name: str, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(name, args=[tried.pk])).status_code == 404
    assert client.post(reverse(name, args=[tried.pk]), typed).status_code == 404
    tried.refresh_from_db()
    assert tried.is_public


def test_corrected_by_a_teammate_meanwhile_both_texts_are_shown(
    client: Client, tried: Any, outsider: Any, typed: Any
) -> None:
    client.force_login(outsider)
    Adoption.objects.filter(pk=tried.pk).update(edited_at=timezone.now(), changed="Le vendredi.")

    response = correct(client, tried, typed)
    assert response.status_code == 409
    assert "Le vendredi." in response.content.decode()
    assert "Le jeudi." in response.content.decode()
    tried.refresh_from_db()
    assert tried.changed == "Le vendredi."


def test_taken_back_meanwhile_the_text_may_be_said_anew(client: Client, tried: Any, outsider: Any, typed: Any) -> None:
    client.force_login(outsider)
    Adoption.objects.filter(pk=tried.pk).update(withdrawn_at=timezone.now(), is_public=False)

    page = correct(client, tried, typed).content.decode()
    assert reverse("adoptions:say", args=[tried.sheet_id]) in page
    assert "Le jeudi." in page
    assert "a été retiré par votre équipe" in page


def test_taken_back_its_words_are_erased_and_it_may_be_said_again(
    client: Client, tried: Any, outsider: Any, typed: Any
) -> None:
    client.force_login(outsider)
    client.post(reverse("adoptions:withdraw", args=[tried.pk]))

    tried.refresh_from_db()
    assert (tried.words, tried.member, tried.is_public) == ("", None, False)
    assert client.post(reverse("adoptions:withdraw", args=[tried.pk])).url == reverse("adoptions:said")
    assert client.get(reverse("adoptions:correct", args=[tried.pk])).url == reverse(
        "adoptions:say", args=[tried.sheet_id]
    )
    client.post(reverse("adoptions:say", args=[tried.sheet_id]), {**typed, "structure": tried.structure_id})
    tried.refresh_from_db()
    assert (tried.changed, tried.is_public, tried.withdrawn_at) == ("Le jeudi.", True, None)


def test_of_a_sheet_hidden_since_one_may_still_take_it_back(client: Client, tried: Any, outsider: Any) -> None:
    tried.sheet.unpublish()
    client.force_login(outsider)

    assert client.get(reverse("adoptions:correct", args=[tried.pk])).url == reverse(
        "adoptions:withdraw", args=[tried.pk]
    )
    page = client.get(reverse("adoptions:withdraw", args=[tried.pk])).content.decode()
    said = client.get(reverse("adoptions:said")).content.decode()
    assert tried.sheet.title not in page + said
    assert tried.kept in page
    assert client.post(reverse("adoptions:withdraw", args=[tried.pk])).status_code == 302


def test_the_first_words_of_a_new_member_wait_for_a_facilitator(
    client: Client, sheet: Any, taker: Any, typed: Any, facilitator: Any, pilot: Any
) -> None:
    newcomer = factories.member(structure=taker, read_before="first")
    client.force_login(newcomer)
    response = client.post(reverse("adoptions:say", args=[sheet.pk]), {**typed, "structure": taker.pk})

    adoption = Adoption.objects.get()
    assert response.url.startswith(reverse("adoptions:said"))
    assert "attend que l’animation" in client.get(reverse("adoptions:said")).content.decode()
    assert not adoption.is_public
    assert not Notification.objects.filter(kind="sheet_tried").exists()
    assert Matter.objects.get(subject="essai", object_id=adoption.pk).is_held

    subject = subject_called("essai")
    assert subject is subject_of(adoption)
    subject.release(adoption, facilitator)
    subject.release(adoption, facilitator)
    adoption.refresh_from_db()
    assert adoption.is_public
    assert Notification.objects.filter(kind="sheet_tried", recipient=pilot).count() == 1


def test_held_and_taken_back_no_copy_of_its_words_is_left_in_the_queue(tried: Any, outsider: Any) -> None:
    Member.objects.filter(pk=outsider.pk).update(read_before=ReadBefore.FIRST)
    outsider.refresh_from_db()
    words = acts.TryWords(tried_on=tried.tried_on, kept="Un mot de trop.")
    held = acts.correct(adoption=tried, member=outsider, words=words, seen=acts.version_of(tried))
    assert "Un mot de trop." in Matter.objects.held().get().text
    acts.withdraw(adoption=held, member=outsider)
    assert Matter.objects.get().text == ""


def test_released_then_taken_back_no_copy_of_its_words_is_left(
    client: Client, tried: Any, outsider: Any, facilitator: Any
) -> None:
    Member.objects.filter(pk=outsider.pk).update(read_before=ReadBefore.FIRST)
    outsider.refresh_from_db()
    words = acts.TryWords(tried_on=tried.tried_on, kept="Un mot de trop.")
    held = acts.correct(adoption=tried, member=outsider, words=words, seen=acts.version_of(tried))
    client.force_login(facilitator)
    assert decide(client, Matter.objects.get(), "publier").status_code == 302
    acts.withdraw(adoption=held, member=outsider)
    assert Matter.objects.get(outcome=Matter.Outcome.RELEASED).text == ""


@pytest.mark.parametrize("act", ["withdrawn", "removed"])
def test_a_mail_that_has_not_left_says_no_words_that_are_taken_back(
    act: str, sheet: Any, taker: Any, outsider: Any, pilot: Any, facilitator: Any
) -> None:
    words = acts.TryWords(tried_on=timezone.localdate(), kept="Un mot de trop.")
    said = acts.say(sheet=sheet, structure=taker, member=outsider, words=words)
    waiting = Notification.objects.waiting().filter(kind="sheet_tried", recipient=pilot)
    assert "Un mot de trop." in waiting.get().body
    if act == "withdrawn":
        acts.withdraw(adoption=said, member=outsider)
    else:
        moderating.remove(said, facilitator, "Hors sujet")
    assert not waiting.exists()


def test_a_mail_that_has_not_left_says_the_words_as_they_are_now(
    sheet: Any, taker: Any, outsider: Any, pilot: Any
) -> None:
    words = acts.TryWords(tried_on=timezone.localdate(), kept="Le jeudi.")
    said = acts.say(sheet=sheet, structure=taker, member=outsider, words=words)
    words = acts.TryWords(tried_on=timezone.localdate(), kept="Le vendredi.")
    acts.correct(adoption=said, member=outsider, words=words, seen=acts.version_of(said))
    body = Notification.objects.waiting().get(kind="sheet_tried", recipient=pilot).body
    assert "Le vendredi." in body
    assert "Le jeudi." not in body


def test_what_is_held_stays_so_when_its_words_change(client: Client, tried: Any, outsider: Any, typed: Any) -> None:
    Adoption.objects.filter(pk=tried.pk).update(is_public=False, held_at=timezone.now())
    client.force_login(outsider)
    correct(client, tried, typed)

    tried.refresh_from_db()
    assert (tried.is_public, tried.changed) == (False, "Le jeudi.")
    assert "Le jeudi." in Matter.objects.get(object_id=tried.pk).text


def test_removed_it_is_seen_by_its_structure_alone_and_read_again_once_corrected(
    client: Client, tried: Any, outsider: Any, facilitator: Any, typed: Any
) -> None:
    subject_called("essai").remove(tried, facilitator, "Une adresse personnelle.")
    client.force_login(outsider)

    assert "a retiré ce récit" in client.get(reverse("adoptions:correct", args=[tried.pk])).content.decode()
    correct(client, tried, typed)
    tried.refresh_from_db()
    assert not tried.is_public
    assert Matter.objects.held().filter(object_id=tried.pk).exists()


def test_a_facilitator_reads_it_whole_with_what_it_is_about(tried: Any) -> None:
    subject = subject_called("essai")

    assert all(words in subject.text(tried) for words in (tried.kept, tried.changed, tried.happened, "mars 2026"))
    assert subject.title(tried) == f"{tried.structure.title} a essayé : {tried.sheet.title}"
    assert subject.find(tried.pk) == tried
    assert subject.is_seen_by(tried, None)
    Adoption.objects.filter(pk=tried.pk).update(is_public=False, withdrawn_at=timezone.now())
    assert subject.find(tried.pk) is None
