"""The address of a page's PDF: it asks who is reading, as the page itself does."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.models import Page

from community.conditional import unless_same
from community.visibility import Reading, reader, reading_of
from practices.paper.documents import document_of, has_paper
from practices.paper.making import pdf_of


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF of a sheet or of a testimonial, for whoever may read it now; 404 to anybody else."""
    page = Page.objects.filter(pk=pk).first()
    if page is None or not has_paper(page=page.specific):
        raise Http404
    member = reader(request)
    reading = reading_of(page=page, member=member)
    if reading is Reading.ASKED_TO_SIGN_IN:
        return redirect_to_login(request.get_full_path())
    if reading is Reading.REFUSED:
        raise Http404
    is_public = member is None or reading_of(page=page, member=None) is Reading.EVERYBODY
    return _sent(request, _version(page, reading), is_public)


def _version(page: Page, reading: Reading) -> Any:
    """What is on line; for its team, the draft of what never was."""
    if reading is Reading.TEAM_ONLY and not page.live:
        return page.specific.get_latest_revision_as_object()
    return page.specific


def _sent(request: HttpRequest, page: Any, is_public: bool) -> HttpResponse:
    document = document_of(page=page, is_public=is_public)
    response = HttpResponse(pdf_of(document=document, pk=page.pk, is_public=is_public), content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(False, f"{page.slug}.pdf"))
    # A viewer of PDFs is a page of the browser's own, with styles that the policy of our pages would refuse.
    response["Content-Security-Policy"] = "frame-ancestors 'self'"
    if is_public:
        response["Link"] = f'<{quote(document.foot.address, safe=":/%?=&")}>; rel="canonical"'
    else:
        response["X-Robots-Tag"] = "noindex"
    return unless_same(request=request, response=response)
