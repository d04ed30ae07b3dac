"""A form that cannot be read is answered in words, as the fault of who sent it: never as ours."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

START = b'--B\r\nContent-Disposition: form-data; name="login"\r\n\r\nnadia@exemple.test'
FILE = b'\r\n--B\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\n\xff\xd8'
UNREADABLE = {
    "another encoding": ("login=nadia".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
    "no encoding": (b"login=nadia", "application/x-www-form-urlencoded; charset=rot13"),
    "no boundary": (START, "multipart/form-data"),
    "too many fields": (b"&".join(b"f=1" for _ in range(3000)), "application/x-www-form-urlencoded"),
    "too many files": (FILE * 300, "multipart/form-data; boundary=B"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_form_that_cannot_be_read_is_a_400_in_words(site: Any, name: str) -> None:
    content, kind = UNREADABLE[name]
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32  # without it, nobody reads the form
    answer = client.generic("POST", reverse("account_login"), content, content_type=kind)
    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("sent", [START, START + FILE])
def test_a_form_cut_on_its_way_is_no_fault_of_ours(site: Any, sent: bytes) -> None:
    answer = Client(raise_request_exception=False).post(
        reverse("account_login"), sent, content_type="multipart/form-data; boundary=B"
    )
    assert answer.status_code in (200, 400)
