"""The screens of the menu « Recherche »: what facilitators read and write there."""

import csv
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import SearchPromotion

from practices.models import GlossaryTerm
from search.answering import counts
from search.models import IndexChange, SearchLog, SynonymGroup
from search.which_engine import EMBEDDED
from tests import factories
from tests.search.conftest import Index
from tests.search.talk import comment

pytestmark = pytest.mark.django_db
VOCABULARY = "wagtailsnippets_search_synonymgroup"


@pytest.fixture
def desk(client: Any, facilitator: Any) -> Any:
    """A facilitator's browser."""
    client.force_login(facilitator)
    return client


def read(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag: Any) -> str:
    return " ".join(tag.get_text().split())


def searched(text: str, *, searches: int = 1, without_result: int = 0, month: Any = None) -> SearchLog:
    return SearchLog.objects.create(
        month=month or counts.this_month(), words=text, searches=searches, without_result=without_result, found=0
    )


def test_the_menu_leads_to_the_four_screens(desk: Any) -> None:
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    for name in ("searched", "chosen_answers:index", f"{VOCABULARY}:list", "search_indexes"):
        assert reverse(name) in page
        assert desk.get(reverse(name)).status_code == 200
    assert reverse("wagtailsearchpromotions:index") not in page
    assert reverse("wagtailsearchpromotions:search_terms") not in page


# --- What was searched


def test_a_month_without_a_search_says_so(desk: Any) -> None:
    page = words(read(desk.get(reverse("searched"))))
    assert "0 recherche en" in page
    assert "Personne n’a encore cherché ce mois-ci." in page
    assert "jamais les personnes" in page


def test_what_found_nothing_and_what_is_asked_most(desk: Any) -> None:
    searched("accueil", searches=9)
    searched("coquelicot", searches=3, without_result=2)
    page = read(desk.get(reverse("searched")))
    nothing, most = page.select("#sans-resultat-section tbody tr"), page.select("#plus-cherche-section tbody tr")
    assert [words(row.select_one("strong")) for row in nothing] == ["coquelicot"]
    assert [words(row.select_one("strong")) for row in most] == ["accueil", "coquelicot"]
    assert [words(cell) for cell in nothing[0].select("td")[1:]] == ["2", "0"]
    assert "12 recherches en" in words(page)
    assert "dont 2 sans résultat" in words(page)
    links = [link["href"] for link in nothing[0].select("a")]
    assert links == [
        "/recherche/?q=coquelicot",
        reverse(f"{VOCABULARY}:add") + "?terme=coquelicot",
        reverse("chosen_answers:add") + "?mots=coquelicot",
    ]
    assert read(desk.get(links[1])).select_one("#id_label")["value"] == "coquelicot"
    assert read(desk.get(links[2])).select_one("#id_query_string")["value"] == "coquelicot"


def test_one_of_the_thirteen_months_is_chosen(desk: Any) -> None:
    months = counts.months_kept()
    searched("ancien", month=months[-1])
    page = read(desk.get(reverse("searched"), {"mois": f"{months[-1]:%Y-%m}"}))
    assert len(page.select("#mois option")) == 13
    assert page.select_one("#mois option[selected]")["value"] == f"{months[-1]:%Y-%m}"
    assert "ancien" in words(page)
    for odd in ("1999-01", "x", "2026-13", "\x00"):
        assert "ancien" not in words(read(desk.get(reverse("searched"), {"mois": odd})))


def test_what_was_typed_is_shown_as_text(desk: Any) -> None:
    searched("<script>alert(1)</script>", without_result=1)
    assert b"<script>alert(1)" not in desk.get(reverse("searched")).content


def test_the_spreadsheet_holds_everything_and_no_formula(desk: Any) -> None:
    searched("=somme(a1)", searches=2, without_result=2)
    searched("l’accueil", searches=5)
    response = desk.get(reverse("searched"), {"export": "csv"})
    assert response["Content-Type"].startswith("text/csv")
    text = response.content.decode()
    assert text.startswith("\ufeff")
    assert list(csv.reader(text[1:].splitlines(), delimiter=";")) == [
        ["Recherche", "Fois", "Fois sans résultat", "Résultats la dernière fois"],
        ["l’accueil", "5", "0", "0"],
        ["'=somme(a1)", "2", "2", "0"],
    ]


# --- Vocabulary


def save(desk: Any, *, label: str, others: str, group: SynonymGroup | None = None) -> Any:
    name = f"{VOCABULARY}:edit" if group else f"{VOCABULARY}:add"
    data = {"label": label, "others": others, "is_active": "on"}
    return desk.post(reverse(name, args=[group.pk] if group else []), data, follow=True)


def test_a_group_is_written_one_term_a_line_or_with_commas(desk: Any) -> None:
    save(desk, label="  lopin ", others="parcelle, petit  terrain\n\ncarré de terre ; jardinet")
    group = SynonymGroup.objects.get(label="lopin")
    assert group.terms == ("lopin", "parcelle", "petit terrain", "carré de terre", "jardinet")


