"""A file shown nowhere is given to nobody but its team and the facilitators, whatever names it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.fields import RichTextField
from wagtail.models import CollectionViewRestriction, Page

from community.files.shown import registered_showings
from community.files.sizes import ON_A_CARD, ON_A_PAGE
from community.models import SiteDocument, SiteImage, SiteMedia
from practices.models import EventPhoto, PracticeAttachment, PracticePicture
from tests import factories

pytestmark = pytest.mark.django_db

PUBLIC, ELSEWHERE, TEAM, FACILITATOR = "public", "member elsewhere", "team", "facilitator"
EVERYBODY = {PUBLIC, ELSEWHERE, TEAM, FACILITATOR}
INSIDE = {TEAM, FACILITATOR}


def picture(structure: Any = None) -> SiteImage:
    content = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "JPEG")
    owned = {"collection": structure.space.collection} if structure else {}
    return SiteImage.objects.create(title="Une table", file=ContentFile(content.getvalue(), name="table.jpg"), **owned)


def kept(file: Any, structure: Any) -> Any:
    """In the collection of the structure, as its team's own uploads are."""
    file.collection = structure.space.collection
    file.save()
    return file


def sizes(image: SiteImage) -> list[str]:
    return [image.get_rendition(spec).url for spec in ("width-960", "max-165x165")]


def photo(*, agreement: bool) -> SiteImage:
    page = factories.report()
    image = picture()
    EventPhoto.objects.create(report=page, image=image, alt="Une table", agreement=agreement)
    return image


def agreed_photo(_structure: Any) -> tuple[list[str], set[str]]:
    return sizes(photo(agreement=True)), EVERYBODY


def photo_without_agreement(_structure: Any) -> tuple[list[str], set[str]]:
    image = photo(agreement=False)
    return [*sizes(image), image.file.url], {FACILITATOR}


def logo(structure: Any) -> tuple[list[str], set[str]]:
    structure.logo = picture(structure)
    structure.save_revision().publish()
    return sizes(structure.logo), EVERYBODY


def original_of_a_logo(structure: Any) -> tuple[list[str], set[str]]:
    logo(structure)
    return [structure.logo.file.url], INSIDE


def removed_logo(structure: Any) -> tuple[list[str], set[str]]:
    addresses, _readers = logo(structure)
    structure.logo = None
    structure.save_revision().publish()
    return addresses, INSIDE


