"""The demonstration to be measured: the addresses that stand for each kind of page, and who asks for them."""

import json
import re
from collections import Counter
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse

from community.models import Member, PeerComment
from home.demo.people import MEMBER
from practices.models import Lever, PracticePage, TestimonialPage


def addresses() -> dict[str, str]:
    """The name of each kind of page → the path that is asked: the most discussed sheet, the first of the others."""
    comments = PeerComment.objects.filter(content_type__model="practicepage").values_list("object_pk", flat=True)
    ((discussed, _number),) = Counter(comments).most_common(1)
    sheet = PracticePage.objects.visible_to(None).get(pk=discussed)
    film = TestimonialPage.objects.visible_to(None).filter(kind="video").earliest("pk")
    return {
        "sheet": sheet.get_absolute_url(),
        "front": "/",
        "results": f"{reverse('search')}?q=accueil",
        "structure": sheet.get_parent().specific.get_absolute_url(),
        "lever": Lever.objects.in_use()[0].get_absolute_url(),
        "testimonial": film.get_absolute_url(),
    }


def member_cookie() -> str:
    """The header of a browser where the demonstration's member is signed in."""
    client = Client()
    client.force_login(Member.objects.get(email=MEMBER))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def static_file(*, size: int) -> str:
    """The path of the style sheet whose size is nearest."""
    named = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"].values()
    sheets = [name for name in named if name.endswith(".css")]
    nearest = min(sheets, key=lambda name: abs((settings.STATIC_ROOT / name).stat().st_size - size))
    return f"{settings.STATIC_URL}{nearest}"


def in_the_sitemap(content: bytes, /) -> list[str]:
    """The paths that a part of the sitemap names."""
    return [urlsplit(found).path for found in re.findall(r"<loc>(.*?)</loc>", content.decode())]