@pytest.mark.parametrize(
    ("label", "others", "field", "sentence"),
    [
        ("lopin", " , \n ", "others", "au moins une autre façon"),
        ("lopin", "", "others", "Ce champ est à remplir"),
        ("lopin", "un deux trois quatre cinq six sept huit neuf", "others", "8 mots au plus"),
        ("lopin", "parcelle\nPARCELLE", "others", "écrit deux fois"),
        ("lopin", "Lopin", "others", "écrit deux fois"),
        ("lopin", "parcelle\n!!!", "others", "ne contient aucun mot"),
        ("lopin", "\n".join(f"mot{number}" for number in range(31)), "others", "30 termes au plus"),
        ("Jardin", "parcelle", "label", "commence déjà par ce terme"),
        ("…", "parcelle", "label", "ne contient aucun mot"),
    ],
)
def test_what_could_not_be_used_is_said_beside_its_field(
    desk: Any, label: str, others: str, field: str, sentence: str
) -> None:
    page = read(save(desk, label=label, others=others))
    assert sentence in words(page.select_one(f"#id_{field}").find_parent(class_="w-field"))
    assert SynonymGroup.objects.count() == 60


def test_a_term_of_two_groups_is_allowed_and_told(desk: Any) -> None:
    page = words(read(save(desk, label="renfort", others="coup de main")))
    assert "aussi dans un autre groupe, ce qui est permis : « coup de main » (bénévole, contributeur)" in page
    assert SynonymGroup.objects.filter(label="renfort").exists()
    group = SynonymGroup.objects.get(label="jardin")
    assert "aussi dans" not in words(read(save(desk, label="jardin", others="potager", group=group)))


def test_a_group_is_put_aside_or_deleted(desk: Any) -> None:
    group = SynonymGroup.objects.get(label="jardin")
    desk.post(reverse(f"{VOCABULARY}:edit", args=[group.pk]), {"label": "jardin", "others": "potager"})
    group.refresh_from_db()
    assert not group.is_active
    desk.post(reverse(f"{VOCABULARY}:delete", args=[group.pk]))
    assert not SynonymGroup.objects.filter(label="jardin").exists()


# --- Chosen answers


def answers(words: str, *rows: dict[str, Any]) -> dict[str, Any]:
    data = {"query_string": words, "editors_picks-TOTAL_FORMS": len(rows), "editors_picks-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"editors_picks-{number}-{name}": value for name, value in {"ORDER": number + 1, **row}.items()}
    return data


def test_an_answer_is_chosen_then_changed_then_taken_away(desk: Any, sheet: Any) -> None:
    empty = words(read(desk.get(reverse("chosen_answers:index"))))
    assert "Vous n’avez pas encore choisi de réponse" in empty
    desk.post(reverse("chosen_answers:add"), answers("AG", {"page": sheet.pk, "description": "Commencez ici."}))
    chosen = SearchPromotion.objects.get()
    assert (chosen.query.query_string, chosen.page_id) == ("ag", sheet.pk)
    assert sheet.title in words(read(desk.get(reverse("chosen_answers:index"))))
    edit = reverse("chosen_answers:edit", args=[chosen.query_id])
    assert "Commencez ici." in words(read(desk.get(edit)))
    data = answers("AG", {"id": chosen.pk, "page": sheet.pk, "description": "Plutôt cela."})
    desk.post(edit, data | {"editors_picks-INITIAL_FORMS": 1})
    chosen.refresh_from_db()
    assert chosen.description == "Plutôt cela."
    gone = reverse("chosen_answers:delete", args=[chosen.query_id])
    assert "Les pages elles-mêmes restent" in words(read(desk.get(gone)))
    desk.post(gone)
    assert not SearchPromotion.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"external_link_url": "https://exemple.test/"},
        {"external_link_text": "Le guide"},
        {"external_link_url": "javascript:alert(1)", "external_link_text": "Lien"},
    ],
)
def test_an_answer_that_leads_nowhere_is_refused(desk: Any, row: dict[str, str]) -> None:
    page = words(read(desk.post(reverse("chosen_answers:add"), answers("AG", row))))
    assert "Rien n’est enregistré" in page
    assert not SearchPromotion.objects.exists()


def test_the_row_given_to_fill_comes_before_those_added_below(desk: Any) -> None:
    page = read(desk.get(reverse("chosen_answers:add")))
    assert page.select_one('[name="editors_picks-0-ORDER"]')["value"] == "1"


def test_the_form_speaks_french(desk: Any) -> None:
    page = desk.get(reverse("chosen_answers:add")).content.decode()
    assert "External link" not in page
    for label in ("Quand une personne cherche", "Une page du site", "Texte de ce lien", "Pourquoi cette réponse"):
        assert label in page


# --- State of the indexes


def test_an_index_in_step_says_so(desk: Any, index: Index) -> None:
    index.sync()
    page = words(read(desk.get(reverse("search_indexes"))))
    assert "À jour" in page
    assert "Essayer de nouveau" not in page


