"""What a page says of itself to machines: one address, a picture, its facts; nothing that the public may not read."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as the_settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import PageViewRestriction

from community.models import Session, SiteImage
from home.found import card
from home.found.faces import Face, face_of_page
from home.found.structured import written
from practices.models import Lever
from tests import factories

pytestmark = pytest.mark.django_db
SITE = the_settings.SITE_URL


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Path) -> Path:
    """Where pictures are kept: a place of this test's own."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "made" / "shared"


def head(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").head


def facts(client: Client, address: str) -> dict[str, Any]:
    """The facts of a page, by their type."""
    script = head(client, address).select_one('script[type="application/ld+json"]')
    found = json.loads(script.string)
    return {str(one["@type"]): one for one in found.get("@graph", [found])}


def canonical(client: Client, address: str) -> str:
    (link,) = head(client, address).select('link[rel="canonical"]')
    return str(link["href"]).removeprefix(SITE)


# --- The one address


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/", "/"),
        ("/pratiques/", "/pratiques/"),
        ("/pratiques/?page=1", "/pratiques/"),
        ("/pratiques/?page=2", "/pratiques/?page=2"),
        ("/pratiques/?page=02&utm=x", "/pratiques/?page=2"),
        ("/pratiques/?page=٢", "/pratiques/"),
        ("/pratiques/?page=99999999", "/pratiques/"),
        ("/pratiques/?levier=accueil", "/pratiques/"),
        ("/pratiques/?levier=accueil&page=2", "/pratiques/"),
        ("/entraide/?reponses=sans&levier=accueil", "/entraide/"),
        ("/structures/?departement=Nord", "/structures/"),
        ("/leviers/", "/leviers/"),
        ("/leviers/accueil/?page=2", "/leviers/accueil/?page=2"),
    ],
)
def test_a_list_has_one_address_a_page_and_none_a_filter(client: Client, site: Any, asked: str, told: str) -> None:
    assert canonical(client, asked) == told


def test_a_page_has_one_address_whatever_is_asked_of_it(client: Client, sheet: Any) -> None:
    assert canonical(client, f"{sheet.get_url()}?conversation=2&x=1") == sheet.get_url()


# --- The facts


def test_a_sheet_tells_its_steps_its_structure_its_licence_and_the_way_to_it(client: Client, sheet: Any) -> None:
    found = facts(client, sheet.get_url())
    told = found["['Article', 'HowTo']"]
    assert [step["text"] for step in told["step"]] == [str(step.value) for step in sheet.steps]
    assert told["author"]["name"] == sheet.get_parent().title
    assert told["license"] == "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"
    trail = found["BreadcrumbList"]["itemListElement"]
    assert [step["item"].removeprefix(SITE) for step in trail][-1] == sheet.get_url()
    assert [step["position"] for step in trail] == [1, 2, 3, 4]


def test_a_film_and_a_sound_bring_their_transcript(client: Client, structure: Any) -> None:
    for kind, name in (("video", "VideoObject"), ("audio", "AudioObject")):
        told = factories.testimonial(structure=structure, kind=kind)
        found = facts(client, told.get_url())[name]
        assert found["transcript"] == told.transcript
        assert found["creator"]["name"] == told.speaker_name
        assert client.get(found["contentUrl"].removeprefix(SITE)).status_code == 200


def test_nobody_is_named_but_who_speaks(client: Client, structure: Any, pilot: Any) -> None:
    told = factories.testimonial(structure=structure, owner=pilot)
    factories.consent(testimonial=told, person="Nadia Belkacem-Durand")
    script = str(head(client, told.get_url()).select_one('script[type="application/ld+json"]'))
    assert "Belkacem" not in script
    assert pilot.display_name not in script


def test_a_question_tells_what_it_asks_and_names_nobody(client: Client, structure: Any, pilot: Any) -> None:
    asked = factories.question(title="Qui a un exemple ?", structure=structure, asker=pilot)
    found = facts(client, asked.get_url())["WebPage"]
    assert found["mainEntity"]["text"] == asked.tried
    assert found["author"]["name"] == structure.title
    assert pilot.display_name not in str(head(client, asked.get_url()))


def test_structures_parcours_and_reports_are_told_in_their_own_words(client: Client, structure: Any) -> None:
    parcours, report = factories.parcours(), factories.report()
    Session.objects.create(parcours=parcours, title="Faire connaissance", date=parcours.starts_on, place="Arras")
    assert facts(client, structure.get_url())["Organization"]["address"]["addressLocality"] == structure.commune
    (session,) = facts(client, parcours.get_url())["EventSeries"]["subEvent"]
    assert (session["startDate"], session["location"]["name"]) == (parcours.starts_on.isoformat(), "Arras")
    assert facts(client, report.get_url())["Event"]["startDate"] == "2025-03-26"
    assert facts(client, "/leviers/accueil/")["BreadcrumbList"]


def test_no_text_leads_out_of_the_script(client: Client, structure: Any) -> None:
    hostile = "</script><script>alert(1)</script><!-- & \u2028 "
    sheet = factories.sheet(structure=structure, title=hostile, summary=hostile)
    response = client.get(sheet.get_url()).content.decode()
    assert "<script>alert" not in response
    assert facts(client, sheet.get_url())["['Article', 'HowTo']"]["description"] == sheet.summary
    assert json.loads(written({"a": hostile})) == {"a": hostile}


