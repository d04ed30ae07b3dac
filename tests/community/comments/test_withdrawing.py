"""Taking words back: one's own, or as a facilitator; never anybody else's."""

from typing import Any

import pytest
from django.urls import reverse
from django_comments.models import CommentFlag

from community.comments.acts import remove, withdraw
from community.comments.appearing import hold_again
from community.comments.models import PeerComment
from community.models import Notification
from tests.community.comments.talk import read, say

pytestmark = pytest.mark.django_db


def withdraw_url(comment: PeerComment) -> str:
    return reverse("comments:withdraw", args=[comment.pk])


def remove_url(comment: PeerComment) -> str:
    return reverse("comments:remove", args=[comment.pk])


@pytest.fixture
def thread(sheet: Any, outsider: Any, pilot: Any) -> tuple[PeerComment, PeerComment, PeerComment]:
    """A comment of the outsider, two answers of the pilot, the second of them hidden by moderation."""
    root = say(sheet, outsider, "Première phrase")
    shown = say(sheet, pilot, "Réponse visible", parent=root)
    hidden = say(sheet, pilot, "Réponse refusée", parent=root)
    PeerComment.objects.filter(pk=hidden.pk).update(is_public=False)
    return root, shown, hidden


def state(*comments: PeerComment) -> list[tuple[bool, bool, str]]:
    for comment in comments:
        comment.refresh_from_db()
    return [(comment.is_public, comment.is_removed, comment.comment) for comment in comments]


def test_withdrawing_asks_first_then_leaves_an_empty_place(client: Any, sheet: Any, outsider: Any, thread: Any) -> None:
    root = thread[0]
    client.force_login(outsider)
    asked = client.get(withdraw_url(root))
    assert "Première phrase" in asked.content.decode()
    promised = "Ce commentaire a été retiré par la personne qui l’a écrit"
    assert promised in asked.content.decode()
    assert state(root)[0][1] is False
    answer = client.post(withdraw_url(root))
    assert answer.url == f"{sheet.get_url()}{root.suffix}"
    assert promised in client.get(answer.url).content.decode()


def test_the_withdrawn_text_is_erased(thread: Any, outsider: Any) -> None:
    withdraw(comment=thread[0], member=outsider)
    assert state(thread[0]) == [(True, True, "")]
    assert thread[0].withdrawn_at is not None
    assert thread[0].withdrawn_by_author


def test_withdrawing_removing_or_saving_touches_no_reply(thread: Any, outsider: Any, facilitator: Any) -> None:
    root, *replies = thread
    before = state(*replies)
    root.refresh_from_db()
    root.save()  # the library's receiver would publish the refused reply here
    assert state(*replies) == before
    withdraw(comment=root, member=outsider)
    assert state(*replies) == before


def test_removing_touches_no_reply(thread: Any, facilitator: Any) -> None:
    root, *replies = thread
    before = state(*replies)
    remove(comment=root, facilitator=facilitator, reason="Le ton")
    assert state(*replies) == before


def test_only_its_author_withdraws_a_comment(
    client: Any, thread: Any, pilot: Any, teammate: Any, facilitator: Any
) -> None:
    root = thread[0]
    assert client.post(withdraw_url(root)).url.startswith("/compte/login/")
    for person in (pilot, teammate, facilitator):
        client.force_login(person)
        assert client.get(withdraw_url(root)).status_code == 404
        assert client.post(withdraw_url(root)).status_code == 404
        with pytest.raises(PermissionError):
            withdraw(comment=root, member=person)
    assert state(root) == [(True, False, "Première phrase")]


def test_a_comment_is_withdrawn_even_from_a_page_no_longer_visible(
    client: Any, sheet: Any, outsider: Any, thread: Any
) -> None:
    sheet.unpublish()
    client.force_login(outsider)
    assert client.post(withdraw_url(thread[0])).url == "/"
    assert state(thread[0])[0][1] is True


