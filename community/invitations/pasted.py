"""A list of people as it comes: one address a line, columns of a spreadsheet, the « À » line of a mail.

Nothing is looked up here: each person becomes a `PastedLine`, with what could be read of it and what could not.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from community.addresses import canonical
from community.letters import plain
from community.models import Membership
from community.models.addresses import validate_address

LONGEST_LIST = 200_000  # characters: two thousand lines, with their columns
MOST_PEOPLE = 2_000
LONGEST_NAME = 80

ROLES = {
    "pilote": Membership.Role.PILOT,
    "copilote": Membership.Role.COPILOT,
    "co-pilote": Membership.Role.COPILOT,
    "membre": Membership.Role.MEMBER,
}
ADDRESS, NAME, STRUCTURE, ROLE = "address", "name", "structure", "role"
HEADINGS = {
    **dict.fromkeys(("adresse", "adresse e-mail", "adresse mail", "e-mail", "email", "mail", "courriel"), ADDRESS),
    **dict.fromkeys(("adresse email", "adresse electronique", "mel"), ADDRESS),
    **dict.fromkeys(("nom", "prenom", "nom prenom", "prenom nom", "prenom et nom", "nom et prenom", "personne"), NAME),
    **dict.fromkeys(("nom affiche", "nom complet", "name", "first name", "last name"), NAME),
    **dict.fromkeys(("structure", "association", "organisme", "organisation", "entreprise"), STRUCTURE),
    **dict.fromkeys(("nom de la structure",), STRUCTURE),
    "role": ROLE,  # not « fonction »: what somebody does there is another thing
}

_OF_A_MAIL = re.compile(r"^\s*(?:à|a|to|cc|cci|bcc|destinataires?)\s*:\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<([^<>]*)>")
_ALIGNED = re.compile(r"[ \N{NO-BREAK SPACE}]{2,}")  # columns drawn with spaces, in a mail or a text
_AROUND = " \t\"'“”«»\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_AROUND_AN_ADDRESS = f"{_AROUND}()[]<>.,;:"


@dataclass(frozen=True, kw_only=True)
class PastedLine:
    """One person of a list; `structure` as it is written there."""

    number: int
    text: str
    address: str = ""
    is_sound: bool = True  # of the address
    name: str = ""
    structure: str = ""
    role: str = ""
    unknown_role: str = ""


Finder = Callable[[str], bool]
"""Whether some words look like a structure's name."""


def people_in(text: str, *, looks_like_a_structure: Finder) -> list[PastedLine]:
    """Everybody whom a list names, in its order; lines with nothing to see are left out."""
    found: list[PastedLine] = []
    headings: list[str] | None = None
    for number, line in enumerate(text.replace("\ufeff", "").splitlines(), start=1):
        if not line.strip(_AROUND_AN_ADDRESS):
            continue
        if not found and headings is None and (headings := _headings(line)):
            continue
        if headings:
            found.append(_by_headings(number, line, headings))
        else:
            found.extend(_as_it_comes(number, line, looks_like_a_structure))
    return found


def _headings(line: str) -> list[str] | None:
    """What each column holds, where the first line says so."""
    if "@" in line:
        return None
    kinds = [HEADINGS.get(plain(cell), "") for cell in _cells(line)]
    return kinds if ADDRESS in kinds else None


def _by_headings(number: int, line: str, headings: list[str]) -> PastedLine:
    cells = list(zip(headings, _cells(line), strict=False))
    held = {kind: " ".join(cell for of, cell in cells if of == kind and cell) for kind in (NAME, STRUCTURE, ROLE)}
    read = _with_address(PastedLine(number=number, text=line), next((cell for of, cell in cells if of == ADDRESS), ""))
    role = ROLES.get(plain(held[ROLE]), "")
    return replace(
        read,
        name=_name(held[NAME]) or read.name,
        structure=held[STRUCTURE],
        role=role,
        unknown_role="" if role else held[ROLE],
    )


