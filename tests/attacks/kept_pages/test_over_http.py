"""What a real server answers with pages that are kept: whole, well-formed, and never somebody else's.

Whatever strangers ask, the page that the next visitor is shown is the one made for a visitor alone. Who sends a
session's cookie, be it nobody's, is never shown a kept page: their answer is what each is compared with.
"""

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests import factories
from tests.attacks.kept_pages.served import Host

pytestmark = pytest.mark.django_db(transaction=True)
FRESH = {"Cookie": "sessionid=nobody"}
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def host(sheet: Any, structure: Any, tmp_path: Path) -> Iterator[Host]:
    factories.testimonial(structure=structure)
    with Host("ici", names=["ici"], folder=tmp_path, workers=1, is_loaded_first=True).serving() as served:
        yield served


def asked(host: Host, address: str, method: str = "GET", **headers: str) -> Answer:
    """One answer, to the letter: no client between us changes the address or the headers."""
    with socket.create_connection(("127.0.0.1", host.port), timeout=30) as line:
        lines = {"Host": "127.0.0.1", **{name.replace("__", "_"): value for name, value in headers.items()}}
        told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        line.sendall(f"{method} {address} HTTP/1.1\r\n{told}Connection: close\r\n\r\n".encode("latin-1"))
        answer = http.client.HTTPResponse(line, method=method)
        answer.begin()
        body = answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def shown(host: Host, address: str, **headers: str) -> tuple[int, bytes]:
    status, _headers, body = asked(host, address, **headers)
    return status, body


def test_a_kept_page_is_a_whole_answer(host: Host, sheet: Any) -> None:
    asked(host, sheet.url)
    status, headers, body = asked(host, sheet.url)
    assert (status, int(headers["content-length"])) == (200, len(body))
    assert "transfer-encoding" not in headers
    assert asked(host, sheet.url, "HEAD")[1].get("etag") == headers["etag"]
    status, same, nothing = asked(host, sheet.url, **{"If-None-Match": headers["etag"]})
    assert (status, nothing, same["etag"], same["cache-control"]) == (304, b"", headers["etag"], "private, no-cache")
    assert asked(host, sheet.url, **{"If-None-Match": f'"x", W/{headers["etag"]}'})[0] == 304
    assert asked(host, sheet.url, Range="bytes=0-9")[0] == 200
    assert asked(host, sheet.url, **{"If-Match": '"x"'})[0] in (200, 412)


def test_several_answers_on_one_connection_are_told_apart(host: Host, sheet: Any) -> None:
    """A HEAD that sent a body, or a 304 that did, would be read as the beginning of the next answer."""
    line = http.client.HTTPConnection("127.0.0.1", host.port, timeout=30)
    line.request("GET", sheet.url)
    first = line.getresponse()
    etag, body = first.headers["ETag"], first.read()
    for method, headers in (("HEAD", {}), ("GET", {"If-None-Match": etag}), ("HEAD", {"If-None-Match": etag})) * 2:
        line.request(method, sheet.url, headers=headers)
        assert line.getresponse().read() == b""
    line.request("GET", sheet.url)
    assert line.getresponse().read() == body
    line.close()


STRANGE_HEADERS: list[dict[str, str]] = [
    {"X-Forwarded-Host": "zmark.example"},
    {"X-Forwarded-Proto": "https"},
    {"X-Forwarded-For": "zmark", "Forwarded": "host=zmark.example"},
    {"X-Original-URL": "/zmark/", "X-Rewrite-URL": "/zmark/"},
    {"SCRIPT__NAME": "/structures"},
    {"SCRIPT__NAME": "/zmark"},
    {"X-Script-Name": "/zmark"},
    {"Host": "127.0.0.1:81"},
    {"Host": "LOCALHOST"},
    {"Host": "zmark.example"},
    {"Host": "127.0.0.1/zmark"},
    {"Referer": "https://zmark.example/", "User-Agent": "zmark", "Accept-Language": "zmark", "Accept": "zmark/zmark"},
    {"X-HTTP-Method-Override": "DELETE", "X-Requested-With": "XMLHttpRequest"},
    {"Cookie": "sessionid="},
    {"Cookie": "sessionid"},
    {"Cookie": "sessionid=zmark; sessionid=zmark2"},
    {"Cookie": "csrftoken=zmark; messages=zmark"},
    {"Cookie": "zmark=1; csrftoken=zmark"},
    {"Authorization": "Basic em1hcms6em1hcms="},
    {"HX-Request": "true"},
    {"HX-Target": "resultats", "HX-Current-URL": "https://zmark.example/"},
    {"Range": "bytes=0-9", "If-Range": '"zmark"'},
    {"Accept-Encoding": "gzip;q=0, br, identity"},
]


@pytest.fixture
def addresses(sheet: Any, structure: Any) -> list[str]:
    return ["/structures/", structure.url, sheet.url, "/", "/flux/", "/recherche/?q=mardi"]


def test_no_stranger_s_headers_change_what_the_next_visitor_is_shown(host: Host, addresses: list[str]) -> None:
    """Each asks first, when nothing is kept: what a stranger was shown would be kept for the others."""
    before = {address: shown(host, address, **FRESH) for address in addresses}
    wrong = []
    for headers in STRANGE_HEADERS:
        factories.member()  # nothing that was kept holds any more
        for address in addresses:
            status, body = shown(host, address, **headers)
            if "SCRIPT__NAME" not in headers and (
                status >= 500 or b"zmark" in body
            ):  # gunicorn's own 500, for them alone
                wrong.append(f"{headers} {address}: {status} for who asked")
            if shown(host, address) != before[address]:
                wrong.append(f"{headers} {address}: for the next")
    assert wrong == []


def odd_addresses(page: str) -> list[str]:
    name = page.strip("/")
    return [
        f"{page}?", f"{page}?&", f"{page}?t", f"{page}?t=", f"{page}?t=%FF%FE", f"{page}?t=1;zz=2", f"{page}?%74=2",
        f"{page}?t=1&t=2", f"{page}?t=%00", f"{page}?t=2#x", f"{page}?zz=zmark", f"{page}?page=2&page=zmark",
        f"{page}?T=2", f"{page}?t[]=2", f"{page}?t=+2", f"{page}?t=%C3%A9&%C3%A9=1", f"{page}?t={'9' * 5000}",
        f"{page}?" + "&".join(f"t={number}" for number in range(900)), f"{page}?" + "&".join(["t"] * 1100),
        f"/{quote(name[0])}{name[1:]}/", f"/%{ord(name[0]):02x}{name[1:]}/", f"//{name}/", f"/{name}//", f"/{name}",
        f"/./{name}/", f"/x/../{name}/", f"/{name.replace('/', '%2F')}/", f"/{name}/%20", f"/{name}/%00",
        f"/{name}/%FF/",
        f"/{name.upper()}/", f"{page};zz", f"{page}?q={'é'.encode().decode('latin-1')}", f"/{'a' * 3000}/",
    ]  # fmt: skip


def test_every_spelling_of_an_address_is_answered_as_it_would_be_without_anything_kept(host: Host, sheet: Any) -> None:
    wrong = []
    for address in [*odd_addresses(sheet.url), *odd_addresses("/pratiques/"), *odd_addresses("/recherche/")]:
        fresh = shown(host, address, **FRESH)
        if fresh[0] >= 500:
            wrong.append((address, fresh[0]))
        wrong += [(address, again) for again in range(3) if shown(host, address) != fresh]
    assert wrong == []
    assert shown(host, sheet.url) == shown(host, sheet.url, **FRESH)