def test_only_facilitators_remove_and_the_author_receives_the_reason(
    client: Any, sheet: Any, thread: Any, outsider: Any, pilot: Any, facilitator: Any
) -> None:
    root = thread[0]
    Notification.objects.all().delete()
    for person in (outsider, pilot):
        client.force_login(person)
        assert client.get(remove_url(root)).status_code == 404
        assert client.post(remove_url(root), {"reason": "Non"}).status_code == 404
        with pytest.raises(PermissionError):
            remove(comment=root, facilitator=person, reason="Non")
    client.force_login(facilitator)
    answer = client.post(remove_url(root), {"reason": "Une personne s’est reconnue & s’en plaint."})
    assert answer.url == f"{sheet.get_url()}{root.suffix}"
    message = Notification.objects.get()
    assert (message.recipient, message.kind) == (outsider, "comment_removed")
    assert "Une personne s’est reconnue & s’en plaint." in message.body
    assert "Première phrase" in message.body
    assert CommentFlag.objects.get().user == facilitator
    assert "Première phrase" not in read(sheet, facilitator)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501, "\x00\u200b"], ids=["none", "blank", "long", "unseen"])
def test_a_removal_says_why(reason: str, client: Any, thread: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    answer = client.post(remove_url(thread[0]), {"reason": reason})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert state(thread[0])[0][1] is False


def test_removing_twice_tells_once(thread: Any, facilitator: Any, client: Any) -> None:
    Notification.objects.all().delete()
    remove(comment=thread[0], facilitator=facilitator, reason="Le ton")
    remove(comment=thread[0], facilitator=facilitator, reason="Le ton")
    assert Notification.objects.count() == 1
    client.force_login(facilitator)
    assert client.get(remove_url(thread[0])).status_code == 404


def test_a_facilitator_who_removes_their_own_comment_writes_no_mail_to_themselves(sheet: Any, facilitator: Any) -> None:
    said = say(sheet, facilitator)
    Notification.objects.all().delete()
    remove(comment=said, facilitator=facilitator, reason="Je me suis trompée de page")
    assert state(said)[0][1] is True
    assert not Notification.objects.exists()


def test_a_removed_comment_is_not_erased_by_its_author_afterwards(
    client: Any, thread: Any, outsider: Any, facilitator: Any
) -> None:
    remove(comment=thread[0], facilitator=facilitator, reason="Le ton")
    client.force_login(outsider)
    assert client.post(withdraw_url(thread[0])).status_code == 404
    withdraw(comment=thread[0], member=outsider)
    assert state(thread[0]) == [(True, True, "Première phrase")]


def test_a_former_member_s_comment_is_removed_without_telling_anybody(
    thread: Any, outsider: Any, facilitator: Any
) -> None:
    outsider.delete()
    Notification.objects.all().delete()
    remove(comment=PeerComment.objects.get(pk=thread[0].pk), facilitator=facilitator, reason="Le ton")
    assert not Notification.objects.exists()


@pytest.mark.parametrize("act", ["reply", "withdraw", "remove"])
@pytest.mark.parametrize("pk", [0, 2**31, 2**63, 10**30])
def test_an_unknown_comment_is_not_found(act: str, pk: int, client: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    assert client.post(reverse(f"comments:{act}", args=[pk])).status_code == 404


@pytest.mark.parametrize("act", ["withdrawn", "removed", "held"])
def test_a_mail_that_has_not_left_says_no_words_that_are_taken_away(
    act: str, sheet: Any, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    said, other = say(sheet, outsider, "Un mot de trop."), say(sheet, outsider, "Un mot qui reste.")
    assert Notification.objects.waiting().filter(recipient=pilot).count() == 2
    if act == "withdrawn":
        withdraw(comment=said, member=outsider)
    elif act == "removed":
        remove(comment=said, facilitator=facilitator, reason="Le ton")
    else:
        hold_again(comment=said, by=facilitator)
    assert other.comment in Notification.objects.waiting().get(recipient=pilot).body
    assert Notification.objects.filter(recipient=outsider).count() == (act == "removed")


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_words_said_below_a_page_that_is_off_line_leave_by_no_mail_that_still_waits(
    act: str, sheet: Any, outsider: Any, pilot: Any
) -> None:
    say(sheet, outsider, "Un mot sous une page retirée.")
    assert Notification.objects.waiting().filter(recipient=pilot, kind="comment_new").exists()
    getattr(sheet, act)()
    assert not Notification.objects.waiting().filter(kind="comment_new").exists()
