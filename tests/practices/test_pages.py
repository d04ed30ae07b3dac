"""What the pages of sheets, testimonials, reports and levers show, and to whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import InvolvementLevel
from practices.models import Lever
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


def test_a_sheet_tells_everything_it_holds(client: Client, structure: Any) -> None:
    sheet = factories.sheet(
        structure=structure,
        levels=("acteur", "coproducteur"),
        user_role="Ils tiennent le bar.",
        people_needed="Deux personnes",
        outcomes="On revient.",
        first_step="Une table dehors.",
        audience="Le voisinage",
        user_term="adhérents",
        cowritten=True,
    )
    sheet.attachments.create(document=factories.document(name="affiche.pdf"), label="L’affiche du mardi")
    sheet.save()
    text = text_of(client, sheet.url)
    for expected in (
        sheet.title, sheet.summary, sheet.pitfalls, sheet.starting_point, "Ils tiennent le bar.", "Deux personnes",
        "On revient.", "Une table dehors.", "Le voisinage", "adhérents", "écrite ou relue avec des usagers",
        "L’affiche du mardi", "PDF", structure.title, structure.place,
        "Acteur ou actrice", "Coproducteur ou coproductrice", *factories.STEPS,
    ):  # fmt: skip
        assert expected in text, expected
    assert text.count("visé ici") - text.count("pas visé ici") == 2


def test_the_levels_of_a_sheet_are_never_ranked(client: Client, structure: Any) -> None:
    codes = tuple(InvolvementLevel.objects.values_list("code", flat=True))
    text = text_of(client, factories.sheet(structure=structure, levels=codes).url)
    assert text.count('class="level level--aimed"') == len(codes) == 4
    assert "Aucun niveau n’est meilleur qu’un autre." in text


def test_the_four_levels_show_whichever_are_aimed_at(client: Client, structure: Any) -> None:
    text = text_of(client, factories.sheet(structure=structure, levels=("contributeur",)).url)
    assert text.count('class="level level--aimed"') == 1
    assert text.count('class="level"') == 3


def test_a_sheet_names_only_what_its_reader_may_see(client: Client, structure: Any) -> None:
    draft = factories.sheet(structure=structure, live=False, title="Le brouillon secret")
    hidden_parcours = factories.parcours(live=False, title="Le parcours secret")
    sheet = factories.sheet(structure=structure, inspired_by=draft, parcours=hidden_parcours)
    factories.sheet(structure=structure, live=False, inspired_by=sheet, title="La suite secrète")
    for title in ("Le récit montré", "Le récit caché"):
        testimonial = factories.testimonial(structure=structure, title=title)
        testimonial.sheets.set([sheet])
        testimonial.save()
    testimonial.consents.update(withdrawn_at=timezone.now())
    text = text_of(client, sheet.url)
    assert "Le récit montré" in text
    for secret in ("Le brouillon secret", "Le parcours secret", "La suite secrète", "Le récit caché"):
        assert secret not in text


def test_what_people_typed_is_shown_as_text(client: Client, structure: Any) -> None:
    sheet = factories.sheet(structure=structure, title="<b>Gras</b> & co", pitfalls="<script>alert(1)</script>")
    html = client.get(sheet.url).content.decode()
    assert "<script>alert" not in html
    assert "<b>Gras" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(("kind", "element"), [("video", "<video"), ("audio", "<audio"), ("text", "Je suis venue")])
def test_a_testimonial_is_read_in_every_format(client: Client, structure: Any, kind: str, element: str) -> None:
    text = text_of(client, factories.testimonial(structure=structure, kind=kind).url)
    assert element in text
    assert "On m’a demandé mon avis, et on l’a suivi." in text
    if kind == "video":
        assert '<track kind="captions"' in text
        assert 'srclang="fr"' in text
    if kind != "text":
        assert "je suis venue un mardi, par hasard." in text
        assert "<details" in text


def test_a_testimonial_names_only_the_sheets_its_reader_may_see(client: Client, structure: Any, sheet: Any) -> None:
    draft = factories.sheet(structure=structure, live=False, title="Pas encore publiée")
    testimonial = factories.testimonial(structure=structure)
    testimonial.sheets.set([sheet, draft])
    testimonial.save()
    text = text_of(client, testimonial.url)
    assert sheet.title in text
    assert "Pas encore publiée" not in text


def test_a_team_is_told_that_its_draft_is_not_public(client: Client, structure: Any, teammate: Any) -> None:
    draft = factories.sheet(structure=structure, live=False)
    client.force_login(teammate)
    assert "C’est un brouillon" in text_of(client, draft.url)


def test_a_team_is_told_why_its_testimonial_is_hidden(client: Client, structure: Any, teammate: Any) -> None:
    ended = factories.testimonial(structure=structure, consent_days=-1)
    withdrawn = factories.testimonial(structure=structure)
    withdrawn.consents.update(withdrawn_at=timezone.now())
    missing = factories.testimonial(structure=structure)
    missing.consents.all().delete()
    client.force_login(teammate)
    assert "L’accord de Nadia B. a pris fin le" in text_of(client, ended.url)
    assert "Nadia B. a retiré son accord le" in text_of(client, withdrawn.url)
    assert "Aucun accord écrit n’est enregistré" in text_of(client, missing.url)


def test_a_team_is_told_that_its_structure_is_off_line(client: Client, structure: Any, sheet: Any, pilot: Any) -> None:
    structure.unpublish()
    client.force_login(pilot)
    assert "hors ligne" in text_of(client, sheet.url)


def test_nobody_else_is_told_anything(client: Client, sheet: Any) -> None:
    assert "Vous seuls voyez cette page" not in text_of(client, sheet.url)


def test_lists_gather_across_structures_and_narrow_by_lever(client: Client, structure: Any, sheet: Any) -> None:
    other = factories.sheet(structure=factories.structure(), levers=("besoins",), title="Le mur des besoins")
    factories.sheet(structure=structure, live=False, title="Encore en brouillon")
    everything = text_of(client, "/pratiques/")
    assert sheet.title in everything
    assert other.title in everything
    assert "Encore en brouillon" not in everything
    narrowed = text_of(client, "/pratiques/?levier=besoins")
    assert other.title in narrowed
    assert sheet.title not in narrowed


@pytest.mark.parametrize("query", ["levier=rien", "levier=%00", "page=0", "page=99999999999", "page=a", "levier=<b>"])
@pytest.mark.parametrize("address", ["/pratiques/", "/temoignages/", "/structures/", "/comptes-rendus/"])
def test_a_wrong_parameter_gives_a_list_all_the_same(client: Client, sheet: Any, address: str, query: str) -> None:
    assert client.get(f"{address}?{query}&departement={query}").status_code == 200


def test_a_long_list_turns_its_pages(client: Client, structure: Any) -> None:
    for _number in range(13):
        factories.sheet(structure=structure)
    first, second = text_of(client, "/pratiques/?levier=accueil"), text_of(client, "/pratiques/?levier=accueil&page=2")
    assert first.count('<article class="card"') == 12
    assert second.count('<article class="card"') == 1
    assert "levier=accueil&amp;page=2" in first


def test_a_lever_page_counts_what_its_reader_sees(client: Client, structure: Any, sheet: Any) -> None:
    factories.testimonial(structure=structure)
    factories.testimonial(structure=structure, consent_days=-1)
    factories.sheet(structure=structure, live=False)
    text = " ".join(text_of(client, reverse("lever", args=["accueil"])).split())
    assert "1 fiche pratique ·" in text
    assert "1 témoignage</strong> ·" in text
    assert sheet.title in text


def test_a_retired_lever_keeps_its_page_and_leaves_the_lists(client: Client, sheet: Any) -> None:
    Lever.objects.filter(slug="accueil").update(is_retired=True)
    assert sheet.title in text_of(client, reverse("lever", args=["accueil"]))
    assert "?levier=accueil" not in text_of(client, "/pratiques/")


def test_an_unknown_lever_is_not_found(client: Client, site: Any) -> None:
    assert client.get(reverse("lever", args=["inconnu"])).status_code == 404


def test_a_report_shows_the_testimonials_that_may_still_be_seen(client: Client, structure: Any) -> None:
    shown, hidden = factories.testimonial(structure=structure), factories.testimonial(structure=structure)
    report = factories.report(motto="Commencer petit.", attendance=25)
    report.testimonials.set([shown, hidden])
    report.save()
    hidden.consents.update(expires_on=timezone.localdate() - timedelta(days=1), given_on="2020-01-01")
    text = text_of(client, report.url)
    assert shown.title in text
    assert hidden.title not in text
    assert "Commencer petit." in text
    assert "25" in text


def test_the_glossary_gives_each_word_its_anchor(client: Client, site: Any) -> None:
    from practices.models import GlossaryTerm

    term = GlossaryTerm.objects.create(term="Déjà-là", definition="Ce qui existe.", source="Apes")
    text = text_of(client, "/glossaire/")
    assert f'id="{term.slug}"' in text
    assert "<dfn>Déjà-là</dfn>" in text
    assert "Source : Apes" in text
