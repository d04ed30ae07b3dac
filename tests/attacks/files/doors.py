"""Every door that takes a file: what is sent to it, by whom, and where what was typed must be found again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import FileField
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page

from practices.contributions.drafts import draft_of
from tests import factories

TYPED = "Ce que l’on a tapé"
BOUNDARY = "frontiere-de-l-envoi"


@dataclass(frozen=True, kw_only=True)
class Door:
    """An address, the fields of its form that take a file, and what else a browser sends."""

    address: str
    fields: tuple[str, ...]
    typed: Mapping[str, str]
    keeps_text: Callable[[Any], bool] = lambda answer: True


def sent(*, client: Client, door: Door, name: str, content: bytes) -> Any:
    """The answer to a form that carries this file in each of its fields, its name as it is, whatever it holds."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in door.typed.items()
    ]
    parts += [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\n"
        + content
        + b"\r\n"
        for field in door.fields
    ]
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return client.post(door.address, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")


def members_doors(*, structure: Any) -> dict[str, Door]:
    """Those of a person of a structure."""
    testimonial = factories.testimonial(structure=structure, live=False)
    return {
        "testimonial": Door(
            address=reverse("contributions:start", args=["temoignage"]),
            fields=("poster_file", "captions_file", "media_file"),
            typed={"title": TYPED, "action": "save"},
            keeps_text=_is_kept,
        ),
        "sheet": Door(
            address=reverse("contributions:start", args=["fiche"]),
            fields=("upload_1",),
            typed={"title": TYPED, "action": "save"},
            keeps_text=_is_kept,
        ),
        "card": Door(
            address=reverse("structure_card", args=[structure.pk]),
            fields=("logo_file",),
            typed={
                "title": structure.title,
                "tagline": TYPED,
                "sector": "vie-locale",
                "commune": "Lens",
                "department": "Nord",
            },
            keeps_text=_is_kept,
        ),
        "agreement": Door(
            address=reverse("contributions:consents", args=[testimonial.pk]),
            fields=("document",),
            typed={"person": TYPED, "places": "site", "given_on": "2026-01-01", "expires_on": "2030-01-01"},
            keeps_text=lambda answer: answer.status_code == 302 or TYPED in answer.content.decode(),
        ),
    }


def admin_doors() -> dict[str, Door]:
    """Those of a facilitator."""
    root = str(Collection.get_first_root_node().pk)
    typed = {"title": TYPED, "collection": root}
    chosen = {f"image-chooser-upload-{name}": value for name, value in typed.items()}
    return {
        "image": Door(address=reverse("wagtailimages:add"), fields=("file",), typed=typed, keeps_text=_is_shown_again),
        "images": Door(address=reverse("wagtailimages:add_multiple"), fields=("files[]",), typed=typed),
        "image chooser": Door(
            address=reverse("wagtailimages_chooser:create"), fields=("image-chooser-upload-file",), typed=chosen
        ),
        "document": Door(address=reverse("wagtaildocs:add"), fields=("file",), typed=typed, keeps_text=_is_shown_again),
        "documents": Door(address=reverse("wagtaildocs:add_multiple"), fields=("files[]",), typed=typed),
        "film": Door(
            address=reverse("wagtailmedia:add", args=["video"]),
            fields=("file", "thumbnail"),
            typed={**typed, "duration": "2"},
            keeps_text=_is_shown_again,
        ),
        "portrait": Door(address=reverse("wagtailadmin_account"), fields=("avatar-avatar",), typed={}),
    }


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


def _is_shown_again(answer: Any) -> bool:
    return answer.status_code == 302 or TYPED in answer.content.decode()


def _is_kept(answer: Any) -> bool:
    """In the newest page, whether as a draft or on line, or in the form shown again."""
    newest: Any = Page.objects.order_by("-latest_revision_created_at").first()
    draft: Any = draft_of(page=newest.specific)
    return TYPED in (draft.title, getattr(draft, "tagline", "")) or _is_shown_again(answer)