def superseded_poster(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.testimonial(structure=structure, kind="audio")
    page.poster = former = picture(structure)
    page.save_revision().publish()
    page.poster = picture(structure)
    page.save_revision().publish()
    return sizes(former), INSIDE


def poster_of_a_new_draft(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.testimonial(structure=structure, kind="audio")
    page.poster = picture(structure)
    page.save_revision()
    return sizes(page.poster), INSIDE


def film_of_a_written_testimonial(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.testimonial(structure=structure, kind="video")
    page.kind, page.text = "text", "Je suis venue un mardi."
    page.poster = picture(structure)
    page.save_revision().publish()
    files = [kept(page.media, structure).url, kept(page.captions, structure).url]
    return [*files, *sizes(page.poster)], INSIDE


def film_without_consent(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.testimonial(structure=structure, kind="video", consent_days=-1)
    return [page.media.url, page.captions.url], INSIDE


def film(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.testimonial(structure=structure, kind="video")
    return [page.media.url, page.captions.url], EVERYBODY


def thumbnail_of_a_film(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.testimonial(structure=structure, kind="video")
    page.media.thumbnail.save("vignette.jpg", picture().file)
    return [kept(page.media, structure).thumbnail.url], INSIDE


def attached(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.sheet(structure=structure)
    document = kept(factories.document(), structure)
    page.attachments.add(PracticeAttachment(document=document))
    page.save_revision().publish()
    return [document.url], EVERYBODY


def pictured(structure: Any, *, agreement: bool = True, live: bool = True) -> tuple[Any, list[str]]:
    """A sheet with a photograph, and the addresses of the sizes that pages show."""
    page = factories.sheet(structure=structure, live=live)
    image = picture(structure)
    page.pictures.add(PracticePicture(image=image, alt="Une table", agreement=agreement))
    revision = page.save_revision(clean=False)
    if live:
        revision.publish()
    else:
        page.save(clean=False)
    return page, [image.get_rendition(spec).url for spec in (*ON_A_CARD.specs, *ON_A_PAGE.specs)]


def photograph(structure: Any) -> tuple[list[str], set[str]]:
    return pictured(structure)[1], EVERYBODY


def photograph_of_a_draft(structure: Any) -> tuple[list[str], set[str]]:
    return pictured(structure, live=False)[1], INSIDE


def photograph_that_waits_for_an_agreement(structure: Any) -> tuple[list[str], set[str]]:
    page, addresses = pictured(structure)
    PracticePicture.objects.filter(sheet=page).update(agreement=False)
    return addresses, INSIDE


def photograph_of_a_sheet_off_line(structure: Any) -> tuple[list[str], set[str]]:
    page, addresses = pictured(structure)
    page.unpublish()
    return addresses, INSIDE


def photograph_taken_off_its_sheet(structure: Any) -> tuple[list[str], set[str]]:
    page, addresses = pictured(structure)
    page.pictures.set([])
    page.save_revision().publish()
    return addresses, INSIDE


def photograph_of_a_new_version(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.sheet(structure=structure)
    image = picture(structure)
    page.pictures.add(PracticePicture(image=image, alt="Une table", agreement=True))
    page.save_revision()
    return sizes(image), INSIDE


def removed_attachment(structure: Any) -> tuple[list[str], set[str]]:
    addresses, _readers = attached(structure)
    page: Any = Page.objects.child_of(structure).get().specific
    page.attachments.set([])
    page.save_revision().publish()
    return addresses, INSIDE


def attachment_of_a_draft(structure: Any) -> tuple[list[str], set[str]]:
    page = factories.sheet(structure=structure, live=False)
    document = kept(factories.document(), structure)
    page.attachments.add(PracticeAttachment(document=document))
    page.save_revision()
    return [document.url], INSIDE


def used_nowhere(structure: Any) -> tuple[list[str], set[str]]:
    image = picture(structure)
    document, media = kept(factories.document(), structure), kept(factories.media(), structure)
    return [*sizes(image), image.file.url, document.url, media.url], INSIDE


def in_a_collection_for_members(structure: Any) -> tuple[list[str], set[str]]:
    addresses, _readers = logo(structure)
    CollectionViewRestriction.objects.create(
        collection=structure.space.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return addresses, EVERYBODY - {PUBLIC}


CASES: list[Callable[[Any], tuple[list[str], set[str]]]] = [
    agreed_photo,
    photo_without_agreement,
    logo,
    original_of_a_logo,
    removed_logo,
    superseded_poster,
    poster_of_a_new_draft,
    film,
    film_of_a_written_testimonial,
    film_without_consent,
    thumbnail_of_a_film,
    attached,
    photograph,
    photograph_of_a_draft,
    photograph_that_waits_for_an_agreement,
    photograph_of_a_sheet_off_line,
    photograph_taken_off_its_sheet,
    photograph_of_a_new_version,
    removed_attachment,
    attachment_of_a_draft,
    used_nowhere,
    in_a_collection_for_members,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_file_is_given_to_those_whom_a_page_shows_it(
    case: Any, structure: Any, outsider: Any, teammate: Any, facilitator: Any
) -> None:
    addresses, readers = case(structure)
    people = {PUBLIC: None, ELSEWHERE: outsider, TEAM: teammate, FACILITATOR: facilitator}
    for name, person in people.items():
        client = Client()
        if person:
            client.force_login(person)
        expected = 200 if name in readers else 404
        answers = {address: client.get(address).status_code for address in addresses}
        assert answers == dict.fromkeys(addresses, expected), name


@pytest.mark.parametrize("case", [agreed_photo, logo, film, photograph, attached], ids=lambda case: case.__name__)
def test_what_is_given_to_the_public_stands_in_a_page_of_the_public(case: Any, structure: Any, client: Any) -> None:
    """The registry says the same as the templates: each file given is written in some page, at the size it shows."""
    case(structure)
    shown = "".join(client.get(page.get_url()).content.decode() for page in Page.objects.live().filter(depth__gt=2))
    sources = {"agreed_photo": "width-640", "logo": "max-240x120", "film": ".webm", "attached": "affiche"}
    sources["photograph"] = "width-960.format-avif"
    assert "/fichiers/" in shown
    assert sources[case.__name__] in shown


def test_a_column_that_names_a_file_says_when_its_page_shows_it() -> None:
    """Whoever adds one decides: registered in `ready()`, or written here because no page shows it."""
    never_shown = {"community.SiteRendition.image"}  # a size of a picture: the picture's own columns decide
    found = {
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model in (SiteImage, SiteDocument, SiteMedia)
    }
    undecided = {str(field) for field in found - {showing.column for showing in registered_showings()}} - never_shown
    assert undecided == set()


def test_no_rich_text_holds_a_file() -> None:
    """Files named inside a text would escape the registry: their buttons are not offered."""
    texts = [
        field
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page
        for field in model._meta.local_fields
        if isinstance(field, RichTextField)
    ]
    assert texts
    for field in texts:
        assert field.features
        assert {"image", "embed", "document-link"}.isdisjoint(field.features)


def test_a_member_takes_an_attachment_off_a_live_sheet_only_once_approved(
    client: Any, structure: Any, teammate: Any
) -> None:
    (address,), _readers = attached(structure)
    page: Any = Page.objects.child_of(structure).get().specific
    document = page.attachments.get().document
    signed_in = Client()
    signed_in.force_login(teammate)
    form = {"title": page.title, "revision": page.latest_revision_id, f"kept_{document.pk}_remove": "on"}
    signed_in.post(reverse("contributions:edit", args=[page.pk]), {**form, "document": document.pk})
    assert client.get(address).status_code == 200, "the version on line still shows it"