def test_what_waits_and_what_was_set_aside_is_shown_and_tried_again(desk: Any, index: Index, sheet: Any) -> None:
    index.sync()
    long_ago = timezone.now() - timedelta(hours=3)
    IndexChange.objects.create(target=EMBEDDED, kind="fiche", object_id=sheet.pk, created_at=long_ago)
    bad = IndexChange.objects.create(
        target=EMBEDDED, kind="fiche", object_id=sheet.pk, attempts=8, set_aside_at=timezone.now(), last_error="Oups"
    )
    page = read(desk.get(reverse("search_indexes")))
    assert "depuis 3 heures" in words(page)
    form = page.select_one(f'form[action="{reverse("search_try_again")}"]')
    assert form.select_one("[name=index]")["value"] == EMBEDDED
    again = desk.post(reverse("search_try_again"), {"index": EMBEDDED}, follow=True)
    assert "1 changement est essayé de nouveau." in words(read(again))
    bad.refresh_from_db()
    assert bad.set_aside_at is None
    index.sync()
    assert not IndexChange.objects.exists()


def aside(*, kind: str, object_id: int, attempts: int = 8, error: str = "ValueError: oups") -> IndexChange:
    return IndexChange.objects.create(
        target=EMBEDDED,
        kind=kind,
        object_id=object_id,
        attempts=attempts,
        set_aside_at=timezone.now(),
        last_error=error,
    )


def test_each_thing_set_aside_is_named_with_its_reason_and_where_to_mend_it(
    desk: Any, index: Index, sheet: Any, structure: Any, pilot: Any
) -> None:
    index.sync()
    term = GlossaryTerm.objects.create(term="Usager", definition="Qui se sert d’un lieu.")
    said = comment(page=sheet, member=pilot, text="Merci.")
    aside(kind="fiche", object_id=sheet.pk)
    aside(kind="sous-arbre", object_id=structure.pk, error="<b>odd</b>")
    aside(kind="terme", object_id=term.pk, attempts=0, error="mapper_parsing_exception")
    aside(kind="commentaire", object_id=said.pk)
    aside(kind="fiche", object_id=10**9)
    aside(kind="appel", object_id=3)
    lines = [(words(line), line.select_one("a")) for line in read(desk.get(reverse("search_indexes"))).select("td li")]
    newest_first = [
        ("Contenu d’un genre inconnu ici : n° 3", "autre version du site", ""),
        ("Fiche pratique : n° 1000000000", "n’existe plus", ""),
        (f"Échange : À propos de « {sheet.title} »", "n’a pas pu être lue", f"{sheet.url}{said.suffix}"),
        ("Définition : Usager", "moteur de recherche l’a refusé", f"/glossaryterm/edit/{term.pk}/"),
        (f"Page et ce qui est en dessous : {structure.title}", "<b>odd</b>", f"/pages/{structure.pk}/edit/"),
        (f"Fiche pratique : {sheet.title}", "ValueError: oups", f"/pages/{sheet.pk}/edit/"),
    ]
    assert len(lines) == len(newest_first)
    for (text, link), (title, reason, address) in zip(lines, newest_first, strict=True):
        assert text.startswith(title)
        assert reason in text
        assert (link["href"].endswith(address) and desk.get(link["href"]).status_code == 200) if address else not link


def test_twenty_things_set_aside_are_shown_at_the_price_of_a_few_queries(
    desk: Any, index: Index, structure: Any, django_assert_num_queries: Any
) -> None:
    sheets = [factories.sheet(structure=structure) for _number in range(22)]
    index.sync()
    aside(kind="fiche", object_id=sheets[0].pk)
    desk.get(reverse("search_indexes"))
    with CaptureQueriesContext(connection) as for_one:
        desk.get(reverse("search_indexes"))
    for sheet in sheets[1:]:
        aside(kind="fiche", object_id=sheet.pk)
    with django_assert_num_queries(len(for_one)):
        page = read(desk.get(reverse("search_indexes")))
    assert len(page.select("td li")) == 20
    assert "Voici les 20 derniers." in words(page)


def test_only_a_form_tries_again_and_only_an_index_that_is_kept(desk: Any, index: Index) -> None:
    assert desk.get(reverse("search_try_again")).status_code == 405
    assert desk.post(reverse("search_try_again"), {"index": "ailleurs"}).status_code == 404


def test_the_first_page_of_the_admin_warns_only_when_something_is_wrong(desk: Any, index: Index, sheet: Any) -> None:
    index.sync()
    home = reverse("wagtailadmin_home")
    row = IndexChange.objects.create(target=EMBEDDED, kind="fiche", object_id=sheet.pk)
    assert "La recherche" not in words(read(desk.get(home)).select_one("#to-do-section"))
    IndexChange.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(minutes=11))
    assert "La recherche prend du retard" in words(read(desk.get(home)).select_one("#to-do-section"))
    IndexChange.objects.filter(pk=row.pk).update(set_aside_at=timezone.now())
    warned = read(desk.get(home)).select_one("#to-do-section")
    assert "n’a pas pu être ajouté à la recherche" in words(warned)
    assert warned.select_one(f'a[href="{reverse("search_indexes")}"]')
