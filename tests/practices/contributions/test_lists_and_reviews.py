"""« Mes contributions », taking off line, and the screens of the review, by role."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from practices.contributions.acts import drafts, review, states
from practices.models import PracticeAttachment, PracticePage
from tests import factories
from tests.practices.contributions.screens import complete, edit_at, hidden, text_of

pytestmark = pytest.mark.django_db


def test_my_contributions_show_the_teams_texts_their_state_and_the_comment(
    signed_in: Client, structure: Any, pilot: Any, facilitator: Any, sheet: Any, outsider: Any
) -> None:
    asked = factories.sheet(structure=structure, live=False, owner=pilot, title="À compléter")
    drafts.submit(page=asked, member=pilot)
    review.ask_for_changes(page=asked, member=facilitator, comment="Dites-en plus sur l’été.")
    factories.sheet(structure=outsider.memberships.get().structure, live=False, title="Le brouillon d’ailleurs")
    shown = text_of(signed_in.get(reverse("contributions:mine")))
    assert "Dites-en plus sur l’été." in shown
    assert facilitator.display_name in shown
    assert sheet.title in shown
    assert "Le brouillon d’ailleurs" not in shown
    assert shown.index("Changements demandés") < shown.index("En ligne")


def test_my_contributions_cost_the_same_for_one_sheet_and_for_twenty(
    signed_in: Client, structure: Any, teammate: Any, django_assert_max_num_queries: Any
) -> None:
    for _number in range(20):
        page = factories.sheet(structure=structure, live=False, owner=teammate)
        drafts.submit(page=page, member=teammate)
    signed_in.get(reverse("contributions:mine"))
    with django_assert_max_num_queries(26):
        signed_in.get(reverse("contributions:mine"))


def test_taking_off_line_asks_once_more(signed_in: Client, sheet: Any) -> None:
    address = reverse("contributions:take_off_line", args=[sheet.pk])
    assert "du site ?" in text_of(signed_in.get(address))
    assert PracticePage.objects.get(pk=sheet.pk).live
    signed_in.post(address)
    assert not PracticePage.objects.get(pk=sheet.pk).live
    assert Client().get(sheet.url).status_code == 404


def test_a_facilitator_takes_a_page_off_line_and_lands_on_it(sheet: Any, facilitator: Any) -> None:
    client = Client()
    client.force_login(facilitator)
    answer = client.post(reverse("contributions:take_off_line", args=[sheet.pk]))
    assert answer.url == reverse("contributions:review", args=[sheet.pk])
    assert client.get(answer.url).status_code == 200


def test_acts_are_buttons_and_their_address_opened_does_nothing(signed_in: Client, draft: Any) -> None:
    for name in ("submit", "take_back", "confirm_current"):
        answer = signed_in.get(reverse(f"contributions:{name}", args=[draft.pk]))
        assert answer.url == reverse("contributions:mine")
    assert states.state_of(PracticePage.objects.get(pk=draft.pk)) is states.State.DRAFT


def test_the_buttons_of_the_list_do_what_they_say(signed_in: Client, draft: Any, sheet: Any) -> None:
    signed_in.post(reverse("contributions:submit", args=[draft.pk]))
    assert states.state_of(PracticePage.objects.get(pk=draft.pk)) is states.State.REVIEW
    assert signed_in.get(edit_at(draft)).url == reverse("contributions:mine")
    signed_in.post(reverse("contributions:take_back", args=[draft.pk]))
    assert states.state_of(PracticePage.objects.get(pk=draft.pk)) is states.State.DRAFT
    PracticePage.objects.filter(pk=sheet.pk).update(last_verified_on=None)
    signed_in.post(reverse("contributions:confirm_current", args=[sheet.pk]))
    assert PracticePage.objects.get(pk=sheet.pk).last_verified_on


def test_the_review_screens_exist_for_facilitators_only(signed_in: Client, draft: Any) -> None:
    for address in (reverse("contributions:waiting"), reverse("contributions:review", args=[draft.pk])):
        assert signed_in.get(address).status_code == 404


def test_a_facilitator_reads_what_waits_and_answers(draft: Any, teammate: Any, facilitator: Any) -> None:
    drafts.submit(page=draft, member=teammate)
    client = Client()
    client.force_login(facilitator)
    assert "Le jardin partagé" in text_of(client.get(reverse("contributions:waiting")))
    address = reverse("contributions:review", args=[draft.pk])
    read = hidden(text_of(client.get(address)), "read")
    refused = client.post(address, {"action": "changes", "comment": " ", "read": read})
    assert 'id="id_comment_error"' in text_of(refused)
    client.post(address, {"action": "changes", "comment": "Et l’hiver ?", "read": read})
    page = PracticePage.objects.get(pk=draft.pk)
    assert states.state_of(page) is states.State.CHANGES

    form = Client()
    form.force_login(teammate)
    form.post(edit_at(page), complete(pitfalls="Le premier mois, personne. <b>L’hiver</b> non plus.", action="submit"))
    shown = text_of(client.get(address))
    assert "<ins>" in shown
    assert "<b>L’hiver" not in shown
    client.post(address, {"action": "approve", "read": hidden(shown, "read")})
    assert PracticePage.objects.get(pk=draft.pk).live


def test_a_facilitator_who_opens_a_draft_reads_it(draft: Any, facilitator: Any) -> None:
    client = Client()
    client.force_login(facilitator)
    assert client.get(edit_at(draft)).url == reverse("contributions:review", args=[draft.pk])


def test_approving_an_older_version_than_the_latest_asks_to_read_again(
    draft: Any, teammate: Any, facilitator: Any
) -> None:
    drafts.submit(page=draft, member=teammate)
    client = Client()
    client.force_login(facilitator)
    address = reverse("contributions:review", args=[draft.pk])
    shown = text_of(client.post(address, {"action": "approve", "read": "1"}))
    assert "relisez-la" in shown
    assert hidden(shown, "read") == str(PracticePage.objects.get(pk=draft.pk).latest_revision_id)
    assert not PracticePage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        (("Affiche", "Bilan <b>2027</b>"), "<p>affiche.pdf · Bilan<ins> &lt;b&gt;2027&lt;/b&gt;</ins></p>"),
        (("Affiche",), "<p><del>affiche.pdf · Bilan</del></p>"),
        (("Affiche", "Bilan", "<i>Quiz"), "<p><ins>affiche.pdf · &lt;i&gt;Quiz</ins></p>"),
    ],
    ids=["named anew", "went", "came"],
)
def test_whoever_reviews_reads_which_documents_changed(
    after: tuple[str, ...], shown: str, sheet: Any, teammate: Any, facilitator: Any
) -> None:
    for label in ("Affiche", "Bilan"):
        sheet.attachments.create(document=factories.document(), label=label)
    sheet.save_revision().publish()
    page = PracticePage.objects.get(pk=sheet.pk)
    rows = [*page.attachments.all(), PracticeAttachment(document=factories.document())][: len(after)]
    for row, label in zip(rows, after, strict=True):
        row.label = label
    page.attachments.set(rows)
    page.save_revision(user=teammate)
    drafts.submit(page=page, member=teammate)
    client = Client()
    client.force_login(facilitator)
    read = text_of(client.get(reverse("contributions:review", args=[page.pk])))
    changes = read.partition('id="ce-qui-change"')[2].partition("</section>")[0]
    assert f"<dd>{shown}</dd>" in changes
