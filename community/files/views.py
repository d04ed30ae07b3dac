"""The door: a file's address, which asks who is reading."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from community.files.access import find
from community.files.serving import send
from community.visibility import reader


@require_safe
def give(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a file to a person who may read a page that shows it; 404 to anybody else."""
    given = find(name=name, member=reader(request))
    if given is None:
        raise Http404
    return send(request=request, given=given)
