"""No form of the site speaks with the framework's words: empty, too long or malformed, an answer is told in ours."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polib
import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.test import Client
from django.urls import reverse

from config.checks.catalogue import said_otherwise
from practices.contributions.acts import drafts
from tests import factories
from tests.community.accounts.asking import come_in

LIBRARIES = (
    *("django.conf", "django.contrib.auth", "wagtail", "wagtail.admin", "wagtail.users", "wagtail.snippets"),
    *("wagtail.images", "wagtail.documents", "wagtail.contrib.search_promotions", "wagtail.contrib.redirects"),
    *("wagtail.sites", "wagtailmedia", "taggit"),
)
OF_THE_FRAMEWORK = re.compile(
    r"Assurez-vous|Saisissez|Ce champ (?:est obligatoire|ne )|Champ requis|Sélectionnez un choix|-----|\(e\)|\(le\)"
    r"|Téléversez|n’a été soumis|ManagementForm"
)
ABOUT_FORMS = ("forms/", "core/validators", "db/models/fields")


def catalogue_of(library: str) -> polib.POFile:
    spec = find_spec(library)
    assert spec
    assert spec.origin
    return polib.pofile(str(Path(spec.origin).parent / "locale" / "fr" / "LC_MESSAGES" / "django.po"))


def said(entry: polib.POEntry) -> str:
    return entry.msgstr or " ".join(entry.msgstr_plural.values())


def test_what_is_said_otherwise_is_still_said_by_a_library() -> None:
    theirs = {entry.msgid for library in LIBRARIES for entry in catalogue_of(library)}
    assert [entry.msgid for entry in said_otherwise() if entry.msgid not in theirs] == []


def test_our_words_hold_no_value_that_theirs_do_not() -> None:
    values = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    for entry in said_otherwise():
        assert set(values.findall(said(entry))) <= set(values.findall(entry.msgid + entry.msgid_plural)), entry.msgid


def test_django_says_nothing_of_a_form_that_we_have_not_written() -> None:
    ours = {entry.msgid for entry in said_otherwise()}
    theirs = [
        entry.msgid
        for entry in catalogue_of("django.conf")
        if any(place.startswith(ABOUT_FORMS) for place, _line in entry.occurrences)
        and OF_THE_FRAMEWORK.search(said(entry))
    ]
    assert [text for text in theirs if text not in ours] == []


@pytest.fixture
def addresses(structure: Any, pilot: Any, sheet: Any) -> list[str]:
    """Every page with a form to fill in, for a pilot who is a facilitator too."""
    draft = factories.testimonial(structure=structure, owner=pilot, live=False)
    record = factories.consent(testimonial=draft)
    own = factories.sheet(structure=structure, owner=pilot, live=False)
    waiting = factories.sheet(structure=factories.structure(), live=False)
    drafts.submit(page=waiting, member=factories.member(structure=waiting.get_parent().specific, role="member"))
    return [
        reverse("account_change_password"),
        reverse("contact", args=[factories.structure(contact_optin=True).pk]),
        reverse("structure_card", args=[structure.pk]),
        reverse("comments:write", args=[sheet.pk]),
        f"{reverse('contributions:start', args=['fiche'])}?structure={structure.pk}",
        f"{reverse('contributions:start', args=['temoignage'])}?structure={structure.pk}",
        reverse("contributions:edit", args=[own.pk]),
        reverse("contributions:consents", args=[draft.pk]),
        reverse("contributions:renew_consent", args=[record.pk]),
        reverse("contributions:review", args=[waiting.pk]),
    ]


VALUES = {"empty": "", "too long": "x" * 20_000, "malformed": "\x00<b>99999999999999999999</b>@"}


def filled(form: Tag, value: str) -> dict[str, str]:
    """The fields of a form, those that nobody fills in as they are."""
    sent = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", field.name)
        if name and kind not in ("file", "submit", "checkbox", "radio"):
            sent[name] = field.get("value", "") if kind == "hidden" else value
    return sent


def shown(response: Any) -> Iterator[str]:
    """What the framework says in a page, values that were typed apart."""
    page = BeautifulSoup(response.content, "html.parser")
    for typed in page.find_all("textarea"):
        typed.clear()
    yield from OF_THE_FRAMEWORK.findall(page.get_text())


@pytest.mark.django_db
@pytest.mark.parametrize("value", VALUES)
def test_no_form_of_a_member_says_what_the_framework_says(value: str, addresses: list[str], pilot: Any) -> None:
    pilot.is_facilitator = True
    pilot.save()
    client = Client()
    come_in(client, pilot)
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        assert list(shown(page)) == [], address
        main = BeautifulSoup(page.content, "html.parser").find("main")
        forms = main.find_all("form", method="post") if main else []
        assert forms, address
        for form in forms:
            answer = client.post(form.get("action") or address, filled(form, VALUES[value]), follow=True)
            assert answer.status_code in (200, 400), address
            assert list(shown(answer)) == [], address


@pytest.mark.django_db
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("path", ["/compte/login/", "/compte/login/?par=mot-de-passe", "/compte/code/"])
def test_no_form_of_a_visitor_says_what_the_framework_says(value: str, path: str, client: Client, site: Any) -> None:
    client.post(reverse("account_login"), {"email": "personne@exemple.test"})
    form = BeautifulSoup(client.get(path).content, "html.parser").select_one("main form[method=post]")
    assert form
    answer = client.post(path, filled(form, VALUES[value]))
    assert list(shown(answer)) == []


def test_a_limit_says_how_many_there_are() -> None:
    with pytest.raises(ValidationError) as refused:
        MaxLengthValidator(80)("x" * 95)
    assert refused.value.messages == ["80 caractères au plus\u00a0: il y en a 95."]
