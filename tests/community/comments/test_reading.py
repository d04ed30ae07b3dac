"""What is read of a conversation, one sentence a test."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from community.comments.acts import remove, withdraw
from community.comments.models import PeerComment
from community.comments.tree import conversation
from tests import factories
from tests.community.comments.talk import read, say, say_in_bulk

pytestmark = pytest.mark.django_db


def test_a_silent_page_invites_the_public_to_sign_in_and_a_member_to_write(sheet: Any, outsider: Any) -> None:
    public, member = read(sheet), read(sheet, outsider)
    assert "Personne n’a encore réagi" in public
    assert "Personne n’a encore réagi" in member
    assert f"/compte/login/?next=/commentaires/{sheet.pk}/ecrire/" in public
    assert "<form" not in public
    assert f'action="/commentaires/{sheet.pk}/ecrire/"' in member
    assert 'value="jeton"' in member


def test_a_comment_shows_its_author_by_name_and_structure_with_its_anchor(sheet: Any, outsider: Any) -> None:
    comment = say(sheet, outsider, "Chez nous,\n\nc’est le jeudi.")
    text = read(sheet)
    assert outsider.display_name in text
    assert "La Ressourcerie du Marais" in text
    assert outsider.email not in text
    assert f'id="commentaire-{comment.pk}"' in text
    assert "<p>Chez nous,</p>" in text
    assert "1 commentaire\n" in text


def test_a_structure_off_line_is_not_named(sheet: Any, outsider: Any) -> None:
    say(sheet, outsider)
    outsider.memberships.get().structure.unpublish()
    assert "La Ressourcerie du Marais" not in read(sheet)


def test_what_people_type_is_never_html(sheet: Any, outsider: Any) -> None:
    say(sheet, outsider, '<script>alert(1)</script> <img src=x onerror="a()"> https://exemple.test/"onclick="a()')
    text = read(sheet)
    assert "<script" not in text
    assert "<img" not in text
    assert 'onclick="' not in text
    assert "&lt;script&gt;" in text


def test_links_are_not_recommended_to_search_engines(sheet: Any, outsider: Any) -> None:
    say(sheet, outsider, "Notre affiche : https://exemple.test/affiche")
    assert '<a href="https://exemple.test/affiche" rel="nofollow ugc">' in read(sheet)


def test_a_deleted_account_leaves_a_former_member(sheet: Any, outsider: Any) -> None:
    comment = say(sheet, outsider)
    name, address = outsider.display_name, outsider.email
    outsider.delete()
    text = read(sheet)
    assert "Une personne partie" in text
    assert name not in text
    comment.refresh_from_db()
    row = " ".join(str(value) for value in vars(comment).values())
    assert name not in row
    assert address not in row


def test_nobody_s_address_is_stored_with_a_comment(sheet: Any, outsider: Any) -> None:
    comment = say(sheet, outsider)
    assert (comment.user_name, comment.user_email, comment.user_url) == ("", "", "")
    assert comment.ip_address is None


def test_threads_follow_each_other_and_replies_stay_below_their_comment(sheet: Any, outsider: Any, pilot: Any) -> None:
    first = say(sheet, outsider, "Premier")
    second = say(sheet, outsider, "Deuxième")
    reply_to_first = say(sheet, pilot, "Réponse tardive", parent=first)
    threads = conversation(page=sheet, member=None)
    assert [thread.pk for thread in threads] == [first.pk, second.pk]
    assert [reply.pk for reply in threads[0].replies] == [reply_to_first.pk]


def test_a_reply_whose_parent_is_gone_or_hidden_makes_nothing_vanish(sheet: Any, outsider: Any, pilot: Any) -> None:
    gone, hidden, last = say(sheet, outsider, "Un"), say(sheet, outsider, "Deux"), say(sheet, outsider, "Trois")
    say(sheet, pilot, "Réponse au premier", parent=gone)
    say(sheet, pilot, "Réponse au deuxième", parent=hidden)
    say(sheet, pilot, "Réponse au troisième", parent=last)
    PeerComment.objects.filter(pk=gone.pk).delete()
    PeerComment.objects.filter(pk=hidden.pk).update(is_public=False)
    text = read(sheet, pilot)
    assert all(f"Réponse au {rank}" in text for rank in ("premier", "deuxième", "troisième"))
    assert "Deux" not in text
    assert text.count("Ce commentaire n’est plus affiché.") == 2
    assert "4 commentaires" in text


def test_empty_places_say_who_emptied_them_and_keep_their_replies(
    sheet: Any, outsider: Any, pilot: Any, facilitator: Any
) -> None:
    mine, theirs = say(sheet, outsider, "Je me suis trompé"), say(sheet, outsider, "Ton blessant")
    say(sheet, pilot, "Réponse au premier", parent=mine)
    say(sheet, pilot, "Réponse au second", parent=theirs)
    withdraw(comment=mine, member=outsider)
    remove(comment=theirs, facilitator=facilitator, reason="Le ton")
    for reader in (None, outsider, pilot, facilitator):
        text = read(sheet, reader)
        assert "retiré par la personne qui l’a écrit" in text
        assert "retiré par l’animation" in text
        assert "Je me suis trompé" not in text
        assert "Ton blessant" not in text
        assert "Réponse au premier" in text
        assert "Réponse au second" in text


def test_each_person_is_offered_only_what_they_may_do(sheet: Any, outsider: Any, pilot: Any, facilitator: Any) -> None:
    comment = say(sheet, outsider)
    answer, withdrawal, removal = (f"/commentaires/{comment.pk}/{act}/" for act in ("repondre", "retirer", "enlever"))
    offered = {
        "public": [url in read(sheet) for url in (answer, withdrawal, removal)],
        "author": [url in read(sheet, outsider) for url in (answer, withdrawal, removal)],
        "team": [url in read(sheet, pilot) for url in (answer, withdrawal, removal)],
        "facilitator": [url in read(sheet, facilitator) for url in (answer, withdrawal, removal)],
    }
    assert offered == {
        "public": [False, False, False],
        "author": [True, True, False],
        "team": [True, False, False],
        "facilitator": [True, False, True],
    }


def test_a_page_off_line_is_read_by_its_team_without_a_form(sheet: Any, outsider: Any, pilot: Any) -> None:
    say(sheet, outsider, "Avant la mise hors ligne")
    sheet.unpublish()
    text = read(sheet, pilot)
    assert "Avant la mise hors ligne" in text
    assert "<form" not in text
    assert "ouvrira quand la page sera publiée" in text


def test_a_copy_kept_in_step_shows_the_original_s_conversation(sheet: Any, outsider: Any) -> None:
    say(sheet, outsider, "Dit sur l’original")
    copy = sheet.create_alias(update_slug="copie", parent=sheet.get_parent())
    assert "Dit sur l’original" in read(copy)
    assert f'action="/commentaires/{sheet.pk}/ecrire/"' in read(copy, outsider)
    sheet.unpublish()
    assert "Dit sur l’original" not in read(type(sheet).objects.get(pk=copy.pk), outsider)


def test_a_plain_page_object_shows_the_comments_of_its_own_kind(sheet: Any, outsider: Any) -> None:
    say(sheet, outsider, "Dit sur la fiche")
    assert "Dit sur la fiche" in read(Page.objects.get(pk=sheet.pk))


def test_a_kind_of_page_without_conversation_shows_none(structure: Any, outsider: Any) -> None:
    assert read(structure, outsider).strip() == ""


def test_deleting_a_structure_deletes_the_comments_of_its_pages(sheet: Any, outsider: Any) -> None:
    say(sheet, outsider)
    sheet.get_parent().delete()
    assert not PeerComment.objects.exists()


@pytest.mark.parametrize("reader", ["public", "outsider", "pilot", "facilitator"])
def test_two_hundred_comments_cost_seven_queries_and_two_for_who_has_been_there(
    reader: str, sheet: Any, pilot: Any, outsider: Any, facilitator: Any, structure: Any
) -> None:
    people = [pilot, outsider, facilitator, *(factories.member(structure=structure) for _ in range(7))]
    say_in_bulk(sheet, people, 200)
    member = {"public": None, "outsider": outsider, "pilot": pilot, "facilitator": facilitator}[reader]
    ContentType.objects.get_for_model(type(sheet))  # kept by the process: read once in its life
    with CaptureQueriesContext(connection) as queries:
        text = read(sheet, member)
    assert "200 commentaires" in text
    # A member's last visit is read, and written when something new was said.
    assert len(queries) == (7 if member is None else 9), [query["sql"][:160] for query in queries]


def test_a_page_being_served_costs_one_query_less(sheet: Any, outsider: Any, django_assert_num_queries: Any) -> None:
    from community.visibility import Reading

    say(sheet, outsider)
    sheet.reading = Reading.EVERYBODY  # what its route has just found out
    ContentType.objects.get_for_model(type(sheet))
    with django_assert_num_queries(5):
        read(sheet, outsider)
