"""« Les personnes » : the list, and what it gives to a spreadsheet."""

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.accounts.factors.fresh import freshly_entered
from community.paging import page_asked, page_of
from community.people.door import for_keepers, keeper_of
from community.people.exporting import KINDS, sheet_of
from community.people.finding import A_PAGE_OF_PEOPLE, as_shown, found, shown
from community.people.forms import PeopleForm
from community.teams.queries import without_pilot
from community.throttles import may_try

logger = logging.getLogger(__name__)


@for_keepers
@require_http_methods(["GET"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, fifty a page, narrowed by what the address asks."""
    form = PeopleForm(request.GET)
    page = page_of(shown(found(asked=form.asked)), number=page_asked(request=request), size=A_PAGE_OF_PEOPLE)
    page.object_list = [as_shown(member) for member in page.object_list]
    unled = page_of(without_pilot(), number=page_asked(request=request, name="structures"))
    context = {
        "form": form,
        "people": page,
        "without_pilot": unled,
        "narrowed": request.GET.urlencode(),
        "exports": [(kind, reverse("people_export", args=[kind]), label) for kind, label in KINDS.items()],
    }
    return render(request, "community/people/people.html", context)


@for_keepers
@freshly_entered  # a session found open does not give every address away
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, kind: str) -> Any:
    """The same people, in a file for a spreadsheet; who took it, and how many are in it, is in the site's log."""
    if kind not in KINDS:
        raise Http404
    back = f"{reverse('people')}?{request.GET.urlencode()}"
    if request.method == "GET":
        return redirect(back)
    keeper = keeper_of(request)
    if not may_try(action="export_people", member=keeper, request=request):
        messages.warning(request, _("Vous avez pris plusieurs listes dans l’heure : réessayez un peu plus tard."))
        return redirect(back)
    asked = PeopleForm(request.GET).asked
    chosen = found(asked=asked)
    # What was typed may be somebody's name: the log says by which fields the list was narrowed, not by what.
    logger.info(
        "people exported: %d in %s, by member %d, narrowed by %s", chosen.count(), kind, keeper.pk, sorted(asked)
    )
    return sheet_of(people=shown(chosen), kind=kind, name=f"personnes-{timezone.localdate():%Y-%m-%d}")
