"""The results page: an address that answers whatever it holds, and reads like a page of the site."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.models import GlossaryTerm
from search.answering.queries import similar_sheets
from search.models import IndexChange
from search.page.filters import FILTERS
from search.things.documents import documents
from search.things.registry import kind_named
from search.things.subtree import spelled_out
from tests import factories
from tests.chosen import times
from tests.search.conftest import Index
from tests.search.talk import comment

pytestmark = pytest.mark.django_db
WORD = "coquelicot"
NAMES = ["q", "tri", "page", *(each.parameter for each in FILTERS)]


def read(client: Client, **asked: Any) -> BeautifulSoup:
    response = client.get("/recherche/", asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [" ".join(title.get_text().split()) for title in page.select(".result__title")]


def count_shown(page: BeautifulSoup) -> str:
    return " ".join(page.select_one("#annonce").get_text().split())


def order_shown(page: BeautifulSoup) -> str:
    """The order that the list beside the count says, or the sentence in its place."""
    chosen = page.select_one("#ordre option[selected]") or page.select_one("#ordre option") or page.select_one("#ordre")
    return " ".join(chosen.get_text().split())


def test_a_result_says_what_it_is_where_it_comes_from_and_why(client: Client, index: Index, structure: Any) -> None:
    sheet = factories.sheet(structure=structure, title="La serre", pitfalls=f"Le {WORD} & ses <amis>.")
    index.sync()
    result = read(client, q=WORD).select_one(".result")
    assert result.select_one("a")["href"] == sheet.url
    assert result.select_one("mark").get_text() == WORD
    assert "& ses <amis>" in result.select_one(".result__extract").get_text()
    assert "<amis>" not in str(result)
    for words in ("Fiche pratique", structure.title, "Accueil"):
        assert words in result.get_text()


def test_filters_show_counts_and_chips_that_take_them_away(client: Client, index: Index, structure: Any) -> None:
    factories.sheet(structure=structure, title="Un", levers=("accueil",))
    factories.sheet(structure=structure, title="Deux", levers=("besoins",))
    index.sync()
    page = read(client, levier="accueil", type="fiche")
    assert titles(page) == ["Un"]
    label = page.select_one('label[for="filtre-levier-accueil"]').get_text()
    assert "(1)" in label
    assert "1 résultat" in label
    assert [label.get_text().split("(")[0].strip() for label in page.select("[id=filtres] label")][:1] == [
        "Fiches pratiques"
    ]
    chips = {chip.get_text().split(":")[1].split("×")[0].strip(): chip["href"] for chip in page.select(".chip")}
    assert chips["Accueil"] == "?type=fiche"
    assert set(titles(read(client, type="fiche"))) == {"Un", "Deux"}
    assert set(titles(read(client, type="fiche", levier=["accueil", "besoins"]))) == {"Un", "Deux"}


def test_without_its_filters_a_search_keeps_its_words_and_its_order(client: Client, index: Index, sheet: Any) -> None:
    index.sync()
    page = read(client, q=sheet.title, exact="1", tri="date", levier="accueil", page="1")
    link = page.find("a", string="Retirer tous les filtres")
    assert set(parse_qs(link["href"].removeprefix("?"))) == {"q", "exact", "tri"}


def test_without_words_everything_is_listed_newest_first(client: Client, index: Index, structure: Any) -> None:
    for title in ("Première", "Deuxième", "Troisième"):
        factories.sheet(structure=structure, title=title)
    index.sync()
    page = read(client, type="fiche")
    assert titles(page) == ["Troisième", "Deuxième", "Première"]
    assert page.title.get_text(strip=True).startswith("Chercher")
    assert order_shown(page) == "les plus récents d’abord"
    assert count_shown(page) == "3 fiches"
    assert [option["value"] for option in page.select("#ordre option")] == ["pertinence", "echanges", "essayees"]


def test_the_most_discussed_come_first_when_asked(client: Client, index: Index, structure: Any, pilot: Any) -> None:
    quiet, talked = (factories.sheet(structure=structure, title=f"{WORD} {name}") for name in ("calme", "animé"))
    comment(page=quiet, member=pilot, text="Merci.")
    for text in ("Merci.", "Et l’hiver ?"):
        comment(page=talked, member=pilot, text=text)
    index.sync()
    assert titles(read(client, q=WORD, tri="echanges", type="fiche")) == [talked.title, quiet.title]


def test_a_comment_that_was_removed_makes_no_discussion(
    client: Client, index: Index, structure: Any, pilot: Any
) -> None:
    quiet, silenced = (factories.sheet(structure=structure, title=f"{WORD} {name}") for name in ("calme", "apaisé"))
    comment(page=quiet, member=pilot, text="Merci.")
    for text in ("Merci.", "Et l’hiver ?"):
        said = comment(page=silenced, member=pilot, text=text)
        said.is_removed = True
        said.save()
    index.sync()
    assert titles(read(client, q=WORD, tri="echanges", type="fiche")) == [quiet.title, silenced.title]


def test_the_most_tried_come_first_when_asked(client: Client, index: Index, structure: Any) -> None:
    tried, new = (factories.sheet(structure=structure, title=f"{WORD} {name}") for name in ("essayée", "nouvelle"))
    elsewhere = factories.structure()
    factories.adoption(sheet=tried, structure=elsewhere)
    index.sync()
    page = read(client, q=WORD, tri="essayees", type="fiche")
    assert titles(page) == [tried.title, new.title]
    counted = ["essayée par 1 structure" in result.get_text() for result in page.select(".result")]
    assert counted == [True, False]


def test_only_what_everybody_reads_counts_among_what_was_tried(index: Index, structure: Any) -> None:
    sheet, elsewhere, hidden = factories.sheet(structure=structure), factories.structure(), factories.structure()
    factories.adoption(sheet=sheet, structure=elsewhere)
    factories.adoption(sheet=sheet, structure=hidden)
    factories.adoption(sheet=sheet, structure=factories.structure(), is_public=False, held_at=timezone.now())
    index.sync()
    assert tried_in_the_index(sheet) == 2
    hidden.unpublish()
    assert IndexChange.objects.filter(kind="sous-arbre", object_id=hidden.pk).exists()
    assert spelled_out(page_ids={hidden.pk})["fiche"] == {sheet.pk}
    assert tried_in_the_index(sheet) == 1


def tried_in_the_index(sheet: Any) -> int:
    (document,) = documents(kind=kind_named("fiche"), ids=[sheet.pk])
    return document.tried


def test_comments_and_definitions_open_where_they_are(client: Client, index: Index, sheet: Any, pilot: Any) -> None:
    said = comment(page=sheet, member=pilot, text=f"Un {WORD} chez nous.")
    GlossaryTerm.objects.create(term=WORD, definition="Une fleur rouge.")
    index.sync()
    page = read(client, q=WORD)
    addresses = {link["href"] for link in page.select(".result__title a")}
    assert addresses == {f"{sheet.url}{said.suffix}", f"/glossaire/#{WORD}"}


def test_pages_follow_one_another_without_repeating(client: Client, index: Index, structure: Any) -> None:
    for number in range(12):
        factories.sheet(structure=structure, title=f"{WORD} {number}")
    index.sync()
    first, second, beyond = (read(client, q=WORD, page=number) for number in (1, 2, 900))
    assert len(titles(first)) == 10
    assert len(set(titles(first) + titles(second))) == 12
    assert titles(beyond) == titles(second)
    assert first.select_one('a[rel="next"]')["href"] == f"?q={WORD}&page=2"
    assert first.select_one('meta[name="robots"]') is None
    assert "noindex" in second.select_one('meta[name="robots"]')["content"]


def test_one_question_has_one_address_for_machines_whatever_the_order_of_its_parts(
    client: Client, index: Index, structure: Any, settings: Any
) -> None:
    for number in range(12):
        factories.sheet(structure=structure, title=f"{WORD} {number}", levers=("accueil", "besoins"))
    index.sync()
    ours = f"{settings.SITE_URL}/recherche/"

    def head(address: str) -> dict[str, str]:
        page = BeautifulSoup(client.get(f"/recherche/?{address}").content, "html.parser")
        return {link["rel"][0]: link["href"] for link in page.select("head link[rel]") if ours in link["href"]}

    plain = head(f"page=1&q=+{WORD}&tri=pertinence&inconnu=1")
    assert plain == {"canonical": f"{ours}?q={WORD}", "next": f"{ours}?q={WORD}&page=2"}
    second = head(f"tri=date&levier=besoins&q={WORD}&levier=accueil&page=2")
    kept = f"{ours}?q={WORD}&levier=accueil&levier=besoins&tri=date"
    assert second == {"canonical": f"{kept}&page=2", "prev": kept}
    assert head("")["canonical"] == ours


@pytest.mark.parametrize(
    ("asked", "is_kept"),
    [
        ({"q": WORD}, True),
        ({"q": WORD, "levier": "accueil"}, False),
        ({"q": WORD, "tri": "date"}, False),
        ({"q": WORD, "exact": "1"}, False),
        ({"q": "xyzzyx"}, False),
    ],
)
def test_machines_keep_a_question_and_not_each_way_of_looking_at_it(
    client: Client, index: Index, structure: Any, asked: dict[str, str], is_kept: bool
) -> None:
    factories.sheet(structure=structure, title=WORD)
    index.sync()
    assert (read(client, **asked).select_one('meta[name="robots"]') is None) == is_kept


def test_the_page_describes_the_question_its_filters_and_its_number(
    client: Client, index: Index, structure: Any
) -> None:
    for number in range(12):
        factories.sheet(structure=structure, title=f"{WORD} {number}")
    index.sync()
    page = read(client, q=WORD, levier="accueil", page=2)
    description = " ".join(page.select_one('meta[name="description"]')["content"].split())
    assert description.startswith(f"12 réponses à « {WORD} »")
    assert description.endswith("Filtres : Accueil. Page 2.")
    assert " ".join(page.title.get_text().split()) == f"« {WORD} » : recherche, page 2 – Faire avec"


def test_a_slip_is_proposed_as_a_link(client: Client, index: Index, structure: Any) -> None:
    factories.sheet(structure=structure, title="Le questionnaire des habitants")
    index.sync()
    remark = read(client, q="questionaire").select_one(".finding__remark")
    assert "Vouliez-vous dire" in remark.get_text()
    assert remark.select_one("a")["href"] == "?q=questionnaire"


@pytest.mark.parametrize("lost", ["never built", "broken"])
def test_without_an_index_titles_still_answer(
    client: Client, index: Index, sheet: Any, settings: Any, lost: str
) -> None:
    if lost == "broken":
        index.sync()
        for description in Path(settings.SEARCH_INDEX_DIR).rglob("meta.json"):
            description.write_text("{")
    page = read(client, q=sheet.title.split(",")[0])
    assert titles(page) == [sheet.title]
    assert "momentanément" in page.select_one(".notice").get_text()


def test_words_too_long_are_kept_in_their_field_with_a_sentence(client: Client, index: Index) -> None:
    index.sync()
    page = read(client, q="a" * 5000)
    field = page.select_one("#filtre-q")
    assert field["value"] == "a" * 5000
    assert "200 caractères" in page.select_one(".field--error").get_text()
    assert field["aria-invalid"] == "true"


def test_a_filter_that_no_longer_exists_is_said_and_left_aside(client: Client, index: Index, sheet: Any) -> None:
    index.sync()
    page = read(client, levier="disparu", q=sheet.title)
    assert sheet.title in titles(page)
    assert "laissé de côté" in page.select_one(".notice").get_text()


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/recherche/", {"q": "x"}).status_code == 405


hostile = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "\x00", "\ud800", "a" * 100_000, '"', "« ", "-", "-mot", "*", "a AND OR NOT (", "../..", "9" * 400,
         "-1", "0", "1e9", "<script>alert(1)</script>", "accueil", "fiche", "date", "%", "(a+)+$", "🙂", "é" * 300,
         "{{ 7*7 }}"]
    ),
)  # fmt: skip


@settings(max_examples=times(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(st.tuples(st.sampled_from(NAMES), hostile), max_size=6))
def test_whatever_is_asked_the_page_answers(client: Client, hostile_index: Index, asked: list[tuple[str, str]]) -> None:
    pairs = [(name, value.encode(errors="replace").decode()) for name, value in asked]
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    response = client.get("/recherche/", data)
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.fixture
def hostile_index(index: Index, sheet: Any) -> Index:
    index.sync()
    return index


def test_raw_bytes_in_the_address_are_answered(client: Client, index: Index, sheet: Any) -> None:
    index.sync()
    for raw in ("q=%ff%fe", "q=%ed%a0%80", "q=%00", "page=%00", "levier=%ff&levier=%ff", "q[]=x&&&=&q", "tri=%F0%9F"):
        assert client.get(f"/recherche/?{raw}").status_code == 200, raw


@pytest.mark.usefixtures("made_each_time")
def test_the_number_of_queries_does_not_follow_the_number_of_results(
    client: Client, index: Index, pilot: Any, structure: Any, django_assert_num_queries: Any
) -> None:
    said_on = factories.sheet(structure=structure, title=f"{WORD} 0")
    comment(page=said_on, member=pilot, text=WORD)
    factories.testimonial(structure=structure, title=f"{WORD} raconté")
    index.sync()
    client.get("/recherche/", {"q": WORD})  # Wagtail remembers the site's addresses
    with django_assert_num_queries(9):
        assert len(titles(read(client, q=WORD))) == 3
    for number in range(1, 7):
        factories.sheet(structure=structure, title=f"{WORD} {number}")
    index.sync()
    client.get("/recherche/", {"q": WORD})
    with django_assert_num_queries(9):
        assert len(titles(read(client, q=WORD))) == 9


def test_close_sheets_cost_five_queries_whatever_their_number(
    index: Index, structure: Any, django_assert_num_queries: Any
) -> None:
    sheets = [factories.sheet(structure=structure, title=f"{WORD} et moineau {number}") for number in range(5)]
    index.sync()
    with django_assert_num_queries(5):  # the sheets, their levers, structures, photographs, how often they were tried
        assert len(similar_sheets(sheet=sheets[0], member=None)) == 3


def test_every_control_has_its_label_and_the_page_one_title(client: Client, index: Index, sheet: Any) -> None:
    index.sync()
    page = read(client, q="café")
    assert len(page.select("h1")) == 1
    identifiers = [tag["id"] for tag in page.select("[id]")]
    assert len(identifiers) == len(set(identifiers))
    for control in page.select("input:not([type=hidden]), select"):
        assert page.select_one(f'label[for="{control["id"]}"]'), control
    assert not re.search(r'\sstyle="|\son[a-z]+="', str(page.select_one("main")))
