"""The facilitators' desk: the queue, one text and what is decided of it, the journal."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.facilitators import for_facilitators
from community.models import Decision, Matter
from community.moderation.deciding import (
    AlreadyDecided,
    ChangedMeanwhile,
    NotForThis,
    close_those_that_are_gone,
    decide,
)
from community.moderation.deciding import seen_in as seen
from community.moderation.forms import DecisionForm
from community.moderation.queue import MatterShown, journal, queue, shown_of
from community.moderation.sentences import first_choice, sentences_for, with_sentence
from community.paging import page_asked
from community.unsent import member_of, typed_in

GESTURES: dict[str, Decision.What] = {
    "laisser": Decision.What.LEFT,
    "publier": Decision.What.RELEASED,
    "demander": Decision.What.ASKED,
    "retirer": Decision.What.REMOVED,
}
"""What the buttons say, in the field `geste`."""
HEADINGS: dict[Decision.What, tuple[Promise, Promise]] = {
    Decision.What.LEFT: (
        gettext_lazy("Laisser en place"),
        gettext_lazy("Qui a signalé est prévenu. Qui a écrit ne l’est pas."),
    ),
    Decision.What.RELEASED: (gettext_lazy("Mettre en ligne"), gettext_lazy("La personne qui a écrit est prévenue.")),
    Decision.What.ASKED: (
        gettext_lazy("Demander un changement"),
        gettext_lazy("La personne qui a écrit reçoit cette phrase. Un texte retenu attend, caché, qu’elle le change."),
    ),
    Decision.What.REMOVED: (
        gettext_lazy("Retirer"),
        gettext_lazy(
            "La personne qui a écrit reçoit cette phrase, une copie de son texte, et la façon de contester. Qui a "
            "signalé est prévenu."
        ),
    ),
}

CHANGED = gettext_lazy(
    "Ce texte, ou ce qu’on en dit, a changé pendant que vous le lisiez. Le voici comme il est maintenant : "
    "relisez, puis décidez de nouveau. Votre phrase est gardée."
)


@dataclass(frozen=True, kw_only=True)
class DecisionOffered:
    """One of the three decisions, as the page offers it; `is_chosen`: one of its sentences was just pressed."""

    gesture: str
    heading: str | Promise
    explained: str | Promise
    form: DecisionForm
    sentences: Any
    is_open: bool
    is_chosen: bool
    is_harsh: bool


@for_facilitators
def moderation(request: HttpRequest) -> HttpResponse:
    """What waits, twenty a page; `?etat=demandes`: what its author was asked to change. What is gone is closed."""
    is_asked = request.GET.get("etat") == "demandes"
    shown = queue(number=page_asked(request=request), is_asked=is_asked)
    if shown.gone:
        close_those_that_are_gone(shown.gone)
        shown = queue(number=page_asked(request=request), is_asked=is_asked)
    return render(request, "community/moderation/queue.html", {"page": shown.page, "is_asked": is_asked})


@for_facilitators
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One text, who reported it and why, and the three decisions."""
    row = get_object_or_404(Matter.objects.select_related("author"), pk=pk)
    typed, _files = typed_in(request)
    gesture = typed.get("geste", "") if typed is not None else ""
    form = DecisionForm(typed, auto_id=f"{gesture}_%s") if gesture in GESTURES else None
    is_sent = request.method == "POST" and form is not None and form.is_valid() and not form.cleaned_data["phrase"]
    if form is not None and is_sent and _is_decided(request, row, gesture, form):
        return redirect("moderation")
    row = Matter.objects.select_related("author").get(pk=pk)  # as another may have left it
    found = shown_of([row])
    if row.closed_at is None and not found:
        close_those_that_are_gone([row])
        row = Matter.objects.select_related("author").get(pk=pk)
    shown = found[0] if found else None
    context = {
        "matter": row,
        "shown": shown,
        "is_own": row.author_id == member_of(request).pk,
        "decisions": row.decisions.select_related("by"),
        "choices": _choices(request, shown, gesture, form) if shown is not None and row.closed_at is None else [],
    }
    return render(request, "community/moderation/matter.html", context)


