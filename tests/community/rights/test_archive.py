"""What somebody takes along: everything that is theirs, nothing of others, made once, for a week."""

import errno
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.comments.acts import post
from community.models import Archive, Notification, SiteImage
from community.rights import archives, packing
from community.rights.archives import ask_for_archive, forget_archives, pack_all
from tests import factories
from tests.community.rights.people import entered
from tests.factories import small_files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


def opened(member: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(packing.folder() / Archive.objects.get(member=member).name)


def test_an_archive_holds_what_somebody_wrote_and_sent(structure: Any, pilot: Any, outsider: Any) -> None:
    sheet = factories.sheet(structure=structure, owner=pilot, title="Le café à deux")
    post(page=sheet, member=pilot, text="Je reviens mardi <b>sûr</b>.")
    post(page=sheet, member=outsider, text="Ce n’est pas à elle.")
    picture = SiteImage.objects.create(
        title="La salle", uploaded_by_user=pilot, file=ContentFile(small_files.png((4, 4)), name="salle.png")
    )
    ask_for_archive(member=pilot)
    assert pack_all() == 0
    with opened(pilot) as archive:
        data = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
        names = archive.namelist()
        film = next(one for one in archive.infolist() if one.filename.startswith("fichiers/"))
    assert data["compte"][0]["Adresse e-mail"] == pilot.email
    assert [row["Texte"] for row in data["commentaires"]] == ["Je reviens mardi <b>sûr</b>."]
    assert data["fiches"][0]["Titre"] == "Le café à deux"
    assert data["structures"][0]["Structure"] == structure.title
    assert "Je reviens mardi &lt;b&gt;sûr&lt;/b&gt;." in page
    assert f"fichiers/images/{picture.pk}-" in " ".join(names)
    assert film.compress_type == zipfile.ZIP_STORED


def test_whoever_asked_is_told_when_it_is_ready_without_a_link_that_opens_it(pilot: Any) -> None:
    ask_for_archive(member=pilot)
    pack_all()
    told = Notification.objects.get(recipient=pilot)
    assert "/compte/mes-donnees/" in told.body
    assert Archive.objects.get(member=pilot).name not in told.body


def test_asked_twice_it_is_one_archive(pilot: Any, django_capture_on_commit_callbacks: Any) -> None:
    first = ask_for_archive(member=pilot)
    assert ask_for_archive(member=pilot).name == first.name
    pack_all()
    with django_capture_on_commit_callbacks(execute=True):
        assert ask_for_archive(member=pilot).name != first.name, "what was ready is made anew"
    assert list(packing.folder().iterdir()) == [], "and the former one is gone at once"


def test_one_that_was_killed_is_begun_again_and_never_by_two(pilot: Any, monkeypatch: Any) -> None:
    ask_for_archive(member=pilot)
    held = Archive.objects.filter(member=pilot)
    held.update(next_try_at=timezone.now() + archives.HELD_FOR, attempts=1)  # somebody makes it, or was killed
    assert pack_all() == 1
    assert not packing.folder().exists()
    held.update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert pack_all() == 0
    assert opened(pilot).testzip() is None


def test_who_was_too_long_leaves_it_to_the_other(pilot: Any) -> None:
    archive = ask_for_archive(member=pilot)
    archive.attempts = 1
    Archive.objects.filter(pk=archive.pk).update(attempts=2)
    with pytest.raises(archives.TakenByAnother):
        archives._Making(archive).run()
    assert list(packing.folder().iterdir()) == []


def test_who_was_too_long_leaves_what_the_other_made(pilot: Any, monkeypatch: Any) -> None:
    """Stopped once its own file is whole, just before it says so."""
    archive = ask_for_archive(member=pilot)
    Archive.objects.filter(pk=archive.pk).update(attempts=1)
    archive.refresh_from_db()

    def packed_and_suspended(**options: Any) -> int:
        size = packing.pack(**options)
        monkeypatch.undo()
        Archive.objects.filter(pk=archive.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
        assert pack_all() == 0, "the other has made it, whole"
        return size

    monkeypatch.setattr(archives, "pack", packed_and_suspended)
    with pytest.raises(archives.TakenByAnother):
        archives._Making(archive).run()
    assert opened(pilot).testzip() is None
    assert len(list(packing.folder().iterdir())) == 1


def test_a_full_disk_is_said_and_one_tries_again(pilot: Any, settings: Any, client: Client) -> None:
    settings.DISK_LEFT_FREE = 10**18
    ask_for_archive(member=pilot)
    assert pack_all() == 0
    entered(client, pilot)
    assert "manque de place" in client.get(reverse("my_data")).content.decode()
    settings.DISK_LEFT_FREE = 0
    client.post(reverse("my_data_take"))
    pack_all()
    assert "est prêt" in client.get(reverse("my_data")).content.decode()


def test_a_fault_leaves_no_half_file(pilot: Any, monkeypatch: Any) -> None:
    def breaks(*_args: Any) -> None:
        raise OSError(errno.EIO, "torn")

    monkeypatch.setattr(packing.os, "replace", breaks)
    ask_for_archive(member=pilot)
    assert pack_all() == 1
    assert list(packing.folder().iterdir()) == []


def test_its_owner_alone_is_given_it(pilot: Any, teammate: Any, facilitator: Any, client: Client) -> None:
    ask_for_archive(member=pilot)
    pack_all()
    address = reverse("my_data_archive")
    for other in (teammate, facilitator):
        assert entered(client, other).get(address).status_code == 404
    response = entered(client, pilot).get(address)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response)[:2] == b"PK"  # type: ignore[arg-type]
    client.logout()
    assert client.get(address).status_code == 302


def test_it_is_erased_after_a_week(pilot: Any, client: Client) -> None:
    ask_for_archive(member=pilot)
    pack_all()
    assert forget_archives() == 0
    Archive.objects.update(ready_at=timezone.now() - archives.KEPT_FOR)
    assert entered(client, pilot).get(reverse("my_data_archive")).status_code == 404
    assert "Préparer mon fichier" in client.get(reverse("my_data")).content.decode()
    assert forget_archives() == 1
    assert list(packing.folder().iterdir()) == []


def test_the_page_says_how_far_it_is(pilot: Any, client: Client) -> None:
    ask_for_archive(member=pilot)
    Archive.objects.update(done=3, total=12)
    assert "3 fichiers sur 12" in entered(client, pilot).get(reverse("my_data")).content.decode()


def test_the_page_asks_few_questions(pilot: Any, client: Client, django_assert_max_num_queries: Any) -> None:
    ask_for_archive(member=pilot)
    entered(client, pilot).get(reverse("my_data"))
    with django_assert_max_num_queries(15):  # its own is one; up to nine are what every page's menu remembers or reads
        client.get(reverse("my_data"))


def test_what_is_done_with_ones_data_asks_who_one_is(pilot: Any, client: Client) -> None:
    client.force_login(pilot)
    for name, method in (("my_data_take", "post"), ("my_data_archive", "get"), ("my_data_leave", "get")):
        response = getattr(client, method)(reverse(name))
        assert response.status_code == 302, name
        assert reverse("account_confirm") in response["Location"], name
    assert not Archive.objects.exists()
