"""Every door that takes a file: what is sent to it, by whom, and where what was typed must be found again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import FileField
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from practices.contributions.acts.drafts import draft_of
from tests import factories
from tests.attacks.files.gathering import files_for

TYPED = "Ce que l’on a tapé"
NONE_KEPT = ("media_kept", "captions_kept", "poster_kept")
BOUNDARY = "frontiere-de-l-envoi"


PICTURES = {"avif", "bmp", "gif", "heic", "ico", "jpeg", "jpg", "png", "svg", "tif", "webp"}
PAGES, OFFICE, PLAIN = {"pdf", "zip"}, {"docx", "odt", "xlsx"}, {"csv", "exe", "html", "rtf", "txt"}
RECORDINGS = {"mov", "mp3", "mp4", "ogg", "opus", "wav", "webm"}
CAPTIONS = {"srt", "vtt"}


@dataclass(frozen=True, kw_only=True)
class Door:
    """An address, the fields of its form that take a file and the endings meant for each, what else a browser sends."""

    address: str
    fields: Mapping[str, set[str]]
    typed: Mapping[str, str]
    keeps_text: Callable[[Any, str], bool] = lambda answer, text: True
    typed_last: Callable[[], Mapping[str, str]] = dict  # what the form holds on the day it is sent
    every: int = 1  # a door whose field is that of another door takes one file in so many

    def rounds(self) -> Iterator[dict[str, tuple[str, bytes]]]:
        """What is sent, form after form: a file in each field, until each field had all of its own."""
        columns = [files_for(endings=endings, every=self.every) for endings in self.fields.values()]
        for row in zip_longest(*columns):
            yield {field: file for field, file in zip(self.fields, row, strict=True) if file}


def sent(*, client: Client, door: Door, files: Mapping[str, tuple[str, bytes]], text: str = TYPED) -> Any:
    """The answer to a form that carries these files (field → name, bytes), each name as it is, whatever it holds.

    `text` stands where the door says that something is typed.
    """
    typed = {**door.typed, **door.typed_last()}
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in {**typed, **{name: text for name, value in typed.items() if value == TYPED}}.items()
    ]
    parts += [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\n"
        + content
        + b"\r\n"
        for field, (name, content) in files.items()
    ]
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return client.post(door.address, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")


def members_doors(*, structure: Any) -> dict[str, Door]:
    """Those of a person of a structure."""
    testimonial = factories.testimonial(structure=structure, live=False)
    sheet = factories.sheet(structure=structure, live=False)
    return {
        "testimonial": Door(
            address=reverse("contributions:edit", args=[testimonial.pk]),
            fields={"poster_file": PICTURES, "captions_file": CAPTIONS, "media_file": RECORDINGS},
            typed={"title": TYPED, "action": "save", "revision": "", **dict.fromkeys(NONE_KEPT, "")},
            keeps_text=_is_kept_in(testimonial),
            every=3,  # the admin's doors have them all
        ),
        "sheet": Door(
            address=reverse("contributions:edit", args=[sheet.pk]),
            fields={"upload_1": PAGES, "upload_2": OFFICE, "upload_3": PLAIN},
            typed={"title": TYPED, "action": "save", "revision": ""},
            keeps_text=_is_kept_in(sheet),
        ),
        "photographs": Door(
            address=reverse("contributions:edit", args=[sheet.pk]),
            fields={"photo_1": PICTURES},
            typed={"title": TYPED, "action": "save", "revision": ""},
            keeps_text=_is_kept_in(sheet),
            every=3,
        ),
        "card": Door(
            address=reverse("structure_card", args=[structure.pk]),
            fields={"logo_file": PICTURES},
            every=3,
            typed={
                "title": structure.title,
                "tagline": TYPED,
                "sector": "vie-locale",
                "commune": "Lens",
                "department": "Nord",
            },
            typed_last=lambda: {"revision": str(_latest(structure))},
            keeps_text=_is_kept_in(structure),
        ),
        "agreement": Door(
            address=reverse("contributions:consents", args=[testimonial.pk]),
            fields={"document": PAGES},
            typed={"person": TYPED, "places": "site", "given_on": "2026-01-01", "expires_on": "2030-01-01"},
            keeps_text=_is_shown_again,
        ),
    }


def admin_doors() -> dict[str, Door]:
    """Those of a facilitator."""
    root = str(Collection.get_first_root_node().pk)
    typed = {"title": TYPED, "collection": root}
    chosen = {f"image-chooser-upload-{name}": value for name, value in typed.items()}
    return {
        "image": Door(
            address=reverse("wagtailimages:add"), fields={"file": PICTURES}, typed=typed, keeps_text=_is_shown_again
        ),
        "images": Door(
            address=reverse("wagtailimages:add_multiple"), fields={"files[]": PICTURES}, typed=typed, every=6
        ),
        "image chooser": Door(
            address=reverse("wagtailimages_chooser:create"),
            fields={"image-chooser-upload-file": PICTURES},
            typed=chosen,
            every=6,
        ),
        "document": Door(
            address=reverse("wagtaildocs:add"),
            fields={"file": PAGES | OFFICE | PLAIN},
            typed=typed,
            keeps_text=_is_shown_again,
        ),
        "documents": Door(
            address=reverse("wagtaildocs:add_multiple"), fields={"files[]": OFFICE | CAPTIONS}, typed=typed, every=6
        ),
        "film": Door(
            address=reverse("wagtailmedia:add", args=["video"]),
            fields={"file": RECORDINGS, "thumbnail": PICTURES},
            typed={**typed, "duration": "2"},
            keeps_text=_is_shown_again,
        ),
        "portrait": Door(
            address=reverse("wagtailadmin_account"), fields={"avatar-avatar": PICTURES}, typed={}, every=6
        ),
    }


def _latest(page: Any) -> int:
    revision: int = type(page).objects.values_list("latest_revision_id", flat=True).get(pk=page.pk)
    return revision


def files_without_a_row() -> set[str]:
    """The stored files that no row of the database names."""
    named = {name for field in _file_fields() for name in field.model._base_manager.values_list(field.name, flat=True)}
    return {
        str(path.relative_to(settings.MEDIA_ROOT))
        for path in settings.MEDIA_ROOT.rglob("*")
        if path.is_file() and str(path.relative_to(settings.MEDIA_ROOT)) not in named
    }


def _file_fields() -> Iterator[Any]:
    for model in apps.get_models():
        yield from (field for field in model._meta.local_fields if isinstance(field, FileField))


def _is_shown_again(answer: Any, text: str) -> bool:
    return answer.status_code == 302 or text in answer.content.decode()


def _is_kept_in(page: Any) -> Callable[[Any, str], bool]:
    """In its newest version, or in the form shown again."""

    def is_kept(answer: Any, text: str) -> bool:
        draft = draft_of(page=type(page).objects.get(pk=page.pk))
        return text in (draft.title, getattr(draft, "tagline", "")) or _is_shown_again(answer, text)

    return is_kept
