"""What nginx does for the whole site: names, encryption, addresses of visitors, weights, slow senders, a site away."""

import gzip
import re
import ssl
import time
from pathlib import Path

import pytest

from community.uploads import HEAVIEST_PICTURE, MEGABYTE
from practices.contributions.forms.captions import HEAVIEST_CAPTIONS
from practices.contributions.forms.files import HEAVIEST
from tests.deploy.front import NAME, ROOT, Front

pytestmark = [pytest.mark.nginx, pytest.mark.django_db]

THREADS = 16  # two workers of eight: deploy/faire-avec.service
CONFIGURATION = (ROOT / "deploy" / "nginx.conf").read_text()


def test_the_site_answers_by_https_and_tells_browsers_to_keep_to_it(front: Front) -> None:
    answer = front.ask("/")
    assert answer.status == 200
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", ["/", "/recherche/?q=caf%C3%A9&x=1", "/fichiers/media/film.webm"])
def test_a_plain_address_leads_to_the_same_by_https(front: Front, address: str) -> None:
    answer = front.ask_plainly(address)
    assert (answer.status, answer.headers["location"]) == (301, f"https://{NAME}{address}")


def test_the_place_where_certificates_are_renewed_is_not_redirected(front: Front) -> None:
    assert front.ask_plainly("/.well-known/acme-challenge/unknown").status == 404


@pytest.mark.parametrize("name", ["autre.example.org", "127.0.0.1", "localhost", f"{NAME}.evil.test", ""])
def test_another_name_is_not_answered(front: Front, name: str) -> None:
    with pytest.raises(ConnectionError):  # closed without a word
        front.ask_plainly("/", name=name or "_")
    with pytest.raises(ConnectionError):  # the name of the line is ours, that of the page is not
        front.ask("/", headers={"Host": name or "_"})
    with pytest.raises(ssl.SSLError):
        front.connected(name=name or "x")


def test_only_sound_encryption_is_spoken(front: Front) -> None:
    assert front.connected().version() == "TLSv1.3"
    assert front.connected(protocol=ssl.TLSVersion.TLSv1_2).version() == "TLSv1.2"
    with pytest.raises((ssl.SSLError, ConnectionError)):
        front.connected(protocol=ssl.TLSVersion.TLSv1_1)


@pytest.mark.parametrize("address", ["/", "/_files/x", "/introuvable/"])
def test_no_answer_tells_the_version_of_a_server(front: Front, address: str) -> None:
    answer = front.ask(address)
    assert answer.headers["server"] == "nginx"
    assert b"nginx/" not in answer.body


def test_the_throttle_counts_the_real_address_whatever_a_visitor_invents(front: Front) -> None:
    page = front.ask("/compte/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    cookie = page.headers["set-cookie"].partition(";")[0]
    assert token
    statuses = []
    for number in range(61):
        invented = f"203.0.113.{number}"
        answer = front.ask(
            "/compte/login/",
            method="POST",
            body=f"csrfmiddlewaretoken={token[1]}&email=personne{number}%40exemple.test".encode(),
            headers={
                "Cookie": cookie,
                "Referer": f"https://{NAME}/",
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Forwarded-For": f"{invented}, 198.51.100.{number}",
                "X-Real-IP": invented,
                "Forwarded": f"for={invented}",
            },
        )
        statuses.append(answer.status)
    assert statuses == [302] * 60 + [429]


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Proto", "X-Forwarded-Host", "X-Accel-Redirect", "SCRIPT_NAME", "PATH_INFO"]
)
def test_a_visitor_cannot_speak_for_nginx(front: Front, header: str) -> None:
    answer = front.ask("/compte/login/", headers={header: "evil.test"})
    assert answer.status == 200  # not the way to HTTPS: the site knows that it is there
    assert b"evil" not in answer.body
    assert "evil" not in str(answer.all_headers)


def test_every_file_of_the_heaviest_form_fits_together() -> None:
    """Each within its own limit: none may be refused because of the others."""
    limit = re.search(r"client_max_body_size (\d+)m;", CONFIGURATION)
    assert limit
    together = max(HEAVIEST.values()) + HEAVIEST_PICTURE + HEAVIEST_CAPTIONS
    assert together + MEGABYTE <= int(limit[1]) * MEGABYTE


def test_what_is_too_heavy_is_refused_in_french_before_it_is_sent(front: Front) -> None:
    line = front.connected()
    line.sendall(
        f"POST /partager/temoignage/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: {400 * MEGABYTE}\r\n\r\n".encode()
    )
    answer = b""
    while b"</html>" not in answer and (piece := line.recv(65536)):
        answer += piece
    line.close()
    head, _blank, page = answer.decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 413 ")
    assert "text/html; charset=utf-8" in head
    assert "200\u00a0Mo" in page
    assert '<html lang="fr">' in page


def test_slow_senders_keep_nobody_waiting(front: Front) -> None:
    """More half-sent films than the site has threads: nginx holds them."""
    lines = []
    try:
        for _number in range(THREADS + 4):
            line = front.connected()
            line.sendall(f"POST /partager/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 90000\r\n\r\n".encode())
            line.sendall(b"x" * 9000)
            lines.append(line)
        time.sleep(0.3)
        assert front.ask("/").status == 200
    finally:
        for line in lines:
            line.close()


def test_the_files_of_the_interface_are_kept_by_browsers_and_sent_small(front: Front) -> None:
    style = re.search(r'href="(/static/css/components\.[^"]+\.css)"', front.ask("/").text)
    assert style
    plain, small = front.ask(style[1]), front.ask(style[1], headers={"Accept-Encoding": "gzip, br"})
    assert plain.headers["cache-control"] == "max-age=315360000, public, immutable"
    assert small.headers["content-encoding"] == "gzip"
    assert len(small.body) < len(plain.body) / 2
    assert "accept-encoding" in small.headers["vary"].lower()


def test_pages_and_captions_are_sent_small_too(front: Front) -> None:
    for address in ("/", front.files["captions"]):
        whole, small = front.ask(address), front.ask(address, headers={"Accept-Encoding": "gzip"})
        assert small.headers["content-encoding"] == "gzip"
        assert len(gzip.decompress(small.body)) == len(whole.body)


def test_a_site_that_starts_again_says_so_in_french(front: Front) -> None:
    front.stop_site()
    away = front.ask("/")
    sent = front.ask("/partager/temoignage/", method="POST", body=b"x")
    front.serve_again()
    for answer in (away, sent):
        assert answer.status == 503
        assert "rechargez cette page" in answer.text
        assert int(answer.headers["retry-after"]) <= 60
        assert answer.headers["cache-control"] == "no-store"
        assert '<html lang="fr">' in answer.text
    assert front.ask("/").status == 200


@pytest.mark.parametrize("page", sorted((ROOT / "deploy" / "pages").glob("*.html")), ids=lambda page: page.stem)
def test_a_page_of_nginx_needs_nothing_of_a_site_that_is_away(front: Front, page: Path) -> None:
    written = page.read_text()
    assert re.findall(r'(?:src|href)="(?!/"|#)', written) == []
    assert re.findall(r"<script|url\(|@import", written) == []
    assert front.ask(f"/{page.name}").status == 404, "an address of nobody's"
