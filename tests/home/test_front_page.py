"""What the front page, the header and the footer show, and to whom."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.tree import damage
from home.accessibility import grid
from home.models import ContentPage, FeaturedTestimonial, HomePage, SiteSettings
from home.preparation import prepare_site
from practices.models import PracticeRequestIndexPage, PracticeRequestPage
from tests import factories
from tests.architecture.house import ROOT
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str = "/") -> str:
    return " ".join(client.get(address).content.decode().replace("\u00a0", " ").replace("&nbsp;", " ").split())


def feature(site: Any, testimonial: Any, *, days: int, reason: str) -> None:
    until = timezone.localdate() + timedelta(days=days)
    FeaturedTestimonial.objects.create(home=site, testimonial=testimonial, until=until, reason=reason)


def test_a_newcomer_finds_a_search_three_examples_and_the_levers(client: Client, site: Any) -> None:
    text = text_of(client)
    assert site.headline in text
    assert 'role="search"' in text
    for example in site.examples:
        assert example in text
    for name in ("Accueil", "Valeurs", "Besoins", "Évaluation"):
        assert f"> {name}<" in text or f">{name}<" in text


def test_levers_count_what_the_reader_sees(client: Client, structure: Any, sheet: Any) -> None:
    factories.sheet(structure=structure, live=False)
    factories.testimonial(structure=structure, consent_days=-1)
    assert "1 fiche, 0 témoignage" in text_of(client)


def test_a_featured_testimonial_comes_with_its_reason_until_its_last_day(
    client: Client, site: Any, structure: Any
) -> None:
    feature(site, factories.testimonial(structure=structure), days=0, reason="Pour ouvrir la discussion.")
    feature(site, factories.testimonial(structure=structure), days=-1, reason="C’était hier.")
    feature(site, factories.testimonial(structure=structure, consent_days=-1), days=9, reason="Plus d’accord.")
    text = text_of(client)
    assert "Pour ouvrir la discussion." in text
    assert "C’était hier." not in text
    assert "Plus d’accord." not in text


def test_only_the_three_latest_visible_sheets_are_shown(client: Client, structure: Any) -> None:
    sheets = [factories.sheet(structure=structure, title=f"Fiche du jour {number}") for number in range(5)]
    factories.sheet(structure=structure, live=False, title="Fiche du jour secrète")
    text = text_of(client)
    assert [sheet.title in text for sheet in sheets] == [False, False, True, True, True]
    assert "secrète" not in text


def test_the_next_parcours_and_the_last_report_are_announced(client: Client, site: Any) -> None:
    today = timezone.localdate()
    factories.parcours(title="Le plus lointain", starts_on=today + timedelta(days=90))
    factories.parcours(title="Le prochain", starts_on=today + timedelta(days=9))
    factories.report(title="Le dernier compte rendu", date=today)
    text = text_of(client)
    assert "Le prochain" in text
    assert "Le plus lointain" not in text
    assert "Le dernier compte rendu" in text


def test_the_menu_follows_who_reads(client: Client, pilot: Any, facilitator: Any) -> None:
    public = text_of(client)
    assert "Se connecter" in public
    assert "Mes contributions" not in public
    client.force_login(pilot)
    member = text_of(client)
    assert pilot.display_name in member
    assert "Partager une pratique" in member
    assert "Relecture" not in member
    assert pilot.email not in member
    client.force_login(facilitator)
    assert "Relecture" in text_of(client)


@pytest.mark.parametrize(
    ("name", "address", "is_there"),
    [
        ("account_home", "/compte/", True),
        ("my_data", "/compte/", False),
        ("team", "/equipe/", False),
        ("people", "/personnes/", True),
        ("invite", "/invitations/", False),
        ("requests", "/demandes/", True),
        ("contributions:mine", "/mes-contributions/", True),
    ],
)
def test_the_menu_of_the_account_says_where_one_is(
    client: Client, structure: Any, facilitator: Any, name: str, address: str, is_there: bool
) -> None:
    client.force_login(facilitator)
    here = reverse(name, args=[structure.pk] if name == "team" else [])
    menu = client.get(here).content.decode().partition("</header>")[0]
    said = f'href="{address}" aria-current="{"page" if is_there else "true"}"'
    assert menu.count(said) == 2, "in the wide menu and in the narrow one"
    assert menu.count("aria-current") == 2, "and nowhere else"


def test_the_menu_and_the_footer_list_only_visible_pages(client: Client, site: Any) -> None:
    site.add_child(instance=ContentPage(title="Accessibilité", slug="accessibilite"))
    site.add_child(instance=ContentPage(title="Page en travaux", live=False))
    text = text_of(client)
    assert f"Accessibilité : {grid().verdict}" in text
    assert "Page en travaux" not in text


def test_the_demonstration_says_so_on_every_page(client: Client, site: Any, sheet: Any) -> None:
    settings = SiteSettings.objects.get_or_create(site=site.get_site())[0]
    for is_demo in (True, False):
        settings.is_demo = is_demo
        settings.save()
        for address in ("/", sheet.url, reverse("account_login"), "/nulle-part/"):
            assert ("Démonstration :" in text_of(client, address)) is is_demo


def test_nothing_is_asked_from_elsewhere(client: Client, sheet: Any) -> None:
    for address in ("/", sheet.url):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy


def test_questions_that_wait_are_shown_quietly_and_lead_to_the_others(client: Client, structure: Any) -> None:
    assert "Des questions attendent une réponse" not in text_of(client)
    asked = [factories.question(title=f"Question du jour {number} ?", levers=("besoins",)) for number in range(4)]
    factories.question(title="Question retenue ?", live=False)
    PracticeRequestPage.objects.filter(pk=asked[3].pk).update(first_answer_at=timezone.now(), is_waiting=False)
    text = text_of(client)
    assert [one.title in text for one in asked] == [True, True, True, False]
    assert "retenue" not in text
    assert 'href="/entraide/"' in text
    lever = text_of(client, reverse("lever", args=["besoins"]))
    assert "Ce que le réseau se demande" in lever
    assert sum(one.title in lever for one in asked) == 3
    assert "Question du jour" not in text_of(client, reverse("lever", args=["valeurs"]))


def test_questions_that_wait_and_questions_below_pages_have_one_shape_written_once(
    client: Client, sheet: Any, pilot: Any
) -> None:
    said = say(sheet, pilot, "Et sans cuisine ?")
    question = factories.question(title="Question du jour ?", live=False)
    for address, words in ((said.get_absolute_url(), said.comment), (question.get_url(), question.title)):
        (shown,) = BeautifulSoup(client.get("/").content, "html.parser").select(".asked > .asked__one")
        assert shown.select_one(".asked__count").get_text(" ", strip=True) == "0 réponse"
        assert (shown.a["href"], shown.a.get_text()) == (address, words.replace(" ?", "\N{NO-BREAK SPACE}?"))
        question.save_revision().publish()
    written = [path.name for path in (ROOT / "templates").rglob("*.html") if '"asked__one"' in path.read_text()]
    assert written == ["asked_one.html"]


def test_the_sections_stand_in_one_order(client: Client, site: Any) -> None:
    page = BeautifulSoup(client.get("/").content, "html.parser")
    names = [link.get_text(strip=True) for link in page.select_one(".site-header__wide .nav").select("a")]
    wanted = ["Fiches pratiques", "Témoignages", "Entraide", "Structures", "Parcours"]
    assert [name for name in names if name in wanted] == wanted
    assert names.index("Leviers") == 5


def test_a_site_that_is_older_is_given_the_section_in_its_place(client: Client, site: Any) -> None:
    PracticeRequestIndexPage.objects.get().delete()
    prepare_site()
    prepare_site()
    below = [page.slug for page in HomePage.objects.get().get_children().order_by("path")]
    assert below[:4] == ["pratiques", "temoignages", "entraide", "structures"]
    assert below.count("entraide") == 1
    assert client.get("/entraide/").status_code == 200
    assert not damage()


def test_a_page_of_that_address_that_people_have_made_keeps_it(client: Client, site: Any) -> None:
    PracticeRequestIndexPage.objects.get().delete()
    HomePage.objects.get().add_child(instance=ContentPage(title="Entraide", slug="entraide", introduction="La nôtre."))
    prepare_site()
    prepare_site()
    assert "La nôtre." in text_of(client, "/entraide/")
    assert PracticeRequestIndexPage.objects.get().slug == "entraide-2"
    assert client.get("/entraide-2/").status_code == 200
    assert not damage()
