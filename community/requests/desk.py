"""The facilitators' desk: the queue, one request and its answer, the news of a parcours, the table to take away."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.accounts.factors.fresh import freshly_entered
from community.facilitators import for_facilitators
from community.invitations.acts import CannotInvite
from community.models import EntryRequest, ParcoursPage
from community.paging import page_asked
from community.requests.acts import NoSuchRequest, forget
from community.requests.answer_forms import InvitationForm, NewsOfParcoursForm, SentenceForm
from community.requests.answers import (
    AlreadyAnswered,
    NobodyToTell,
    answer_with_a_sentence,
    answer_with_an_invitation,
    file_away,
    tell_about,
)
from community.requests.export import as_table
from community.requests.queries import Narrowed, has_account, queue, recipients_of_news, to_export
from community.unsent import member_of, typed_in

INVITE, SENTENCE, FILE, FORGET = "inviter", "repondre", "classer", "oublier"
"""What the buttons say, in the field `geste` of each form."""


@for_facilitators
def requests(request: HttpRequest) -> HttpResponse:
    """What was asked, twenty a page; `?genre=`, `?etat=` and `?parcours=` narrow it."""
    asked = Narrowed.read(request.GET)
    return render(
        request, "community/requests/queue.html", {"queue": queue(asked=asked, number=page_asked(request=request))}
    )


@for_facilitators
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, and the ways to answer it; who is second is told who was first."""
    found = EntryRequest.objects.confirmed().select_related("parcours", "answered_by", "told")
    asked = get_object_or_404(found, pk=pk)
    typed, _files = typed_in(request)
    gesture = typed.get("geste", "") if typed is not None else ""
    invitation = InvitationForm(typed if gesture == INVITE else None, auto_id="invitation_%s")
    sentence = SentenceForm(typed if gesture == SENTENCE else None, auto_id="reponse_%s")
    if request.method == "POST":
        answer = _answers(request, asked, invitation, sentence).get(gesture)
        if answer is not None and answer():
            return redirect("requests")
        asked = get_object_or_404(found, pk=pk)  # as another may have left it
    context = {
        "asked": asked,
        "invitation": invitation,
        "sentence": sentence,
        "account": has_account(address=asked.address),
    }
    return render(request, "community/requests/one.html", context)


def _answers(
    request: HttpRequest, asked: EntryRequest, invitation: InvitationForm, sentence: SentenceForm
) -> dict[str, Callable[[], bool]]:
    """What each button does; each says whether it is done, else the page says why not."""
    by = member_of(request)

    def invite() -> bool:
        if not invitation.is_valid():
            return False
        chosen = {name: invitation.cleaned_data[name] for name in ("structure", "role")}
        done = _("L’invitation est partie.")
        if chosen["structure"]:  # a few words of its name were enough: it is said whole
            done = _("L’invitation dans %(name)s est partie.") % {"name": chosen["structure"].title}
        return _try(request, lambda: answer_with_an_invitation(asked=asked, by=by, **chosen), done, invitation)

    def write() -> bool:
        return sentence.is_valid() and _try(
            request,
            lambda: answer_with_a_sentence(asked=asked, by=by, words=sentence.cleaned_data["words"]),
            _("Votre réponse est partie."),
            sentence,
        )

    def put_away() -> bool:
        return _try(request, lambda: file_away(asked=asked, by=by), _("La demande est classée."))

    def erase() -> bool:
        return _try(request, lambda: forget(asked=asked), _("La demande est oubliée."))

    return {INVITE: invite, SENTENCE: write, FILE: put_away, FORGET: erase}


def _try(request: HttpRequest, act: Callable[[], Any], done: str, form: forms.Form | None = None) -> bool:
    """Do it, and say so; what another did first is said in its place."""
    try:
        act()
    except NoSuchRequest:
        raise Http404 from None
    except (AlreadyAnswered, CannotInvite) as fault:
        refusal = _first_answer(fault.asked) if isinstance(fault, AlreadyAnswered) else fault.sentence
        if form is not None:
            form.add_error(None, refusal)
        else:
            messages.warning(request, refusal)
        return False
    messages.success(request, done)
    return True


def _first_answer(asked: EntryRequest) -> str:
    name = asked.answered_by.display_name if asked.answered_by else _("Une autre personne")
    return _("%(name)s vient de s’en occuper (%(state)s). Rien d’autre n’est parti.") % {
        "name": name,
        "state": asked.state,
    }


@for_facilitators
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to those who wait for a parcours: one press, a mail to each, once."""
    parcours = get_object_or_404(ParcoursPage.objects.live(), pk=pk)
    form = NewsOfParcoursForm(typed_in(request)[0], initial={"subject": _("Un parcours ouvre : %s") % parcours.title})
    if request.method == "POST" and form.is_valid():
        try:
            total = tell_about(parcours=parcours, by=member_of(request), **form.cleaned_data)
        except NobodyToTell:
            form.add_error(
                None, _("Personne n’attend plus de nouvelles : une autre personne vient sans doute d’écrire.")
            )
        else:
            said = ngettext(
                "C’est parti : %d personne est prévenue.", "C’est parti : %d personnes sont prévenues.", total
            )
            messages.success(request, said % total)
            return redirect("requests")
    total = recipients_of_news(parcours=parcours).count()
    return render(request, "community/requests/tell.html", {"form": form, "parcours": parcours, "total": total})


@for_facilitators
@freshly_entered  # as the list of people: a session found open gives no list of addresses
def table(request: HttpRequest) -> HttpResponse:
    """The people kept informed, of the parcours that the address names or of all, for a spreadsheet."""
    answer = HttpResponse(as_table(to_export(asked=Narrowed.read(request.GET))), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="tenus-au-courant.csv"'
    return answer
