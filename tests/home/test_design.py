"""/design/ shows every component, and exists only where the site is built."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.architecture.house import ROOT

pytestmark = pytest.mark.django_db

ELSEWHERE = {
    "account_links", "footer", "head_found", "head_style", "header", "messages", "nav_account",  # every page
    "nav_sections",
    "nothing_came", "questions_block",
    "open_graph", "printed_foot", "paper_links", "part", "fact",  # text of one page, no state of their own
    "conflict", "kept_copy", "kind_icon", "picture",  # need what only their page holds: journeys look at them
    "lever_filter", "lever_list", "lever_tag", "level_icon", "field_errors", "tiles",  # worn by those shown
    "structure_card", "sheet_card", "testimonial_card", "parcours_card", "report_card", "lever_card",
}  # fmt: skip


def test_it_shows_what_the_site_holds_and_every_component(client: Client, sheet: Any) -> None:
    page = client.get("/design/").content.decode()
    assert sheet.title in page
    written = (ROOT / "templates" / "home" / "design.html").read_text()
    shown = set(re.findall(r"components/(\w+)\.html", written))
    everything = {path.stem for path in (ROOT / "templates" / "components").glob("*.html")}
    assert everything - shown - ELSEWHERE - {"discs"} == set(), "show it on /design/, or say here why not"


def test_an_empty_site_shows_it_too(client: Client) -> None:
    assert client.get("/design/").status_code == 200


def test_it_does_not_exist_in_production(client: Client, settings: Any) -> None:
    settings.SHOW_DESIGN = False
    assert client.get("/design/").status_code == 404


def test_production_does_not_show_it() -> None:
    base = (settings.ROOT / "config" / "settings" / "base.py").read_text()
    assert "SHOW_DESIGN = False" in base
