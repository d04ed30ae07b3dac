"""The accessibility grid says what the page says: 106 criteria, each with a state and a way; faults are explained."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from home.accessibility import NOT_CONCERNED, NOT_TRIED, RIGHT, STATES, WAYS, WRONG, grid, read
from home.models import ContentPage, SiteSettings

THEMES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""How many criteria the RGAA 4.1.2 has in each of its thirteen themes."""


def test_every_criterion_of_the_rgaa_has_its_row_in_its_order() -> None:
    wanted = [f"{theme}.{number}" for theme, many in enumerate(THEMES, 1) for number in range(1, many + 1)]
    assert len(wanted) == 106
    assert [criterion.number for criterion in grid().criteria] == wanted


def test_every_criterion_says_its_state_and_how_it_was_tried() -> None:
    odd = [
        criterion.number
        for criterion in grid().criteria
        if criterion.state not in STATES
        or not set(criterion.ways) <= set(WAYS)
        or (criterion.ways == ("rien",)) is not (criterion.state == NOT_TRIED)
    ]
    assert odd == []


def test_what_is_wrong_or_was_not_tried_is_explained_to_everybody() -> None:
    unsaid = [criterion.number for criterion in (*grid().wrong, *grid().not_tried) if len(criterion.remark) < 40]
    assert unsaid == []


def test_the_rate_counts_what_nobody_tried_as_not_right() -> None:
    states = [RIGHT] * 5 + [WRONG, NOT_TRIED, NOT_CONCERNED]
    rows = "\n".join(f"| 1.{number} | Titre ? | {state} | rien | |" for number, state in enumerate(states, 1))
    some = read(f"**Contrôle du 1er mars 2027**\n{rows}")
    assert (some.checked_on, some.concerned, some.rate) == (date(2027, 3, 1), 7, 71)
    assert some.verdict == "partiellement conforme"
    assert read("**Contrôle du 2 mai 2027**\n| 1.1 | T | conforme | à la main | |").verdict == "totalement conforme"
    assert read("**Contrôle du 2 mai 2027**\n| 1.1 | T | non conforme | à la main | |").verdict == "non conforme"


def test_a_grid_without_its_date_is_refused() -> None:
    with pytest.raises(ValueError, match="say when"):
        read("| 1.1 | T | conforme | à la main | |")


@pytest.mark.django_db
def test_the_page_shows_the_rate_the_faults_the_contact_and_what_facilitators_wrote(client: Client, site: Any) -> None:
    page = ContentPage(title="Accessibilité", slug="accessibilite", body="<p>Notre mot à nous.</p>")
    site.add_child(instance=page)
    SiteSettings.objects.create(site=site.get_site(), contact_address="aide@exemple.test")
    shown = " ".join(client.get(page.url).content.decode().replace("\N{NO-BREAK SPACE}", " ").split())
    said = f"{grid().rate} % des critères", "Notre mot à nous.", "mailto:aide@exemple.test", "Défenseur des droits"
    assert [words for words in said if words not in shown] == []
    assert all(f"(critère {criterion.number})" in shown for criterion in (*grid().wrong, *grid().not_tried))


@pytest.mark.django_db
def test_no_other_page_of_text_shows_the_grid(client: Client, site: Any) -> None:
    page = ContentPage(title="La méthode", slug="la-methode", body="<p>Pourquoi.</p>")
    site.add_child(instance=page)
    assert "RGAA" not in client.get(page.url).content.decode()
