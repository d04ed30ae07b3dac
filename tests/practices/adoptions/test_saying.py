"""Saying that one's structure tried a sheet: who may, what is asked, what comes of it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Notification
from practices.contributions.forms.linked_sheets import MOST_OWN
from practices.models import Adoption
from tests import factories
from tests.factories.many import many_sheets

pytestmark = pytest.mark.django_db


def say(client: Client, sheet: Any, typed: dict[str, Any], structure: Any) -> Any:
    return client.post(reverse("adoptions:say", args=[sheet.pk]), {"structure": structure.pk, **typed})


def test_somebody_of_another_structure_says_it_and_reads_it_on_the_sheet(
    client: Client, sheet: Any, outsider: Any, taker: Any, typed: Any
) -> None:
    client.force_login(outsider)
    response = say(client, sheet, typed, taker)

    adoption = Adoption.objects.get()
    assert response.url == f"{sheet.url}?essai={adoption.pk}#essai-{adoption.pk}"
    assert (adoption.sheet_id, adoption.structure_id, adoption.member) == (sheet.pk, taker.pk, outsider)
    assert (adoption.tried_on, adoption.kept, adoption.is_public) == (date(2026, 3, 1), "Le binôme.", True)


def test_the_team_of_the_sheet_is_told_once_in_their_words(
    client: Client, sheet: Any, outsider: Any, taker: Any, typed: Any, pilot: Any, teammate: Any
) -> None:
    gone = factories.member(structure=None)
    sheet.owner = gone
    client.force_login(outsider)
    say(client, sheet, typed, taker)
    adoption = Adoption.objects.get()
    client.post(reverse("adoptions:correct", args=[adoption.pk]), {**typed, "structure": taker.pk, "version": "-"})
    client.post(reverse("adoptions:withdraw", args=[adoption.pk]))
    say(client, sheet, typed, taker)

    told = Notification.objects.filter(kind="sheet_tried")
    assert sorted(told.values_list("recipient", flat=True)) == sorted([pilot.pk, teammate.pk])
    assert taker.title in told[0].subject
    assert "Le jeudi." in told[0].body
    assert outsider.display_name not in told[0].body


def test_the_public_signs_in_first_and_finds_its_words(client: Client, sheet: Any, outsider: Any, typed: Any) -> None:
    address = reverse("adoptions:say", args=[sheet.pk])
    assert "/compte/login/" in client.post(address, typed).url
    session = client.session
    kept = session["unsent_text"]
    client.force_login(outsider)
    session = client.session
    session["unsent_text"] = kept
    session.save()

    assert "Le binôme." in client.get(address).content.decode()


def test_a_structure_does_not_try_its_own_sheet(
    client: Client, sheet: Any, pilot: Any, typed: Any, structure: Any
) -> None:
    client.force_login(pilot)

    assert "au nom d’une autre structure" in client.get(reverse("adoptions:say", args=[sheet.pk])).content.decode()
    say(client, sheet, typed, structure)
    assert not Adoption.objects.exists()


def test_who_has_no_structure_is_told_whom_to_ask(
    client: Client, sheet: Any, facilitator: Any, typed: Any, taker: Any
) -> None:
    client.force_login(facilitator)
    assert "rattacher" in say(client, sheet, typed, taker).content.decode()
    assert not Adoption.objects.exists()


def test_nobody_says_it_for_another_structure(client: Client, sheet: Any, outsider: Any, typed: Any) -> None:
    client.force_login(outsider)
    other = factories.structure()

    assert say(client, sheet, typed, other).status_code == 200
    assert not Adoption.objects.exists()


def test_a_sheet_that_is_not_seen_gives_no_door(
    client: Client, structure: Any, outsider: Any, typed: Any, taker: Any
) -> None:
    draft = factories.sheet(structure=structure, live=False)
    client.force_login(outsider)

    assert say(client, draft, typed, taker).status_code == 404


def test_who_is_of_several_structures_chooses_one(
    client: Client, sheet: Any, outsider: Any, typed: Any, taker: Any
) -> None:
    second = factories.structure(title="Les Jardins d’en Haut")
    outsider.memberships.create(structure=second)
    client.force_login(outsider)

    page = client.get(reverse("adoptions:say", args=[sheet.pk])).content.decode()
    assert "Au nom de quelle structure" in page
    assert client.post(reverse("adoptions:say", args=[sheet.pk]), typed).context["form"].errors["structure"]
    say(client, sheet, typed, second)
    assert Adoption.objects.get().structure_id == second.pk
    assert (
        "Les Jardins d’en Haut l’a déjà raconté"
        in client.get(reverse("adoptions:say", args=[sheet.pk])).content.decode()
    )


def test_said_already_the_press_opens_what_stands(client: Client, tried: Any, outsider: Any) -> None:
    client.force_login(outsider)

    response = client.get(reverse("adoptions:say", args=[tried.sheet_id]))
    assert response.url == reverse("adoptions:correct", args=[tried.pk])
    assert tried.kept in client.get(response.url).content.decode()


def test_said_twice_both_texts_are_shown_and_the_second_may_replace_the_first(
    client: Client, tried: Any, outsider: Any, typed: Any, taker: Any
) -> None:
    client.force_login(outsider)
    response = say(client, tried.sheet, typed, taker)

    page = response.content.decode()
    assert response.status_code == 409
    assert tried.changed in page
    assert "Le jeudi." in page
    version = response.context["form"]["version"].value()
    sent = {**typed, "structure": taker.pk, "version": version}
    assert client.post(reverse("adoptions:correct", args=[tried.pk]), sent).status_code == 302
    assert Adoption.objects.get().changed == "Le jeudi."


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"month": ""}, "month"),
        ({"month": "13"}, "month"),
        ({"year": "1066"}, "year"),
        ({"year": "2026", "month": "12"}, "month"),
        ({"kept": "", "changed": "\u200b", "happened": " "}, "happened"),
        ({"kept": "x" * 2001}, "kept"),
        ({"own_sheet": "99999999999999999999"}, "own_sheet"),
        ({"own_sheet": "<b>"}, "own_sheet"),
        ({"structure": "99999999999999999999"}, "structure"),
    ],
)
def test_what_is_refused_is_told_beside_its_field_and_nothing_is_lost(
    client: Client, sheet: Any, outsider: Any, typed: Any, taker: Any, wrong: Any, field: str
) -> None:
    client.force_login(outsider)
    response = say(client, sheet, {**typed, "kept": "Le binôme <b>entier</b>.", **wrong}, taker)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Adoption.objects.exists()
    if "kept" not in wrong:
        assert "Le binôme &lt;b&gt;entier&lt;/b&gt;." in response.content.decode()


def test_one_s_own_sheet_is_linked_and_no_other(
    client: Client, sheet: Any, outsider: Any, typed: Any, taker: Any
) -> None:
    own, foreign = factories.sheet(structure=taker, live=False), factories.sheet(structure=factories.structure())
    client.force_login(outsider)

    assert "own_sheet" in say(client, sheet, {**typed, "own_sheet": foreign.pk}, taker).context["form"].errors
    say(client, sheet, {**typed, "own_sheet": own.pk}, taker)
    assert Adoption.objects.get().own_sheet == own


def test_an_own_sheet_of_another_of_one_s_structures_is_refused(
    client: Client, sheet: Any, outsider: Any, typed: Any, taker: Any
) -> None:
    second = factories.structure()
    outsider.memberships.create(structure=second)
    own = factories.sheet(structure=second)
    client.force_login(outsider)

    assert "own_sheet" in say(client, sheet, {**typed, "own_sheet": own.pk}, taker).context["form"].errors


def test_a_structure_of_many_sheets_names_its_own_and_no_other(
    client: Client, sheet: Any, outsider: Any, typed: Any, taker: Any
) -> None:
    own, foreign = factories.sheet(structure=taker), factories.sheet(structure=factories.structure())
    many_sheets(taker, MOST_OWN)
    client.force_login(outsider)

    for title in ("Rien de tel", foreign.title, sheet.title):
        refused = say(client, sheet, {**typed, "own_sheet_named": title}, taker)
        assert "own_sheet_named" in refused.context["form"].errors
    say(client, sheet, {**typed, "own_sheet_named": own.title}, taker)
    assert Adoption.objects.get().own_sheet == own
