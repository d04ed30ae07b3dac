"""The pictures of pages that are shared, made when first asked; what a telephone keeps of the site on its screen."""

from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

import community.drawing
import community.paper
from community import made
from community.conditional import unless_same
from community.visibility import reader, visible_to
from home.found import card
from home.found.faces import Face, face_of_lever, face_of_page, has_face
from practices.models import Lever

KIND = "shared"


@require_safe
def shared_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of a page, for whoever may read the page now; 404 to anybody else."""
    pages, member = Page.objects.filter(pk=pk), reader(request)
    page = visible_to(pages, member).first()
    if page is None or not has_face(page.specific):
        raise Http404
    is_public = member is None or visible_to(pages, None).exists()
    return _sent(request, face_of_page(page.specific), of=f"page-{pk}" if is_public else "")


@require_safe
def shared_picture_of_lever(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of a lever."""
    lever = get_object_or_404(Lever, slug=slug)
    return _sent(request, face_of_lever(lever), of=f"lever-{lever.pk}")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """`/site.webmanifest`: its name and its sign, for whoever puts the site on the screen of a telephone."""
    icons = [
        {"src": static(f"img/icon-{side}.png"), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
        for side in (192, 512)
        for purpose in ("any", "maskable")
    ]
    facts = {
        "name": "Faire avec",
        "short_name": "Faire avec",
        "description": _("Des fiches pratiques et des témoignages pour impliquer les personnes avec qui vous agissez."),
        "lang": "fr",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",  # with a way back, which an application of its own would not have
        "background_color": "#fbf6ec",
        "theme_color": "#fbf6ec",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


def forget_what_nobody_sees() -> int:
    """Erase the pictures of pages that the public does not read any more, and those that nobody asked for lately."""
    kept = {of for of, _place in made.kept_of(kind=KIND)}
    keys = [int(of.removeprefix("page-")) for of in kept if of.startswith("page-")]
    still = visible_to(Page.objects.filter(pk__in=keys).order_by(), None).values_list("pk", flat=True)
    levers = Lever.objects.values_list("pk", flat=True)
    return made.forget(kind=KIND, still={f"page-{pk}" for pk in still} | {f"lever-{pk}" for pk in levers})


def _sent(request: HttpRequest, face: Face, *, of: str) -> HttpResponse:
    """`of` names what everybody may see, and is kept; what only some see is drawn each time."""

    def draw() -> bytes:
        return card.drawn(face)

    mark = made.mark_of(face, _version())
    content = made.made_once(kind=KIND, of=of, mark=mark, make=draw) if of else draw()
    return unless_same(request=request, response=HttpResponse(content, content_type="image/jpeg"))


@cache
def _version() -> str:
    drawing, paper = (Path(str(room.__file__)).parent for room in (community.drawing, community.paper))
    return made.version_of(Path(card.__file__), *drawing.glob("*.py"), *paper.glob("fonts/*.ttf"))
