"""What the conversation keeps of a person: in their archive, and gone with them."""

from typing import Any

import pytest

from community.comments import acts, editing
from community.comments.appearing import hold_again
from community.comments.kept import conversation_of, forget_conversation
from community.comments.models import PeerComment
from community.comments.quoting import Quote
from community.comments.reactions import react
from community.models import CommentVersion, ConversationVisit, Mention, Notification, Reaction
from community.rights.leavers import Leaver
from tests import factories
from tests.community.comments.talk import read, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def elodie(site: Any) -> Any:
    return factories.member(display_name="Élodie Merle")


def lived(sheet: Any, elodie: Any, other: Any) -> PeerComment:
    said = say(sheet, elodie, "Le premier mot.")
    editing.edit(comment=said, member=elodie, text="Le second mot.")
    named = say(sheet, other, "Merci @Élodie Merle !")
    react(comment=named, member=elodie, kind=Reaction.Kind.THANKS)
    acts.post(page=sheet, member=other, text="Oui.", quote=Quote(text="Le second mot", comment=said))
    read(sheet, elodie)
    return said


def forgotten(elodie: Any, *, erases_words: bool) -> None:
    forget_conversation(
        Leaver(pk=elodie.pk, names=(elodie.display_name,), addresses=(elodie.email,), erases_words=erases_words)
    )


def test_an_archive_holds_thanks_former_words_mentions_and_visits(sheet: Any, elodie: Any, outsider: Any) -> None:
    lived(sheet, elodie, outsider)
    parts = {part.key: [" ".join(row.values()) for row in part.rows] for part in conversation_of(elodie)}
    assert "Merci" in parts["reactions"][0]
    assert "Le premier mot." in parts["commentaires-avant"][0]
    assert "Merci @Élodie Merle !" in parts["mentions"][0]
    assert sheet.title in parts["visites"][0]


def _words(elodie: Any) -> str:
    return " ".join(text for part in conversation_of(elodie) for row in part.rows for text in row.values())


def test_an_archive_holds_nothing_of_others_that_is_removed_or_on_a_hidden_page(
    sheet: Any, elodie: Any, outsider: Any, facilitator: Any
) -> None:
    named = say(sheet, outsider, "Un secret, @Élodie Merle !")
    other = say(sheet, outsider, "Un autre secret, @Élodie Merle !")
    for comment in (named, other):
        react(comment=comment, member=elodie, kind=Reaction.Kind.THANKS)
    read(sheet, elodie)
    assert "Un secret" in _words(elodie)
    acts.remove(comment=named, facilitator=facilitator, reason="Le ton")
    assert "Un secret" not in _words(elodie)
    sheet.unpublish()
    assert "secret" not in _words(elodie)
    assert sheet.title not in _words(elodie)


def test_an_archive_holds_nothing_of_a_comment_that_was_never_shown(
    sheet: Any, elodie: Any, outsider: Any, facilitator: Any
) -> None:
    hold_again(comment=say(sheet, outsider, "Un secret, @Élodie Merle !"), by=facilitator)
    assert not next(part for part in conversation_of(elodie) if part.key == "mentions").rows


def test_who_takes_their_words_away_leaves_neither_quotes_nor_name(sheet: Any, elodie: Any, outsider: Any) -> None:
    lived(sheet, elodie, outsider)
    forgotten(elodie, erases_words=True)
    assert not CommentVersion.objects.exists()
    assert not PeerComment.objects.filter(quoted_text__contains="second mot").exists()
    assert not PeerComment.objects.filter(comment__contains="Élodie").exists()
    elodie.delete()
    assert not any(model.objects.exists() for model in (Reaction, Mention, ConversationVisit))


def test_who_leaves_their_words_leaves_them_to_be_quoted_and_loses_the_name(
    sheet: Any, elodie: Any, outsider: Any
) -> None:
    lived(sheet, elodie, outsider)
    forgotten(elodie, erases_words=False)
    assert PeerComment.objects.filter(quoted_text="Le second mot").exists()
    assert PeerComment.objects.filter(comment="Merci @une personne partie !").exists()
    assert not CommentVersion.objects.exists()


def test_a_mail_that_has_not_left_says_the_comment_as_it_is_once_they_left(
    sheet: Any, elodie: Any, outsider: Any, pilot: Any
) -> None:
    """Under the name that they had then too."""
    say(sheet, outsider, "Merci @Élodie Merle, et à lundi.")
    elodie.display_name = "Élodie Aubépin"
    elodie.save()
    forgotten(elodie, erases_words=False)
    mail = Notification.objects.waiting().get(recipient=pilot)
    assert "Merci @une personne partie, et à lundi." in mail.body
