"""The rule of visibility reads each page once, however many there are: the database's own plan says so."""

import json
import re
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from wagtail.models import Locale, Page, PageViewRestriction

from community.comments.whose import structures_of
from community.models import ParcoursIndexPage, ParcoursPage, StructureIndexPage, StructurePage
from community.people.page import places_of
from community.visibility import visible_to
from practices.contributions.screens.mine import _states_of
from practices.models import PracticePage, TestimonialPage
from tests.standing import standing

pytestmark = pytest.mark.django_db
STRUCTURES, SHEETS = 100, 19


@standing
def crowd(site: Any) -> None:
    """Two thousand pages, written at once: some off line, some below what is off line."""
    index = StructureIndexPage.objects.get()
    first = 500
    structures = [row(index, first + n, StructurePage, live=n % 20 != 0) for n in range(STRUCTURES)]
    Page.objects.bulk_create(structures)
    sheets = [row(above, n + 1, PracticePage, live=n % 9 != 0) for above in structures for n in range(SHEETS)]
    Page.objects.bulk_create(sheets)
    for model, pages in ((StructurePage, structures), (PracticePage, sheets)):
        rows = [model(page_ptr_id=page.pk) for page in pages]
        for start in range(0, len(rows), 20):  # SQLite takes some thousand values at once
            model._base_manager._insert(
                rows[start : start + 20], fields=model._meta.local_concrete_fields, using="default"
            )


def row(above: Page, number: int, model: type[Page], *, live: bool) -> Page:
    name = f"page-{uuid.uuid4().hex[:12]}"
    return Page(
        title=name,
        draft_title=name,
        slug=name,
        url_path=f"{above.url_path}{name}/",
        path=Page._get_path(above.path, above.depth + 1, number),
        depth=above.depth + 1,
        live=live,
        content_type=ContentType.objects.get_for_model(model),
        locale=Locale.objects.get(),
    )


def questions(member: Any) -> dict[str, QuerySet[Any]]:
    structure = StructurePage.objects.last()
    return {
        "every sheet": PracticePage.objects.visible_to(member).order_by(),
        "the newest": PracticePage.objects.visible_to(member).order_by("-first_published_at", "-pk"),
        "testimonials": TestimonialPage.objects.visible_to(member),
        "parcours": ParcoursPage.objects.visible_to(member),
        "those of a structure": PracticePage.objects.child_of(structure).visible_to(member),
        "any page": visible_to(Page.objects.all(), member),
        "one page": visible_to(Page.objects.filter(pk=structure.pk), member),
    }


def scans_inside_a_row(asked: QuerySet[Any]) -> list[str]:
    """The steps of the plan that read all pages again and again, once a row of another table."""
    if connection.vendor == "postgresql":
        return list(_repeated(json.loads(asked.explain(format="json"))[0]["Plan"], is_inside=False))
    lines = [re.fullmatch(r"(\d+) (\d+) \d+ (.*)", line) for line in asked.explain().splitlines()]
    steps = {found[1]: (found[2], found[3]) for found in lines if found}
    return [
        step
        for above, step in steps.values()
        if step.startswith("SCAN")
        and any("CORRELATED" in name for name in _names_above(above, steps))
        # beside a search by key, it is the few restrictions that are read, and the page of each that is found
        and not any(beside == above and "INTEGER PRIMARY KEY" in other for beside, other in steps.values())
    ]


def _names_above(number: str, steps: dict[str, tuple[str, str]]) -> list[str]:
    names = []
    while number in steps:
        number, name = steps[number]
        names.append(name)
    return names


def _repeated(plan: dict[str, Any], *, is_inside: bool) -> list[str]:
    is_pages = plan.get("Relation Name") == Page._meta.db_table and plan["Node Type"] == "Seq Scan"
    found = [plan["Alias"]] if is_inside and is_pages else []
    hashed = " ".join(re.findall(r"hashed SubPlan \d+", str(plan)))
    for below in plan.get("Plans", []):
        place = below["Parent Relationship"]
        is_inner = plan["Node Type"] == "Nested Loop" and place == "Inner"
        is_asked_again = place == "SubPlan" and below["Subplan Name"] not in hashed
        found += _repeated(below, is_inside=is_inside or is_inner or is_asked_again)
    return found


