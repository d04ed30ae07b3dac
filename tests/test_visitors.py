"""What `tests/visitors.py` watches for is seen when it is there."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django.utils.timesince import timesince

from community.kept.permission import let_it_be_kept
from search.models import SearchLog
from tests.visitors import MadeTwice

Says = Callable[[HttpRequest], Any]
CHANGED = "/somewhere/?a=1 is not the same when made again"
STARTED = timezone.now()
SAYS: dict[str, tuple[Says, str]] = {
    "whom a cookie names": (lambda request: request.COOKIES.get("name"), CHANGED),
    "from where somebody comes": (lambda request: request.META["REMOTE_ADDR"], CHANGED),
    "with which browser": (lambda request: request.headers.get("user-agent"), CHANGED),
    "what time it is": (lambda _request: timezone.localtime().strftime("%H:%M:%S"), CHANGED),
    "for how long": (lambda _request: timesince(STARTED), CHANGED),
    "something drawn": (lambda _request: random.random(), CHANGED),
    "an undeclared parameter": (lambda request: request.GET.get("b"), "/somewhere/ reads more than it declares: b"),
    "a table left out": (lambda _request: SearchLog.objects.count(), "/somewhere/ reads search_searchlog, where"),
}


def opened(says: Says, settings: Any) -> HttpResponse:
    def make(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(str(says(request)))
        let_it_be_kept(request=request, response=response, parameters=("a",))
        return response

    settings.MADE_TWICE = True
    request = RequestFactory().get("/somewhere/?a=1", headers={"user-agent": "Firefox"})
    request.COOKIES["name"] = "Nadia"
    response = MadeTwice(make)(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.django_db
@pytest.mark.parametrize("what", SAYS)
def test_a_page_that_says_what_others_may_not_be_told_fails(what: str, settings: Any) -> None:
    says, told = SAYS[what]
    with pytest.raises(AssertionError, match="^" + told.replace("?", "\\?")):
        opened(says, settings)


@pytest.mark.django_db
def test_a_page_that_is_the_same_for_everybody_passes(settings: Any) -> None:
    assert opened(lambda request: (request.GET.get("a"), timezone.localdate()), settings).status_code == 200
