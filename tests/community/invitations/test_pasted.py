"""Lists as people paste them: each person is read, whatever the columns, the quotes and the line ends."""

from pathlib import Path

import pytest

from community.invitations.pasted import PastedLine, people_in
from community.models import StructurePage
from community.structures.nearest import Structures

TITLES = ("Le Café des Tilleuls", "La Ressourcerie du Marais", "Épicerie L’Escale")
STRUCTURES = Structures([StructurePage(title=title, content_type_id=1) for title in TITLES])


def read(text: str) -> list[PastedLine]:
    return people_in(text, looks_like_a_structure=STRUCTURES.look_like_one)


def one(text: str) -> tuple[str, str, str, str]:
    [line] = read(text)
    return line.address, line.name, line.structure, line.role


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("nadia@exemple.fr", ""),
        ("  NADIA@Exemple.FR  ", ""),
        ("<nadia@exemple.fr>", ""),
        ("Nadia Benali <nadia@exemple.fr>", "Nadia Benali"),
        ("Élodie Œuvrard <nadia@exemple.fr>,", "Élodie Œuvrard"),
        ('"Benali, Nadia" <nadia@exemple.fr>', "Benali, Nadia"),
        ("'Nadia Benali' <nadia@exemple.fr>;", "Nadia Benali"),
        ("« Nadia Benali » <nadia@exemple.fr>", "Nadia Benali"),
        ("Benali, Nadia <nadia@exemple.fr>", "Benali Nadia"),
        ("Nadia Benali nadia@exemple.fr", "Nadia Benali"),
        ("Nadia\tBenali\tnadia@exemple.fr", "Nadia Benali"),
        ("nadia@exemple.fr;Nadia Benali", "Nadia Benali"),
        ("mailto:nadia@exemple.fr", ""),
        ("nadia@ex\u200bemple.fr", ""),
        ("À : Nadia Benali <nadia@exemple.fr>", "Nadia Benali"),
        ("\ufeffNadia Benali;nadia@exemple.fr", "Nadia Benali"),
        ("https://piege.test <nadia@exemple.fr>", ""),
    ],
)
def test_a_person_is_an_address_and_perhaps_a_name(line: str, name: str) -> None:
    assert one(line) == ("nadia@exemple.fr", name, "", "")


@pytest.mark.parametrize(
    "line",
    [
        "Nadia Benali\tnadia@exemple.fr\tLe Café des Tilleuls\tpilote",
        "Le Café des Tilleuls;Nadia Benali;nadia@exemple.fr;Pilote",
        "pilote,nadia@exemple.fr,Nadia Benali,LE CAFE DES TILLEULS",
        '"Le Café des Tilleuls","Nadia Benali","nadia@exemple.fr","pilote"',
        "Nadia;Benali;nadia@exemple.fr;Le Café des Tilleuls;pilote",
        "Nadia Benali <nadia@exemple.fr>; Le Café des Tilleuls; pilote",
        "Nadia Benali     nadia@exemple.fr     Le Café des Tilleuls   pilote",
        "  Nadia  Benali  <nadia@exemple.fr>  Le Café des Tilleuls  pilote",
    ],
)
def test_columns_come_in_any_order(line: str) -> None:
    address, name, structure, role = one(line)
    assert (address, name, role) == ("nadia@exemple.fr", "Nadia Benali", "pilot")
    assert STRUCTURES.named(structure) is not None


def test_a_first_line_may_name_the_columns() -> None:
    headings = "Structure;Fonction;Nom;Prénom;Adresse e-mail;Rôle"
    text = f"{headings}\r\nCafé X;directrice;Benali;Nadia;nadia@exemple.fr;co-pilote\r\n"
    [line] = read(text)
    assert (line.number, line.name, line.structure, line.role) == (2, "Benali Nadia", "Café X", "copilot")


def test_the_list_of_the_recipe_is_read_as_it_is_printed() -> None:
    recipe = (Path(__file__).resolve().parents[3] / "docs" / "recipes" / "invite-a-cohort.md").read_text()
    found = read(recipe.partition("```text\n")[2].partition("```")[0])
    assert [(line.address, line.name, line.structure, line.role) for line in found] == [
        ("nadia@exemple.fr", "Nadia Benali", "Le Café des Tilleuls", "pilot"),
        ("paul@exemple.fr", "Paul Petit", "Le Café des Tilleuls", "copilot"),
    ]


def test_a_column_left_empty_stays_empty() -> None:
    [line] = read("Nom\tE-mail\tStructure\tRôle\nNadia\tnadia@exemple.fr\t\t")
    assert (line.name, line.structure, line.role, line.unknown_role) == ("Nadia", "", "", "")


@pytest.mark.parametrize(
    "line",
    [
        "À : Nadia <a@exemple.fr>, Paul Petit <b@exemple.fr>, c@exemple.fr",
        "Nadia <a@exemple.fr>; Paul Petit <b@exemple.fr>; c@exemple.fr;",
        "a@exemple.fr b@exemple.fr c@exemple.fr",
        '"Martin, Nadia" <a@exemple.fr>, "Petit, Paul" <b@exemple.fr>, <c@exemple.fr>',
    ],
)
def test_the_line_of_a_mail_holds_several_people(line: str) -> None:
    assert [person.address for person in read(line)] == ["a@exemple.fr", "b@exemple.fr", "c@exemple.fr"]


def test_numbers_are_those_of_the_lines_and_empty_ones_are_nobody() -> None:
    assert [(line.number, line.address) for line in read("\n\na@exemple.fr\r\n ; ; \r\nb@exemple.fr")] == [
        (3, "a@exemple.fr"),
        (5, "b@exemple.fr"),
    ]


@pytest.mark.parametrize(
    "line", ["nadia@", "nadia@exemple", "@exemple.fr", "na dia@@exemple.fr", f"{'a' * 300}@exemple.fr"]
)
def test_an_address_that_is_none_is_said_to_be_none(line: str) -> None:
    assert not read(line)[0].is_sound


def test_a_line_without_address_is_a_line() -> None:
    assert read("Nadia Benali")[0].address == ""


def test_the_closest_structure_is_proposed_and_a_far_one_is_not() -> None:
    closest = STRUCTURES.closest("Café de Tilleul")
    assert closest is not None
    assert closest.title == "Le Café des Tilleuls"
    assert STRUCTURES.closest("Garage solidaire") is None


def test_quotes_and_brackets_that_never_close_hide_nobody() -> None:
    assert one('"Nadia;nadia@exemple.fr')[0] == "nadia@exemple.fr"
    assert one("Nadia <nadia@exemple.fr;pilote")[0] == "nadia@exemple.fr"