@for_facilitators
def moderation_journal(request: HttpRequest) -> HttpResponse:
    """What was decided, by whom, when, with which sentence."""
    return render(request, "community/moderation/journal.html", {"page": journal(number=page_asked(request=request))})


def _choices(
    request: HttpRequest, shown: MatterShown, gesture: str, form: DecisionForm | None
) -> list[DecisionOffered]:
    """The three that this matter offers; the one that was pressed, or whose sentence was chosen, stands open."""
    chosen = request.GET.get("geste", "")
    return [
        _choice(request, shown, name, form if name == gesture else None, is_open=name in (gesture or chosen,))
        for name in ("publier" if shown.matter.is_held else "laisser", "demander", "retirer")
    ]


def _choice(
    request: HttpRequest, shown: MatterShown, name: str, form: DecisionForm | None, *, is_open: bool
) -> DecisionOffered:
    what = GESTURES[name]
    now = seen(matter=shown.matter, thing=shown.thing, subject=shown.subject)
    is_chosen = False
    if form is None:
        words = first_choice(what=what, matter=shown.matter, reasons=shown.reasons).words
        form = DecisionForm(initial={"sentence": words, "seen": now}, auto_id=f"{name}_%s")
    else:
        form, is_chosen = _as_it_comes_back(form, what, now)
    heading, explained = HEADINGS[what]
    return DecisionOffered(
        gesture=name,
        heading=heading,
        explained=explained,
        form=form,
        sentences=sentences_for(what=what),
        is_open=is_open,
        is_chosen=is_chosen,
        is_harsh=what == Decision.What.REMOVED,
    )


def _as_it_comes_back(form: DecisionForm, what: Decision.What, now: str) -> tuple[DecisionForm, bool]:
    """The form that was sent, with the sentence that was pressed, if one was; `now` is what stands on this page."""
    data: Any = form.data
    typed = data.copy()
    key, was_seen = typed.get("phrase", ""), typed.get("seen", "")
    typed["seen"] = now  # what they read
    if not key:
        form.data = typed
        return form, False
    typed["sentence"], typed["phrase"] = with_sentence(what=what, key=key, typed=typed.get("sentence", "")), ""
    form = DecisionForm(typed, auto_id=form.auto_id)
    if was_seen != now:
        form.add_error(None, CHANGED)
    return form, True


def _is_decided(request: HttpRequest, row: Matter, gesture: str, form: DecisionForm) -> bool:
    """Decide; returns whether nothing is left to do here. Otherwise the form says why."""
    said = form.cleaned_data
    try:
        decision = decide(
            matter=row, by=member_of(request), what=GESTURES[gesture], sentence=said["sentence"], seen=said["seen"]
        )
    except AlreadyDecided as fault:
        messages.warning(request, _first_decision(fault.decision))
        return False
    except ChangedMeanwhile:
        form.add_error(None, CHANGED)
        return False
    except NotForThis:
        form.add_error(None, _("Ce texte n’est plus dans le même état : relisez-le, puis décidez de nouveau."))
        return False
    if decision.what == Decision.What.GONE:
        messages.info(request, _("Ce texte n’est plus là : il n’y a rien à décider. Qui l’avait signalé est prévenu."))
    else:
        messages.success(
            request, _("C’est fait : %(what)s. Les personnes concernées sont prévenues.") % {"what": decision}
        )
    return True


def _first_decision(decision: Decision | None) -> str:
    if decision is None:
        return _("Cette page était ouverte depuis un moment : relisez, puis décidez de nouveau.")
    who = decision.by.display_name if decision.by else _("Une autre personne")
    return _("%(name)s a décidé avant vous, le %(when)s : %(what)s. Rien d’autre n’est parti.") % {
        "name": who,
        "when": date_format(localtime(decision.at), "j F à H:i"),
        "what": decision,
    }
