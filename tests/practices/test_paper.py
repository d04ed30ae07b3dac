"""The PDF of a page is given to whoever may read the page now, and to nobody else; it says what the page says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as the_settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from practices.models import PracticePage
from practices.paper.documents import document_of
from tests import factories
from tests.community.paper.pdfs import pages_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Path) -> Path:
    """Where PDFs are kept: a place of this test's own."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "made" / "pdf"


@pytest.fixture
def people(outsider: Any, facilitator: Any, teammate: Any) -> dict[str, Client]:
    clients = {"visitor": Client(), "elsewhere": Client(), "team": Client(), "facilitator": Client()}
    for name, member in (("elsewhere", outsider), ("team", teammate), ("facilitator", facilitator)):
        clients[name].force_login(member)
    return clients


def answers(people: dict[str, Client], page: Any) -> dict[str, int]:
    return {name: client.get(reverse("paper", args=[page.pk])).status_code for name, client in people.items()}


def test_everybody_has_the_pdf_of_a_published_page(people: Any, sheet: Any) -> None:
    told = factories.testimonial(structure=sheet.get_parent().specific)
    for page in (sheet, told):
        assert set(answers(people, page).values()) == {200}


def test_a_draft_is_given_to_its_team_and_to_facilitators_only(people: Any, structure: Any, kept: Path) -> None:
    draft = factories.sheet(structure=structure, live=False)
    assert answers(people, draft) == {"visitor": 404, "elsewhere": 404, "team": 200, "facilitator": 200}
    response = people["team"].get(reverse("paper", args=[draft.pk]))
    assert "à ne pas diffuser" in read(response.content).text
    assert response["X-Robots-Tag"] == "noindex"
    assert not kept.exists(), "it would outlive the right to read it"


def test_the_team_prints_the_latest_words_of_a_draft(people: Any, structure: Any) -> None:
    draft = factories.sheet(structure=structure, live=False)
    draft.pitfalls = "Le four est tombé en panne."
    draft.save_revision()
    assert "Le four est tombé" in read(people["team"].get(reverse("paper", args=[draft.pk])).content).text


def test_a_page_taken_off_line_has_no_pdf_at_the_next_request(people: Any, sheet: Any) -> None:
    assert answers(people, sheet)["visitor"] == 200
    sheet.unpublish()
    assert answers(people, sheet) == {"visitor": 404, "elsewhere": 404, "team": 200, "facilitator": 200}


def test_a_restricted_page_asks_the_public_to_sign_in(people: Any, sheet: Any, kept: Path) -> None:
    PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.LOGIN)
    assert answers(people, sheet) == {"visitor": 302, "elsewhere": 200, "team": 200, "facilitator": 200}
    assert "/compte/login/" in Client().get(reverse("paper", args=[sheet.pk]))["Location"]
    assert not kept.exists()


def test_a_testimonial_without_a_valid_agreement_is_given_to_nobody_else(people: Any, structure: Any) -> None:
    told = factories.testimonial(structure=structure, consent_days=-1)
    assert answers(people, told) == {"visitor": 404, "elsewhere": 404, "team": 200, "facilitator": 200}


def test_nothing_else_has_a_pdf(client: Client, structure: Any, site: Any) -> None:
    for pk in (structure.pk, site.pk, 1, 987_654, 10**30):
        assert client.get(f"/papier/{pk}.pdf").status_code == 404


def test_the_pdf_says_site_address_structure_licence_and_its_code_leads_to_the_page(client: Client, sheet: Any) -> None:
    response = client.get(reverse("paper", args=[sheet.pk]))
    found, address = read(response.content), the_settings.SITE_URL + sheet.get_url()
    assert found.codes == [address]
    for words in ("Faire avec", "Le Café des Tilleuls", "CC BY-SA", sheet.title, *(str(s.value) for s in sheet.steps)):
        assert words in found.text.replace("\u00a0", " ")
    assert response["Content-Type"] == "application/pdf"
    assert f'filename="{sheet.slug}.pdf"' in response["Content-Disposition"]
    assert response["Link"] == f'<{address}>; rel="canonical"'


def test_it_is_made_once_for_a_text_and_anew_for_another(client: Client, sheet: Any, kept: Path) -> None:
    address = reverse("paper", args=[sheet.pk])
    first = client.get(address)
    (place,) = kept.iterdir()
    place.write_bytes(b"%PDF-kept")
    assert client.get(address).content == b"%PDF-kept"
    page = PracticePage.objects.get(pk=sheet.pk)
    page.pitfalls = "La cafetière a coulé."
    page.save_revision().publish()
    again = client.get(address)
    assert "La cafetière a coulé." in read(again.content).text
    assert again.content != first.content
    assert len(list(kept.iterdir())) == 1


def test_who_holds_it_is_told_that_nothing_changed(client: Client, sheet: Any) -> None:
    address = reverse("paper", args=[sheet.pk])
    etag = client.get(address)["ETag"]
    assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_each_day_the_pdf_of_what_the_public_does_not_read_is_erased(client: Client, sheet: Any, kept: Path) -> None:
    other = factories.testimonial(structure=sheet.get_parent().specific)
    for page in (sheet, other):
        client.get(reverse("paper", args=[page.pk]))
    other.consents.update(withdrawn_at=timezone.now() - timedelta(minutes=1))
    call_command("forget_made")
    assert [place.name.rpartition("-")[0] for place in kept.iterdir()] == [f"page-{sheet.pk}"]


def test_a_long_transcript_takes_the_pages_it_needs_and_is_not_cut(client: Client, structure: Any) -> None:
    said = "\n\n".join(f"Nadia : phrase {number}, et puis la suite de ce que j’ai vécu là." for number in range(400))
    told = factories.testimonial(structure=structure, kind="audio", transcript=said)
    found = read(client.get(reverse("paper", args=[told.pk])).content)
    assert found.pages > 2
    assert "phrase 399," in found.text


def test_a_page_names_its_pdf_and_holds_the_foot_that_paper_shows(client: Client, sheet: Any) -> None:
    shown = client.get(sheet.get_url()).content.decode()
    assert f'href="/papier/{sheet.pk}.pdf"' in shown
    assert 'class="printed-foot" hidden' in shown
    assert the_settings.SITE_URL + sheet.get_url() in shown
    assert '<svg viewBox="0 0' in shown


def test_what_paper_says_is_the_same_for_everybody_who_reads_it(sheet: Any) -> None:
    fresh = PracticePage.objects.get(pk=sheet.pk)
    assert document_of(page=sheet, is_public=True) == document_of(page=fresh, is_public=True)


def test_the_demonstration_takes_two_pages_a_text(demonstration: Any) -> None:
    from community.paper import pdf
    from practices.models import TestimonialPage

    for page in (*PracticePage.objects.live(), *TestimonialPage.objects.live()):
        assert pages_of(pdf.written(document_of(page=page, is_public=True))) <= 2, page.title
