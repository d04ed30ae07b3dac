"""The one address of a page, whatever its parameters: where search engines gather what is said of it."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from wagtail.models import Page

MOST_DIGITS = 4  # of the number of a page of a list


def absolute(path: str) -> str:
    """An address of this site, as others write it."""
    return urljoin(settings.SITE_URL, path)


def address_of(page: Page) -> str:
    """The address of a page of the tree; empty outside of it."""
    return absolute(page.get_url()) if page.get_url() else ""


def canonical(*, request: HttpRequest, address: str, parameters: tuple[str, ...]) -> str:
    """The address itself; each page of a list, from the second on, has its own, but not each way to narrow it.

    `parameters`: those that the page reads. The others, and those that robots.txt keeps out, change nothing here.
    """
    if "page" not in parameters or any(name in request.GET for name in parameters if name != "page"):
        return address
    number = request.GET.get("page", "")
    is_another = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and int(number) > 1
    return f"{address}?page={int(number)}" if is_another else address


def picture_of_page(page: Page) -> str:
    """Where the picture that is shared with a page is made."""
    return absolute(reverse("shared_picture", args=[page.pk]))


def picture_of_lever(lever: Any) -> str:
    """Where that of a lever is."""
    return absolute(reverse("shared_picture_of_lever", args=[lever.slug]))


def sign_of_the_site() -> str:
    """The two discs, as a picture."""
    return absolute(static("img/icon-512.png"))
