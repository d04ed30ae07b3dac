"""What a person gets of an uploaded file behind nginx: the site's answer, whole, and the bytes that were asked for."""

import sqlite3
from contextlib import closing
from urllib.parse import unquote

import pytest

from tests.deploy.front import Front

pytestmark = [pytest.mark.nginx, pytest.mark.django_db]

KINDS = ("film", "captions", "sound", "picture", "document")
SEALED = "default-src 'none'; sandbox"
OF_THE_TRANSPORT = {"server", "date", "connection", "content-length", "x-accel-redirect"}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_the_site_says_about_a_file_is_lost_on_the_way(front: Front, kind: str) -> None:
    said = front.ask_gunicorn(front.files[kind]).headers
    got = front.ask(front.files[kind]).headers
    assert said["x-accel-redirect"].startswith("/_files/")
    assert said["content-security-policy"] == SEALED
    assert {name: got.get(name) for name in said.keys() - OF_THE_TRANSPORT} == {
        name: value for name, value in said.items() if name not in OF_THE_TRANSPORT
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), ({"Range": "bytes=0-3"}, 206), ({"Range": "bytes=99999999-"}, 416), ({"If-None-Match": "*"}, 304)],
)
def test_the_safety_headers_stand_on_every_answer(
    front: Front, kind: str, headers: dict[str, str], status: int
) -> None:
    answer = front.ask(front.files[kind], headers=headers)
    assert answer.status == status
    # A set: for a 416, nginx says its own headers twice, which browsers take as once.
    assert {value for name, value in answer.all_headers if name == "X-Content-Type-Options"} == {"nosniff"}
    assert {value for name, value in answer.all_headers if name == "Content-Security-Policy"} == {SEALED}
    assert {value for name, value in answer.all_headers if name == "Strict-Transport-Security"} == {"max-age=31536000"}
    assert {value for name, value in answer.all_headers if name == "Cache-Control"} == {"private, no-cache"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_header_says_where_a_file_lies(front: Front, kind: str) -> None:
    answer = front.ask(front.files[kind])
    assert [name for name, _value in answer.all_headers if name.lower().startswith("x-accel")] == []
    assert "_files" not in str(answer.all_headers)


@pytest.mark.parametrize(
    ("asked", "status", "piece"),
    [
        ("bytes=10-19", 206, slice(10, 20)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=990-99999", 206, slice(990, None)),
        ("bytes=99999-", 416, None),
        ("bytes=9-3", 416, None),
        ("octets=1-2", 200, slice(None)),
        (f"bytes={'0-,' * 500}0-", 200, slice(None)),  # five hundred times the file, asked at once
    ],
)
def test_a_player_gets_the_piece_it_asks_for(front: Front, asked: str, status: int, piece: slice | None) -> None:
    answer = front.ask(front.files["film"], headers={"Range": asked})
    assert answer.status == status
    assert piece is None or answer.body == front.stored("film")[piece]


def test_several_pieces_come_in_one_answer(front: Front) -> None:
    answer = front.ask(front.files["film"], headers={"Range": "bytes=0-1,10-12"})
    assert answer.status == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges")
    assert answer.body.count(b"Content-Range: bytes") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_asking_what_a_file_is_gives_no_byte(front: Front, kind: str) -> None:
    whole, told = front.ask(front.files[kind]), front.ask(front.files[kind], method="HEAD")
    assert (told.status, told.body) == (200, b"")
    assert told.headers["content-length"] == str(len(whole.body))
    assert told.headers["content-type"] == whole.headers["content-type"]


def test_a_file_that_a_browser_keeps_is_not_sent_again(front: Front) -> None:
    first = front.ask(front.files["picture"]).headers
    for headers in ({"If-Modified-Since": first["last-modified"]}, {"If-None-Match": first["etag"]}):
        answer = front.ask(front.files["picture"], headers=headers)
        assert (answer.status, answer.body) == (304, b"")
    assert front.ask(front.files["picture"], headers={"If-None-Match": '"another"'}).status == 200


def test_a_name_with_accents_is_given_as_any_other(front: Front) -> None:
    assert "é" in unquote(front.files["document"])
    answer = front.ask(front.files["document"])
    assert (answer.status, answer.body) == (200, front.stored("document"))
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_file_is_only_read(front: Front, method: str) -> None:
    assert front.ask(front.files["film"], method=method).status in {403, 405}


def test_the_folder_of_files_has_no_address_of_its_own(front: Front) -> None:
    name = front.files["film"].removeprefix("/fichiers/")
    for beginning in (
        "/_files/", "//_files/", "/_files//", "/./_files/", "/x/../_files/", "/%5ffiles/", "/%5Ffiles/", "/_files/./",
        "/x/%2e%2e/_files/", "/x/..%2f_files/", "/_files%2f", "/_FILES/", "/fichiers/../_files/", "/_files/../_files/",
    ):  # fmt: skip
        answer = front.ask(f"{beginning}{name}")
        assert answer.status in {301, 404}, beginning
        assert front.stored("film") not in answer.body, beginning
        assert "_files" not in answer.headers.get("location", ""), beginning


@pytest.mark.parametrize(
    "trick",
    [
        "../site.sqlite3", "..%2fsite.sqlite3", "%2e%2e/site.sqlite3", "%2e%2e%2fsite.sqlite3", "..%5csite.sqlite3",
        "media/../../site.sqlite3", "media/..%2f..%2fsite.sqlite3", "%252e%252e%252fsite.sqlite3", "/etc/passwd",
        "%2fetc%2fpasswd", "media/%00", "", "media/", "media", ".", "..;/site.sqlite3", "a%0d%0aX-Accel-Redirect:x",
    ],
)  # fmt: skip
def test_no_spelling_reaches_another_file(front: Front, trick: str) -> None:
    answer = front.ask(f"/fichiers/{trick}")
    assert answer.status in {301, 400, 404}
    assert b"SQLite format" not in answer.body
    assert b"root:" not in answer.body


def test_a_draft_gives_no_file(front: Front) -> None:
    assert front.ask(front.files["draft"]).status == 404


def test_a_film_stops_at_once_when_an_agreement_is_withdrawn(front: Front) -> None:
    known = front.ask(front.files["sound"]).headers
    conditions = [{}, {"Range": "bytes=0-9"}, {"If-None-Match": known["etag"]}, {"If-Modified-Since": known["date"]}]
    with closing(sqlite3.connect(front.folder / "site.sqlite3", timeout=20)) as database:
        database.execute("UPDATE practices_consentrecord SET withdrawn_at = '2020-01-01 00:00:00'")
        database.commit()
        stopped = [front.ask(front.files["sound"], headers=headers).status for headers in conditions]
        database.execute("UPDATE practices_consentrecord SET withdrawn_at = NULL")
        database.commit()
    assert stopped == [404, 404, 404, 404]
    assert front.ask(front.files["sound"]).status == 200
