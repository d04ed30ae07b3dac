"""What machines ask of any site: what they may walk through, whom to tell of a fault, the sign of a tab."""

from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.models import SiteSettings

TOLD_FOR = timedelta(days=180)  # what is said of whom to tell; RFC 9116 asks for less than a year

KEPT_OUT = (
    "/admin/",
    "/compte/",
    "/rejoindre/demander/",  # forms
    "/recherche/?",  # each combination of words and filters is a page of its own, without end
    "/recherche/suggestions",
    "/questions/",  # forms, and what stands beside them: questions themselves are read below /entraide/
    "/signaler/",  # a form for each page and comment
    "/papier/",  # the PDF of a page says what the page says
    "/*?levier=",
    "/*?reponses=",
    "/*?t=",  # a moment of a film: the same page
    "/*?commentaire=",  # the page of a conversation that holds it: it has an address of its own
)


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: pages yes, combinations of filters no."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    lines += ["", f"Sitemap: {urljoin(settings.SITE_URL, reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """`/.well-known/security.txt` (RFC 9116): where to tell of a fault; 404 while the site has no contact address."""
    address = SiteSettings.for_request(request).contact_address
    if not address:
        raise Http404
    lines = {
        "Contact": f"mailto:{address}",
        "Expires": (timezone.now() + TOLD_FOR).strftime("%Y-%m-%dT00:00:00Z"),
        "Preferred-Languages": "fr, en",
        "Canonical": urljoin(settings.SITE_URL, reverse("security_txt")),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """`/favicon.ico`, asked without reading the page that names the drawing."""
    return HttpResponseRedirect(static("img/favicon.ico"))
