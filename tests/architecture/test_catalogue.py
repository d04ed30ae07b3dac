"""The French catalogue holds every plural of the house, and zero takes the singular."""

import gettext
import io
from pathlib import Path

import pytest
from django.utils.translation import ngettext

from config.checks import catalogue

HOUSE = {
    "home/words.py": "from django.utils.translation import ngettext as n, ngettext\n"
    "def f(count):\n    return ngettext('%(n)s réponse', '%(n)s réponses', count) % {'n': count}\n",
    "templates/list.html": "{% load i18n %}{% blocktranslate count n=total trimmed %}\n  Il y a {{ n }} fiche d’accueil"
    " (à 10 %)\n{% plural %}\n  Il y a {{ n }} fiches d'accueil\n{% endblocktranslate %}"
    "{% blocktranslate count n=total context 'mail' %}{{ n }} envoi{% plural %}{{ n }} envois{% endblocktranslate %}",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, text in HOUSE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_catalogue_says_what_the_sources_say() -> None:
    assert catalogue.stale() == [], "run: make messages"


def test_zero_takes_the_singular_through_django() -> None:
    for each in catalogue.gather():
        if not each.context:
            assert ngettext(each.singular, each.plural, 0) == each.singular
            assert ngettext(each.singular, each.plural, 1) == each.singular
            assert ngettext(each.singular, each.plural, 2) == each.plural


def test_plurals_are_found_in_code_and_in_templates(house: Path) -> None:
    assert [each.singular for each in catalogue.gather(root=house)] == [
        "%(n)s envoi",
        "%(n)s réponse",
        "Il y a %(n)s fiche d’accueil (à 10 %%)",
    ]


def test_the_compiled_file_is_read_by_gettext(house: Path) -> None:
    compiled = catalogue.files(plurals=catalogue.gather(root=house))["django.mo"]
    french = gettext.GNUTranslations(io.BytesIO(compiled))
    assert french.ngettext("%(n)s réponse", "%(n)s réponses", 0) == "%(n)s réponse"
    assert french.ngettext("%(n)s réponse", "%(n)s réponses", 2) == "%(n)s réponses"
    assert french.npgettext("mail", "%(n)s envoi", "%(n)s envois", 3) == "%(n)s envois"


def test_a_new_plural_makes_the_catalogue_stale(house: Path) -> None:
    folder = house / "locale"
    assert catalogue.write(root=house, folder=folder) == 3
    assert catalogue.stale(root=house, folder=folder) == []
    (house / "home" / "more.py").write_text("ngettext('une voix', 'des voix', 2)\n")
    assert catalogue.stale(root=house, folder=folder) == ["django.po", "django.mo"]


def test_a_plural_that_is_not_plain_text_is_refused(house: Path) -> None:
    (house / "home" / "more.py").write_text("ngettext(word, 'des voix', 2)\n")
    with pytest.raises(catalogue.StaleCatalogue, match=r"more\.py:1"):
        catalogue.gather(root=house)
