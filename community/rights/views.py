"""« Mes données » : take along what the site keeps of oneself, leave, come back."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts.factors.fresh import freshly_entered
from community.models import Archive, Member
from community.rights.archives import ask_for_archive, is_over, until
from community.rights.before_leaving import what_leaving_means
from community.rights.departures import AccountIsClosed, LastAdministrator, ask_to_leave, come_back, departure_of
from community.rights.forms import LeavingForm
from community.rights.packing import folder
from community.unsent import signed_in, typed_in
from community.visibility import reader

TEMPLATES = "community/rights"


@never_cache
@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one may do with one's own data, and how far the archive is."""
    archive = Archive.objects.filter(member=_member(request)).first()
    if archive is not None and is_over(archive):
        archive = None
    context = {"archive": archive, "until": until(archive) if archive else None}
    return render(request, f"{TEMPLATES}/mine.html", context)


@never_cache
@signed_in
@freshly_entered(back_to="my_data")
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Ask for one's archive."""
    ask_for_archive(member=_member(request))
    return redirect("my_data")


@never_cache
@signed_in
@freshly_entered(back_to="my_data")
@require_safe
def give(request: HttpRequest) -> HttpResponseBase:
    """One's own archive; nobody else's has an address."""
    archive = Archive.objects.filter(member=_member(request)).exclude(ready_at=None).first()
    if archive is None or is_over(archive):
        raise Http404
    try:
        content = (folder() / archive.name).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename="mes-donnees-faire-avec.zip")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@signed_in
@freshly_entered
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Say what leaving means, then leave."""
    member = _member(request)
    form = LeavingForm(typed_in(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_leave(member=member, words=form.cleaned_data["words"])
        except LastAdministrator:
            messages.error(request, _("Vous êtes la seule personne à administrer le site : confiez-le d’abord."))
        except AccountIsClosed:
            logout(request)
            return redirect("account_login")
        else:
            logout(request)
            return redirect("my_data_asleep")
    return render(request, f"{TEMPLATES}/leave.html", {"form": form, "leaving": what_leaving_means(member=member)})


@require_safe
def asleep(request: HttpRequest) -> HttpResponse:
    """What happens now; the same for everybody, whoever opens it."""
    return render(request, f"{TEMPLATES}/asleep.html")


@never_cache
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Come back, by the link of the mail; opening it changes nothing."""
    departure = departure_of(pk=pk, token=token)
    if request.method == "POST" and departure is not None and come_back(departure=departure):
        messages.success(request, _("Vous revoilà, et rien n’a changé. Connectez-vous comme d’habitude."))
        return redirect("account_login")
    status = 200 if departure is not None and request.method == "GET" else 404
    return render(request, f"{TEMPLATES}/back.html", {"departure": departure}, status=status)


def _member(request: HttpRequest) -> Member:
    member = reader(request)
    assert member is not None  # noqa: S101 signed_in
    return member