def _as_it_comes(number: int, line: str, looks_like_a_structure: Finder) -> Iterator[PastedLine]:
    if line.count("@") > 1:
        for one in _one_by_one(_OF_A_MAIL.sub("", line)):
            yield _with_address(PastedLine(number=number, text=one), one)
        return
    yield _by_what_it_holds(number, line, _cells(_OF_A_MAIL.sub("", line)), looks_like_a_structure)


def _by_what_it_holds(number: int, line: str, cells: list[str], looks_like_a_structure: Finder) -> PastedLine:
    """Columns in any order: the address has an @, roles are known, structures too; the rest is a name."""
    place = next((at for at, cell in enumerate(cells) if "@" in cell), -1)
    read = _with_address(PastedLine(number=number, text=line), cells[place] if place >= 0 else "")
    rest = [cell for at, cell in enumerate(cells) if at != place and cell]
    role = next((ROLES[plain(cell)] for cell in rest if plain(cell) in ROLES), "")
    rest = [cell for cell in rest if plain(cell) not in ROLES]
    structure = next((cell for cell in rest if looks_like_a_structure(cell)), "")
    names = [cell for cell in rest if cell != structure]
    is_after = bool(names) and 0 <= place < cells.index(names[-1])
    if not structure and is_after and (read.name or len(names) > 1):
        structure = names.pop()  # a name is there already: what is left is a structure that nobody knows
    return replace(read, name=_name(" ".join([*names[:2], read.name])), structure=structure, role=role)


def _with_address(line: PastedLine, cell: str) -> PastedLine:
    """« Prénom Nom <adresse> », or the address alone."""
    brackets = _IN_BRACKETS.search(cell)
    inside = brackets is not None and "@" in brackets[1]
    written = brackets[1] if brackets is not None and inside else cell
    name = _name(cell[: brackets.start()]) if brackets is not None and inside else ""
    if not inside and " " in written.strip():  # « Marie Dupont marie@exemple.fr »
        words = written.split()
        written = next((word for word in words if "@" in word), written)
        name = _name(" ".join(words[: words.index(written)])) if written in words else ""
    address = canonical(written.strip(_AROUND_AN_ADDRESS).removeprefix("mailto:"))
    return replace(line, address=address, is_sound=_is_sound(address), name=name)


def _is_sound(address: str) -> bool:
    try:
        validate_address(address)
    except ValidationError:
        return False
    return len(address) <= 254  # as long as the field


def _one_by_one(line: str) -> Iterator[str]:
    """The people of a « À » line; « Dupont, Marie <…> » is one."""
    sign = ";" if ";" in line else "," if "," in line else None
    pieces = _split(line, sign) if sign else line.replace(">", "> ").split()
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece.strip())
        if "@" in piece:
            yield " ".join(waiting).strip()
            waiting = []


def _cells(line: str) -> list[str]:
    sign = next((sign for sign in "\t;," if sign in line), None)
    pieces = _split(line, sign) if sign else _ALIGNED.split(line.strip())
    return [piece.strip(_AROUND).replace('""', '"') for piece in pieces]


def _split(line: str, sign: str) -> list[str]:
    """Cut at this sign, but between quotes or angle brackets."""
    pieces, start, quoted, inside = [], 0, False, False
    for at, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char in "<>" and not quoted:
            inside = char == "<"
        elif char == sign and not quoted and not inside:
            pieces.append(line[start:at])
            start = at + 1
    if quoted or inside:  # never closed: the sign counts wherever it is
        return line.split(sign)
    return [*pieces, line[start:]]


def _name(text: str) -> str:
    """A name to propose; nothing that looks like an address, of a mailbox or of a site."""
    name = " ".join(text.strip(_AROUND).split())
    return "" if re.search(r"[@/\\<>]|www\.", name) else name[:LONGEST_NAME].strip()
