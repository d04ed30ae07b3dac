"""The pages of questions: asking as a member, changing and withdrawing one's own."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.models import Member
from community.moderation.trust import MayWriteNoMore
from community.unsent import member_of, signed_in, text_kept, typed_in
from community.visibility import reader
from practices.models import PracticeRequestPage
from practices.requests import acts
from practices.requests.forms import QuestionForm, without_reproach
from practices.requests.visitor_views import LOOK, ask_as_visitor, no_place, words_in_the_address

TEMPLATES = "practices/requests"


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A new question; `?q=` fills it. Without an account, an address is asked besides."""
    if request.method == "GET" and not acts.may_be_asked():
        return no_place(request)
    member = reader(request)
    if member is None:
        return ask_as_visitor(request)
    if request.method == "GET":
        kept, words = text_kept(request), words_in_the_address(request)
        form = QuestionForm(kept.typed if kept else None, member=member, initial={"question": words})
        return _show(request, form, is_unsaved=kept is not None, looked_at=words)
    form = QuestionForm(request.POST, member=member)
    if request.POST.get("action") == LOOK:
        return _show(request, form, is_unsaved=True, looked_at=without_reproach(form=form))
    if not form.is_valid():
        return _show(request, form)
    question = _asked(request, form, member)
    return redirect(question.get_url()) if question else _show(request, form)


def _asked(request: HttpRequest, form: QuestionForm, member: Member) -> PracticeRequestPage | None:
    """Ask; None where the form says why not."""
    token = form.cleaned_data["token"] or uuid.uuid4()
    try:
        question = acts.ask(member=member, words=form.words, structure=form.structure_chosen, token=token)
    except acts.NoPlace:
        form.add_error(None, _("Il n’y a pas encore de page « Entraide » sur ce site : prévenez l’animation."))
        return None
    except acts.NotTheirQuestion:
        form.add_error("structure", _("Vous ne faites plus partie de cette structure."))
        return None
    except MayWriteNoMore as closed:
        form.add_error(None, closed.sentence)
        return None
    _say_asked(request, question)
    return question


def _say_asked(request: HttpRequest, question: PracticeRequestPage) -> None:
    if question.live:
        messages.success(
            request,
            _("Votre question est en ligne. Les structures qui ont de la pratique là-dessus vont être prévenues."),
        )
    else:
        messages.success(
            request,
            _("Votre question est enregistrée."),  # the page says what happens next
        )


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say one's own question otherwise."""
    member, question = member_of(request), _own_or_404(request, pk)
    typed, _files = typed_in(request)
    form = QuestionForm.of(question.get_latest_revision_as_object(), typed, member=member)
    if request.method == "POST" and request.POST.get("action") != LOOK and form.is_valid():
        try:
            acts.change(question=question, member=member, words=form.words, structure=form.structure_chosen)
        except acts.NotTheirQuestion:
            form.add_error(None, _("Cette question a été retirée, ou elle n’est plus à vous."))
        except MayWriteNoMore as closed:
            form.add_error(None, closed.sentence)
        else:
            messages.success(request, _("Votre question est modifiée."))
            return redirect(PracticeRequestPage.objects.get(pk=pk).get_url())
    return _show(request, form, question=question, is_unsaved=typed is not None)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own question off line, after a confirmation."""
    question = _own_or_404(request, pk)
    if request.method == "POST":
        acts.withdraw(question=question, member=member_of(request))
        messages.success(
            request, _("Votre question est retirée. Vous la voyez encore, et l’animation aussi ; personne d’autre.")
        )
        return redirect(question.get_parent().get_url())
    return render(request, f"{TEMPLATES}/withdraw.html", {"question": question})


def _own_or_404(request: HttpRequest, pk: int) -> PracticeRequestPage:
    """One's own question, not withdrawn: for others it does not exist."""
    rows = PracticeRequestPage.objects.filter(asker=member_of(request), withdrawn_at=None)
    question: PracticeRequestPage | None = rows.filter(id=pk).first()
    if question is None or not (question.live or question.is_held):
        raise Http404
    return question


def _show(
    request: HttpRequest,
    form: Any,
    *,
    question: PracticeRequestPage | None = None,
    is_unsaved: bool = False,
    looked_at: str = "",
) -> HttpResponse:
    context = {"form": form, "question": question, "is_unsaved": is_unsaved, "looked_at": looked_at}
    return render(request, f"{TEMPLATES}/ask.html", context)
