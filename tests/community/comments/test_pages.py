"""The pages of a long conversation, one sentence a test."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from community.comments import acts
from community.comments.models import PeerComment
from community.comments.pages import A_PAGE, LONGEST_WHOLE, read_page
from tests import factories
from tests.community.comments.talk import filled, reply_url, say, write_url

pytestmark = pytest.mark.django_db


def talk(page: Any, member: Any, count: int, parent: PeerComment | None = None) -> list[PeerComment]:
    """Comments of a day, in order, without what the library does to each."""
    kind = ContentType.objects.get_for_model(type(page))
    made = []
    for number in range(count):
        said = {"content_type": kind, "object_pk": str(page.pk), "site_id": 1, "user": member}
        said |= {"comment": f"Parole {number}", "submit_date": timezone.now() - timedelta(hours=1)}
        row = Comment(**said)
        row.save_base(raw=True, force_insert=True)
        root = parent.pk if parent else row.pk
        said |= {
            "id": row.pk,
            "comment_ptr_id": row.pk,
            "parent_id": root,
            "thread_id": root,
            "level": int(root != row.pk),
        }
        XtdComment(**said).save_base(raw=True, force_insert=True)
        PeerComment(xtdcomment_ptr_id=row.pk, **said).save_base(raw=True, force_insert=True)
        made.append(row.pk)
    return list(PeerComment.objects.filter(id__in=made).order_by("id"))


def shown(client: Client, address: str) -> tuple[list[int], BeautifulSoup]:
    """The comments that stand at an address, in their order."""
    response = client.get(address)
    assert response.status_code == 200, address
    page = BeautifulSoup(response.content, "html.parser")
    return [int(part["id"].removeprefix("commentaire-")) for part in page.select("article.comment")], page


def keys(rows: list[PeerComment]) -> list[int]:
    return [row.pk for row in rows]


def test_twenty_comments_are_on_one_page_and_the_next_one_opens_another(
    client: Client, sheet: Any, outsider: Any
) -> None:
    first = talk(sheet, outsider, A_PAGE)
    here, page = shown(client, sheet.url)
    assert here == keys(first)
    assert not page.select(".conversation nav")
    (after,) = talk(sheet, outsider, 1)
    here, page = shown(client, sheet.url)
    assert here == keys(first)
    assert "21 commentaires" in page.select_one("#conversation-titre").get_text()
    following = page.select_one(".conversation nav a[rel=next]")["href"]
    assert following == "?conversation=2#conversation"
    assert shown(client, f"{sheet.url}?conversation=2")[0] == [after.pk]


def test_every_comment_stands_on_one_page_the_oldest_first(client: Client, sheet: Any, outsider: Any) -> None:
    said = talk(sheet, outsider, 50)
    pages = [shown(client, f"{sheet.url}?conversation={number}")[0] for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 10]
    assert [pk for page in pages for pk in page] == keys(said)


def test_a_thread_is_never_cut_from_its_replies(client: Client, sheet: Any, outsider: Any, pilot: Any) -> None:
    *_before, last = talk(sheet, outsider, 18)
    replies = talk(sheet, pilot, 12, parent=last)
    after = talk(sheet, outsider, 17)
    first, second, third = (shown(client, f"{sheet.url}?conversation={number}")[0] for number in (1, 2, 3))
    assert len(first) == 17
    assert second == [last.pk, *keys(replies), *keys(after[:7])]
    assert third == keys(after[7:])
    many = talk(sheet, pilot, 40, parent=after[0])
    assert keys(many)[-1] in shown(client, f"{sheet.url}?commentaire={after[0].pk}")[0]  # longer than a page: alone


def test_a_thread_of_hundreds_goes_on_over_pages_that_begin_with_what_is_answered(
    client: Client, sheet: Any, outsider: Any, pilot: Any
) -> None:
    (first,) = talk(sheet, outsider, 1)
    replies = talk(sheet, pilot, LONGEST_WHOLE + 3, parent=first)
    (after,) = talk(sheet, outsider, 1)
    pages = [shown(client, f"{sheet.url}?conversation={number}") for number in (1, 2, 3)]
    assert [here for here, _page in pages] == [
        [first.pk, *keys(replies[:20])],
        [first.pk, *keys(replies[20:40])],
        [first.pk, *keys(replies[40:]), after.pk],
    ]
    told = [("d’avant" in page.get_text(), "continuent" in page.get_text()) for _here, page in pages]
    assert told == [(False, True), (True, True), (True, False)]
    for comment, number in ((first, 1), (replies[19], 1), (replies[20], 2), (replies[-1], 3), (after, 3)):
        here, page = shown(client, f"{sheet.url}?commentaire={comment.pk}")
        assert comment.pk in here
        assert page.select_one(".conversation nav [aria-current=page]").get_text(" ", strip=True) == f"Page {number}"


def test_what_helped_in_a_thread_of_hundreds_is_on_its_first_page(sheet: Any, outsider: Any, pilot: Any) -> None:
    (first,) = talk(sheet, outsider, 1)
    replies = talk(sheet, pilot, LONGEST_WHOLE + 10, parent=first)
    said = read_page(page=sheet, member=pilot, marked=[replies[-1].pk])
    (thread,) = said.helped
    assert [reply.pk for reply in thread.replies] == [*keys(replies[:19]), replies[-1].pk]
    assert (said.shown, said.beside_what_helped) == (LONGEST_WHOLE + 11, LONGEST_WHOLE + 11)


def test_a_link_to_a_comment_opens_the_page_that_holds_it(client: Client, sheet: Any, outsider: Any) -> None:
    said = talk(sheet, outsider, 48)
    (reply,) = talk(sheet, outsider, 1, parent=said[44])
    for comment in (said[0], said[24], said[47], reply):
        address, _hash, anchor = comment.get_absolute_url().partition("#")
        here, page = shown(client, address)
        assert comment.pk in here
        assert page.find(id=anchor)
    current = page.select_one(".conversation nav [aria-current=page]")
    assert current.get_text(" ", strip=True) == "Page 3"
    assert page.select_one(".conversation nav a[rel=prev]")["href"] == "?conversation=2#conversation"


def test_somebody_who_replies_on_the_third_page_comes_back_to_it(client: Client, sheet: Any, outsider: Any) -> None:
    said = talk(sheet, outsider, 48)
    client.force_login(outsider)
    form = client.get(reply_url(said[42]))
    assert f'href="{sheet.url}{said[42].suffix}"' in form.content.decode()
    answer = client.post(reply_url(said[42]), filled(sheet, "Nous aussi."))
    posted = PeerComment.objects.latest("pk")
    here, _page = shown(client, answer.url.partition("#")[0])
    assert said[42].pk in here
    assert here[here.index(said[42].pk) + 1] == posted.pk
    answer = client.post(write_url(sheet), filled(sheet, "Et ici, une question."))
    assert answer.url.endswith(PeerComment.objects.latest("pk").suffix)
    assert shown(client, answer.url.partition("#")[0])[0][-1] == PeerComment.objects.latest("pk").pk


def test_a_removed_comment_keeps_its_place_its_page_and_its_address(
    client: Client, sheet: Any, outsider: Any, facilitator: Any
) -> None:
    said = talk(sheet, outsider, 24)
    acts.remove(comment=said[10], facilitator=facilitator, reason="Le ton")
    acts.withdraw(comment=said[22], member=outsider)
    first, page = shown(client, sheet.url)
    assert first == keys(said[:20])
    assert "22 commentaires" in page.select_one("#conversation-titre").get_text()
    assert said[22].pk in shown(client, f"{sheet.url}{said[22].suffix.partition('#')[0]}")[0]
    assert "Parole" not in page.find(id=f"commentaire-{said[10].pk}").get_text()


def test_a_first_comment_that_is_gone_or_hidden_keeps_its_replies_on_one_page(
    client: Client, sheet: Any, outsider: Any
) -> None:
    said = talk(sheet, outsider, 24)
    replies = talk(sheet, outsider, 5, parent=said[0]) + talk(sheet, outsider, 3, parent=said[1])
    PeerComment.objects.filter(pk=said[0].pk).update(is_public=False)
    PeerComment.objects.filter(pk=said[1].pk).delete()
    everything = [pk for number in (1, 2) for pk in shown(client, f"{sheet.url}?conversation={number}")[0]]
    assert sorted(everything) == sorted(keys(said) + keys(replies))
    assert replies[0].pk in shown(client, f"{sheet.url}?commentaire={said[0].pk}")[0]


def test_a_number_that_names_no_page_breaks_nothing(client: Client, sheet: Any, outsider: Any) -> None:
    said = talk(sheet, outsider, 24)
    first, last = keys(said[:20]), keys(said[20:])
    for typed in ("", "0", "-2", "deux", "1e9", "²", "%00"):
        assert shown(client, f"{sheet.url}?conversation={typed}")[0] == first, typed
        assert shown(client, f"{sheet.url}?commentaire={typed}")[0] == first, typed
    for typed in ("7", "999999999", "9" * 5000):
        assert shown(client, f"{sheet.url}?conversation={typed}")[0] == last, typed
        assert shown(client, f"{sheet.url}?commentaire={typed}")[0] == first, typed


def test_a_comment_of_another_page_opens_the_first(client: Client, sheet: Any, structure: Any, outsider: Any) -> None:
    said = talk(sheet, outsider, 24)
    elsewhere = say(factories.testimonial(structure=structure), outsider)
    assert shown(client, f"{sheet.url}?commentaire={elsewhere.pk}")[0] == keys(said[:20])


def test_a_conversation_of_a_thousand_asks_no_more_than_one_of_sixty(sheet: Any, outsider: Any) -> None:
    talk(sheet, outsider, 60)

    def asked(**page: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            read_page(page=sheet, member=None, **page)
        return len(queries)

    before = asked(number=2)
    assert before == 5
    talk(sheet, outsider, 300)
    assert asked(number=2) == asked(comment=1) == before


def test_a_page_with_a_conversation_in_several_pages_can_find_an_anchor_of_before(
    client: Client, sheet: Any, outsider: Any
) -> None:
    talk(sheet, outsider, 21)
    assert shown(client, sheet.url)[1].select_one(".conversation script[src*=conversation]")
