"""The pages of somebody without account who asks: the form, the click in the mail, having it forgotten."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.typed_text.characters import typed
from community.unsent import ask_to_sign_in
from practices.requests import visitors
from practices.requests.acts import NoPlace
from practices.requests.forms import VisitorForm, without_reproach
from practices.requests.links import CONFIRM, FORGET, path_to, question_of

TEMPLATES = "practices/requests"
LOOK = "look"
"""The button that shows what exists already, where no script does."""

MOST_WORDS = 1_000  # characters of an address; more than a question may have, so that its author cuts it

not_kept = cache_control(private=True, no_store=True)


def words_in_the_address(request: HttpRequest) -> str:
    """What was typed elsewhere, in search most often: the first draft of a question."""
    return typed(request.GET.get("q", ""))[:MOST_WORDS]


def no_place(request: HttpRequest) -> HttpResponse:
    """There is no « Entraide » on line: said before anything is typed."""
    return render(request, f"{TEMPLATES}/no_place.html", status=404)


def ask_as_visitor(request: HttpRequest) -> HttpResponse:
    """The form of a visitor. What a member sends after their session has ended waits for them to sign in."""
    if request.method == "GET":
        asked = words_in_the_address(request)
        return _show(request, VisitorForm(initial={"question": asked}), looked_at=asked)
    if "address" not in request.POST:
        return ask_to_sign_in(request)
    form = VisitorForm(request.POST)
    if request.POST.get("action") == LOOK:
        return _show(request, form, is_unsaved=True, looked_at=without_reproach(form=form))
    if form.is_valid() and _is_asked(request, form):
        return redirect("question_sent")
    return _show(request, form)


def _is_asked(request: HttpRequest, form: VisitorForm) -> bool:
    """Ask; returns whether it is done. Otherwise the form says why."""
    said = form.cleaned_data
    try:
        visitors.ask(words=form.words, name=said["name"], address=said["address"], form=said["stamp"], request=request)
    except visitors.TooManyQuestions:
        form.add_error(
            None,
            _(
                "Plusieurs questions sont déjà parties pour cette adresse, ou depuis cette connexion. Regardez vos "
                "e-mails, ou revenez demain : tout ce que vous avez écrit est encore là."
            ),
        )
        return False
    except NoPlace:
        form.add_error(None, _("Il n’y a pas encore de page « Entraide » sur ce site."))
        return False
    messages.success(request, _("Nous venons d’écrire à %(address)s.") % {"address": said["address"]})
    return True


@not_kept
@require_http_methods(["GET"])
def sent(request: HttpRequest) -> HttpResponse:
    """What to do now: open the mail. The same page for every address."""
    return render(request, f"{TEMPLATES}/sent.html")


@not_kept
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of the mail opens: the question as it was typed, and a button; a program that reads mails changes
    nothing."""
    asked = question_of(act=CONFIRM, token=token)
    if asked is not None and request.method == "POST":
        try:
            visitors.confirm(asked=asked)
        except visitors.NoSuchQuestion:
            asked = None
        except NoPlace:  # the link stays good for its seven days
            return no_place(request)
        else:
            return redirect(CONFIRM, token=token)
    if asked is None or asked.is_over:
        return render(request, f"{TEMPLATES}/dead_link.html", status=404)
    context = {"asked": asked, "forget_path": path_to(act=FORGET, asked=asked)}
    return render(request, f"{TEMPLATES}/confirm.html", context)


@not_kept
@csrf_exempt  # a mail program presses the button of its own bar, from no page of ours (RFC 8058); the link is the proof
@require_http_methods(["GET", "POST"])
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """« Ne plus recevoir les réponses » : a button, then the address is gone. Pressed again, it says the same."""
    asked = question_of(act=FORGET, token=token)
    if asked is not None and request.method == "POST":
        visitors.forget(asked=asked)
        asked = None
    return render(request, f"{TEMPLATES}/forget.html", {"asked": asked})


def _show(request: HttpRequest, form: Any, *, is_unsaved: bool = False, looked_at: str = "") -> HttpResponse:
    context = {"form": form, "is_visitor": True, "is_unsaved": is_unsaved, "looked_at": looked_at}
    response = render(request, f"{TEMPLATES}/ask.html", context)
    return response
