"""A link that lets in whoever reads it is in no log of the machine: nginx's two, and the site's own."""

import itertools
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from community.uploads import MEGABYTE
from tests.deploy.front import NAME, Front
from tests.search.faults.scratch_site import wait_until

pytestmark = [pytest.mark.nginx, pytest.mark.django_db]

LINKS = (
    "/invitation/{}/",
    "/rejoindre/demander/confirmer/1-{}/",
    "/rejoindre/demander/oublier/1-{}/",
    "/questions/confirmer/1-{}/",
    "/questions/oublier/1-{}/",
    "/compte/adresse/lien/{}/",
    "/compte/mes-donnees/revenir/1-{}/",
    "/compte/password/reset/key/1-{}/",
)
SECRET = "d0" * 24
"""Begins every secret of these tests: none of the logs may hold it."""
_numbers = itertools.count(1)


@pytest.fixture(params=LINKS, ids=lambda link: link.split("{")[0])
def link(request: pytest.FixtureRequest) -> str:
    """The address of a link, with a secret of its own."""
    return str(request.param).format(f"{SECRET}{next(_numbers)}")


@pytest.fixture(autouse=True)
def nothing_is_noted(front: Front) -> Iterator[None]:
    """What a test asked is in none of the logs, once what comes after it is."""
    before = noted(front)
    yield
    mark = f"fin={next(_numbers)}"
    assert front.ask(f"/?{mark}").status == 200
    wait_until(lambda: mark in noted(front)["access.log"], what="what was asked last, in nginx's log", within=10)
    since = {name: text.removeprefix(before.get(name, "")) for name, text in noted(front).items()}
    holding = {name: [line for line in text.splitlines() if SECRET in line.lower()] for name, text in since.items()}
    assert {name: lines for name, lines in holding.items() if lines} == {}


def noted(front: Front) -> dict[str, str]:
    """Every log, as it is now."""
    return {path.name: path.read_text(errors="replace") for path in Path(front.folder).glob("*.log")}


def sent(line: socket.socket, *lines: str) -> bytes:
    """What comes back when these lines are sent as they are."""
    line.sendall("\r\n".join((*lines, "", "")).encode())
    answer = line.recv(65536)
    line.close()
    return answer


def test_a_link_that_is_opened(front: Front, link: str) -> None:
    assert front.ask(link).status in {200, 302, 404}


@pytest.mark.parametrize(
    "mangled",
    [
        lambda link: link.removesuffix("/"),
        lambda link: f"{link}de-trop/",
        lambda link: f"/{link}",
        lambda link: link.replace("i", "%69"),
        lambda link: link.replace(SECRET, f"{SECRET}%20{SECRET}"),
        str.upper,
    ],
    ids=["without its slash", "with more", "two slashes", "in signs", "cut by a space", "in capitals"],
)
def test_a_link_that_is_mistyped(front: Front, link: str, mangled: Callable[[str], str]) -> None:
    assert front.ask(mangled(link)).status in {200, 301, 302, 404}


def test_a_link_that_is_asked_without_encryption(front: Front, link: str) -> None:
    assert front.ask_plainly(link).status == 301
    assert front.ask_plainly(f"{link}?{'x' * 9000}").status == 414


def test_a_link_under_another_name(front: Front, link: str) -> None:
    with pytest.raises(ConnectionError):
        front.ask(link, headers={"Host": "autre.example.org"})
    with pytest.raises(ConnectionError):
        front.ask_plainly(link, name="autre.example.org")


def test_a_link_with_which_too_much_is_sent(front: Front, link: str) -> None:
    answer = sent(front.connected(), f"POST {link} HTTP/1.1", f"Host: {NAME}", f"Content-Length: {400 * MEGABYTE}")
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_link_that_is_too_long(front: Front, link: str) -> None:
    for length in (9000, 5000):  # too long for nginx, too long for gunicorn
        assert front.ask(f"{link}?{'x' * length}").status == 414


def test_a_link_asked_with_what_nginx_refuses(front: Front, link: str) -> None:
    assert front.ask(link, headers={"Cookie": "x" * 9000}).status == 400
    assert front.ask(link, method="TRACE").status == 405
    assert sent(front.connected(), f"GET {link} HTTP/1.1", f"Host: {NAME}", "Host: b", "").startswith(b"HTTP/1.1 400 ")


def test_a_link_whose_reader_goes_away_in_the_middle(front: Front, link: str) -> None:
    line = front.connected()
    line.sendall(f"GET {link} HTTP/1.1\r\nHost: ".encode())
    time.sleep(0.1)
    line.close()


def test_a_link_that_gunicorn_cannot_read(front: Front, link: str) -> None:
    assert sent(front.connected(), f"GET {link}\u00e9 HTTP/1.1", f"Host: {NAME}").startswith(b"HTTP/1.1 400 ")


def test_a_link_inside_another_address(front: Front, link: str) -> None:
    for next_page in (link, link.replace("/", "%2F")):
        assert front.ask(f"/compte/login/?next={next_page}").status == 200


def test_a_link_as_the_page_that_one_comes_from(front: Front, link: str) -> None:
    assert front.ask("/static/img/nulle-part.svg", headers={"Referer": f"https://{NAME}{link}"}).status == 404


def test_the_page_of_a_link_tells_no_other_page_its_address(front: Front, link: str) -> None:
    for address in (link, f"{link}de-trop/", link.removesuffix("/")):
        assert front.ask(address).headers["referrer-policy"] in {"no-referrer", "strict-origin"}
    assert front.ask("/").headers["referrer-policy"] == "same-origin"


def test_links_while_the_site_is_away(front: Front) -> None:
    front.stop_site()
    answers = [front.ask(link.format(f"{SECRET}{next(_numbers)}")) for link in LINKS]
    front.serve_again()
    assert {answer.status for answer in answers} == {503}
