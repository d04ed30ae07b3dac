"""The list of people in a spreadsheet: what was filtered, nothing that computes, and a line of who took it."""

import csv
import io
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories
from tests.community.accounts.factors.hands import entered_ago
from tests.community.people.test_finding import many
from tests.community.teams.test_teams import browser

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+33600000000", "-1", "@somme", "  =1+1", "=HYPERLINK(“x”)"]


def taken(keeper: Any, kind: str, asked: str = "") -> bytes:
    response: Any = entered_ago(Client(), keeper).post(reverse("people_export", args=[kind]) + asked)
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


def rows_of_text(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets recognise accents by it"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_it_is_for_facilitators(client: Client, pilot: Any, facilitator: Any) -> None:
    for kind in ("csv", "xlsx"):
        address = reverse("people_export", args=[kind])
        assert "/compte/login/" in client.post(address)["Location"]
        assert browser(pilot).post(address).status_code == 404
        assert entered_ago(Client(), facilitator).get(address)["Location"].startswith(reverse("people"))
    assert entered_ago(Client(), facilitator).post(reverse("people_export", args=["exe"])).status_code == 404


@pytest.mark.parametrize("address", ["/personnes/export/csv/", "/demandes/tenus-au-courant.csv"])
def test_a_session_found_open_gives_no_list_of_addresses(facilitator: Any, address: str) -> None:
    found_open = entered_ago(Client(), facilitator, minutes=11)
    for ask in (found_open.get, found_open.post):
        assert "/compte/confirmer/" in ask(address)["Location"]


def test_what_is_filtered_is_what_is_given(facilitator: Any, structure: Any, pilot: Any, outsider: Any) -> None:
    heading, *people = rows_of_text(taken(facilitator, "csv", "?structure=tilleuls"))
    assert heading[:2] == ["Nom affiché", "Adresse e-mail"]
    assert [row[:2] for row in people] == [[pilot.display_name, pilot.email]]
    assert people[0][4] == f"{structure.title} (pilote)"


def test_both_kinds_say_the_same(facilitator: Any, pilot: Any, outsider: Any) -> None:
    text = rows_of_text(taken(facilitator, "csv"))
    sheet = load_workbook(io.BytesIO(taken(facilitator, "xlsx"))).active
    rows = [[_as_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows == text


def _as_text(cell: Any) -> str:
    return cell.strftime("%d/%m/%Y") if hasattr(cell, "strftime") else cell or ""


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_computes_nothing(facilitator: Any, name: str) -> None:
    person = factories.member(display_name=name)
    text = rows_of_text(taken(facilitator, "csv", f"?q={person.email}"))
    assert text[1][0] == f"'{name}"
    sheet = load_workbook(io.BytesIO(taken(facilitator, "xlsx", f"?q={person.email}"))).active
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet["A2"].value == f"'{name}"


def test_two_thousand_people_are_given(facilitator: Any, structure: Any, django_assert_max_num_queries: Any) -> None:
    many(structure, 2000)
    with django_assert_max_num_queries(40):
        assert len(rows_of_text(taken(facilitator, "csv", "?q=numero"))) == 2001


def test_who_takes_it_is_in_the_log_and_nobody_s_name(
    facilitator: Any, pilot: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="community.people.views"):
        taken(facilitator, "csv", f"?q={pilot.email}")
    assert f"1 in csv, by member {facilitator.pk}" in caplog.text
    assert pilot.email not in caplog.text


def test_too_many_lists_in_an_hour_are_refused(facilitator: Any, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "export_people": "1/h/user"}
    taken(facilitator, "csv")
    refused = entered_ago(Client(), facilitator).post(reverse("people_export", args=["csv"]) + "?q=a", follow=True)
    assert "réessayez un peu plus tard" in refused.content.decode()
    assert refused.redirect_chain[-1][0].endswith("?q=a")
