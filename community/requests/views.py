"""The pages of a stranger: asking, the click in the mail, having it forgotten."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.models import ParcoursPage
from community.paging import number_in
from community.requests.acts import NoSuchRequest, TooManyRequests, ask, confirm, forget
from community.requests.forms import AccountForm, AskingForm, NewsForm
from community.requests.links import CONFIRM, FORGET, path_to, request_of
from community.visibility import reader

not_kept = cache_control(private=True, no_store=True)
"""What was typed is kept by no browser. (`never_cache` dates its answer: two that are equal would differ.)"""

FORMS: dict[str, type[AskingForm]] = {"nouvelles": NewsForm, "compte": AccountForm}
"""By the word of the address, `?pour=`."""


@not_kept
@require_http_methods(["GET", "POST"])
def ask_to_come_in(request: HttpRequest) -> HttpResponse:
    """The form that `?pour=` names, about the coming parcours that `?parcours=` names; without the first, a choice."""
    parcours = coming_parcours(request)
    wanted = request.GET.get("pour", "")
    context = {"parcours": parcours, "wanted": wanted, "is_too_late": "parcours" in request.GET and parcours is None}
    if wanted not in FORMS:
        return render(request, "community/requests/choose.html", context)
    form = FORMS[wanted](request.POST if request.method == "POST" else None, initial=_known_of(request))
    if request.method == "POST" and form.is_valid() and _is_asked(request, form, parcours):
        return redirect("ask_to_come_in_sent")
    return render(request, "community/requests/ask.html", context | {"form": form})


def coming_parcours(request: HttpRequest) -> ParcoursPage | None:
    """The parcours of the address, while one may still ask about it; what is no such parcours is nothing."""
    visible = ParcoursPage.objects.visible_to(reader(request))
    found = visible.filter(pk=number_in(request.GET.get("parcours", "")) or 0).first()
    return found if found is not None and found.status == ParcoursPage.Status.COMING else None


def _known_of(request: HttpRequest) -> dict[str, str]:
    """A member finds their name and address there."""
    member = reader(request)
    return {"name": member.display_name, "address": member.email} if member else {}


def _is_asked(request: HttpRequest, form: AskingForm, parcours: ParcoursPage | None) -> bool:
    """Ask; returns whether it is done. Otherwise the form says why."""
    stamp = form.cleaned_data["stamp"]
    try:
        ask(kind=form.kind, parcours=parcours, asked=form.asked, form=stamp, request=request)
    except TooManyRequests:
        form.add_error(
            None,
            _(
                "Plusieurs demandes sont déjà parties pour cette adresse, ou depuis cette connexion. Regardez vos "
                "e-mails, ou revenez demain : tout ce que vous avez écrit est encore là."
            ),
        )
        return False
    messages.success(request, _("Nous venons d’écrire à %(address)s.") % {"address": form.cleaned_data["address"]})
    return True


@not_kept
@require_http_methods(["GET"])
def sent(request: HttpRequest) -> HttpResponse:
    """What to do now: open the mail. The same page for every address."""
    return render(request, "community/requests/sent.html")


@not_kept
@require_http_methods(["GET", "POST"])
def confirm_request(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of the mail opens: the request as it was typed, and a button; a program that reads mails changes
    nothing."""
    asked = request_of(act=CONFIRM, token=token)
    if asked is not None and request.method == "POST":
        try:
            confirm(asked=asked)
        except NoSuchRequest:
            asked = None
        else:
            return redirect(CONFIRM, token=token)
    if asked is None or asked.is_over:
        return render(request, "community/requests/dead_link.html", status=404)
    context = {"asked": asked, "forget_path": path_to(act=FORGET, asked=asked)}
    return render(request, "community/requests/confirm.html", context)


@not_kept
@csrf_exempt  # a mail program presses the button of its own bar, from no page of ours (RFC 8058); the link is the proof
@require_http_methods(["GET", "POST"])
def forget_request(request: HttpRequest, token: str) -> HttpResponse:
    """What « oublier ma demande » opens: a button, then nothing is left. Pressed again, it says the same."""
    asked = request_of(act=FORGET, token=token)
    if asked is not None and request.method == "POST":
        forget(asked=asked)
        asked = None
    return render(request, "community/requests/forget.html", {"asked": asked})