def work_of(ask: Callable[[], object]) -> int:
    """How many thousand steps SQLite takes to answer what is asked here."""
    counted = 0

    def one_more() -> int:
        nonlocal counted
        counted += 1
        return 0

    connection.connection.set_progress_handler(one_more, 1000)
    try:
        ask()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return counted


def test_no_page_makes_the_database_read_all_the_others(crowd: None, outsider: Any) -> None:
    """With nothing restricted, then five structures; as SQLite guesses, then with statistics.

    PostgreSQL takes its own within a minute of such a change: before, what it guesses depends on the tests before this.
    """
    for is_restricted in (False, True):
        if is_restricted:
            for page in StructurePage.objects.filter(live=True)[:5]:
                PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        if connection.vendor == "sqlite":
            _check_plans(outsider)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _check_plans(outsider)


def _check_plans(outsider: Any) -> None:
    for member in (None, outsider):
        for name, asked in questions(member).items():
            assert scans_inside_a_row(asked) == [], f"{name}\n{asked.explain()}"
            if connection.vendor == "sqlite":
                assert work_of(partial(len, asked.values_list("pk"))) < 1000, name  # page by page: above 20 000


def test_where_people_belong_is_asked_of_their_places_and_of_no_other_structure(
    crowd: None, pilot: Any, outsider: Any
) -> None:
    """Beside a comment, and on a member's page. Of a list, SQLite would find every structure that the reader sees."""
    for ask in (
        lambda: structures_of(members=[pilot.pk], reader=outsider),
        lambda: places_of(person=pilot, member=outsider),
    ):
        assert ask()  # what is the same for all is then written
        if connection.vendor == "sqlite":
            assert work_of(ask) < 5  # of a list: 12
        else:
            with connection.execute_wrapper(_plan_first):
                ask()


def test_what_stands_below_a_page_is_found_without_the_rest_of_the_site(crowd: None, outsider: Any) -> None:
    """A structure's sheets, and the few editions: SQLite read the row of every page for each."""
    structure, editions = StructurePage.objects.last(), ParcoursIndexPage.objects.get()
    for member in (None, outsider):
        for below in (PracticePage.objects.child_of(structure), ParcoursPage.objects.child_of(editions)):
            ask = partial(_read_anew, below.visible_to(member).values_list("pk"))
            ask()  # what is the same for all is then written
            if connection.vendor == "sqlite":
                assert work_of(ask) < 5  # with a LIKE: 12
            else:
                with connection.execute_wrapper(_plan_first):
                    ask()


def test_what_a_structure_wrote_is_found_without_the_rest_of_the_site(crowd: None) -> None:
    ask = partial(_states_of, [StructurePage.objects.last()])
    ask()
    if connection.vendor == "sqlite":
        assert work_of(ask) < 5  # of the types that one may write, whoever wrote them: 20
    else:
        with connection.execute_wrapper(_plan_first):
            ask()


def _read_anew(asked: QuerySet[Any]) -> None:
    list(asked.all())


def _plan_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """PostgreSQL: of what is asked, no page is read but those of these places and above them."""
    cursor = connection.cursor().cursor  # not the door through which this comes
    cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
    assert _pages_read(cursor.fetchone()[0][0]["Plan"]) < STRUCTURES
    return execute(sql, params, many, context)


def _pages_read(plan: dict[str, Any]) -> int:
    here = plan["Actual Rows"] * plan["Actual Loops"] if plan.get("Relation Name") == Page._meta.db_table else 0
    return int(here) + sum(map(_pages_read, plan.get("Plans", [])))