def test_what_the_public_does_not_read_tells_machines_nothing(client: Client, structure: Any, teammate: Any) -> None:
    draft = factories.sheet(structure=structure, live=False)
    client.force_login(teammate)
    for address in (draft.get_url(), reverse("contributions:preview", args=[draft.pk])):
        shown = head(client, address)
        assert shown.select("link[rel=canonical], script[type='application/ld+json'], meta[property='og:image']") == []


# --- The picture that is shared


def size_of(content: bytes) -> tuple[str | None, tuple[int, int]]:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return picture.format, picture.size


def test_each_kind_of_page_is_shared_with_a_picture(client: Client, sheet: Any, site: Any) -> None:
    structure = sheet.get_parent().specific
    pages = [site, sheet, structure, factories.testimonial(structure=structure), factories.parcours()]
    pages.append(factories.report())
    for address in [*(page.get_url() for page in pages), "/leviers/accueil/"]:
        told = head(client, address).select_one('meta[property="og:image"]')["content"]
        answer = client.get(told.removeprefix(SITE))
        assert answer["Content-Type"] == "image/jpeg"
        assert size_of(answer.content) == ("JPEG", (1200, 630))
        assert len(answer.content) < 300_000


def test_a_picture_is_given_by_the_rule_of_its_page(outsider: Any, teammate: Any, sheet: Any, kept: Path) -> None:
    address = reverse("shared_picture", args=[sheet.pk])
    visitor, member, team = Client(), Client(), Client()
    member.force_login(outsider), team.force_login(teammate)
    PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.LOGIN)
    assert [one.get(address).status_code for one in (visitor, member, team)] == [404, 200, 200]
    assert not kept.exists(), "what only some see is drawn each time"
    sheet.unpublish()
    assert [one.get(address).status_code for one in (visitor, member, team)] == [404, 404, 404]


def test_nothing_is_drawn_for_what_is_not_there(client: Client, site: Any) -> None:
    for path in ("/partage/1.jpg", "/partage/99999.jpg", f"/partage/{10**30}.jpg", "/partage/leviers/inconnu.jpg"):
        assert client.get(path).status_code == 404


def test_a_picture_is_drawn_once_and_anew_for_another_title(client: Client, sheet: Any, kept: Path) -> None:
    address = reverse("shared_picture", args=[sheet.pk])
    client.get(address)
    (place,) = kept.iterdir()
    place.write_bytes(b"kept")
    assert client.get(address).content == b"kept"
    sheet.title = "Un autre titre"
    sheet.save_revision().publish()
    assert client.get(address).content != b"kept"
    assert len(list(kept.iterdir())) == 1


def test_each_day_the_picture_of_what_is_not_public_is_erased(client: Client, sheet: Any, kept: Path) -> None:
    client.get(reverse("shared_picture", args=[sheet.pk]))
    client.get("/partage/leviers/accueil.jpg")
    sheet.unpublish()
    call_command("forget_made")
    lever = Lever.objects.get(slug="accueil")
    assert [place.name.rpartition("-")[0] for place in kept.iterdir()] == [f"lever-{lever.pk}"]


@pytest.mark.parametrize("title", ["a" * 255, "mot " * 63, "مرحبا بكم", "👋 Bonjour", "", "« Œuvre » : ½ €"])
def test_any_title_is_drawn(title: str) -> None:
    assert size_of(card.drawn(Face(kind="Fiche pratique", title=title, key=7))) == ("JPEG", (1200, 630))


def test_a_picture_that_is_lost_leaves_its_place_to_the_cover() -> None:
    face = {"kind": "", "title": "Un titre", "key": 7}
    assert card.drawn(Face(**face, picture="images/lost.webp")) == card.drawn(Face(**face))


def test_a_film_is_shared_with_its_poster(structure: Any, client: Client) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (960, 540), "#2c7a57").save(drawn, "JPEG")
    poster = SiteImage(title="Image d’attente", file=ContentFile(drawn.getvalue(), name="attente.jpg"))
    poster.save()
    told = factories.testimonial(structure=structure, kind="video", poster=poster)
    assert face_of_page(told).picture
    told.kind = "text"
    assert face_of_page(told).picture == "", "a written testimonial keeps the film it had, and shows none of it"


# --- The site itself


def test_a_telephone_finds_the_name_and_the_sign_of_the_site(client: Client, site: Any) -> None:
    address = head(client, "/").select_one('link[rel="manifest"]')["href"]
    answer = client.get(address)
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["name"], told["lang"]) == ("Faire avec", "fr")
    for icon in told["icons"]:
        path = the_settings.ROOT / "static" / icon["src"].removeprefix(the_settings.STATIC_URL)
        assert size_of(path.read_bytes()) == ("PNG", tuple(int(side) for side in icon["sizes"].split("x")))
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]


def test_the_sign_of_a_tab_is_the_two_discs() -> None:
    folder = the_settings.ROOT / "static" / "img"
    with Image.open(folder / "favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    for name in ("favicon.svg", "logo.svg"):
        drawn = (folder / name).read_text()
        assert drawn.count("<circle") == 2
        assert "#c2451e" in drawn
        assert "#241c15" in drawn
