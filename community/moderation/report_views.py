"""The pages of whoever reports something, with an account or without."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from community.models import Member
from community.moderation.forms import ReportForm
from community.moderation.reporting import NothingToReport, TooManyReports, report, thing_to_report
from community.moderation.subjects import Subject, subject_called
from community.unsent import TYPED_BY, ask_to_sign_in, typed_in
from community.visibility import reader

not_kept = cache_control(private=True, no_store=True)
"""What was typed is kept by no browser."""

LONGEST_EXTRACT = 400  # characters: enough to know that it is this one


@not_kept
@require_http_methods(["GET", "POST"])
def report_thing(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """Say what is wrong with this; 404 for what this person does not read."""
    member = reader(request)
    kind = _kind_of(subject)
    if member is None and (kind.is_for_members or TYPED_BY in request.POST):  # of a member: their session has ended
        return ask_to_sign_in(request)
    thing = _thing_or_404(kind, pk, member)
    typed = typed_in(request)[0] if member is not None else request.POST if request.method == "POST" else None
    form = ReportForm(typed, is_known=member is not None)
    if request.method == "POST" and form.is_valid() and _is_reported(request, form, kind, thing, member):
        return redirect("report_sent", subject, pk)
    return render(request, "community/moderation/report.html", _shown(kind, thing, member) | {"form": form})


@not_kept
@require_safe
def report_sent(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """What happens now; the same for everybody who may read the thing, whatever was sent before."""
    member = reader(request)
    kind = _kind_of(subject)
    if member is None and kind.is_for_members:
        return ask_to_sign_in(request)
    thing = _thing_or_404(kind, pk, member)
    return render(request, "community/moderation/report_sent.html", _shown(kind, thing, member))


def _kind_of(name: str) -> Subject:
    subject = subject_called(name)
    if subject is None:
        raise Http404
    return subject


def _thing_or_404(subject: Subject, pk: int, member: Member | None) -> Any:
    thing = thing_to_report(subject=subject, object_id=pk, member=member)
    if thing is None:
        raise Http404
    return thing


def _is_reported(request: HttpRequest, form: ReportForm, subject: Subject, thing: Any, member: Member | None) -> bool:
    """Report it; returns whether it is done. Otherwise the form says why."""
    stamp = form.cleaned_data["stamp"]
    try:
        report(thing=thing, subject=subject, member=member, said=form.said, form=stamp, request=request)
    except NothingToReport:
        raise Http404 from None
    except TooManyReports:
        form.add_error(
            None,
            _(
                "Plusieurs signalements sont déjà partis d’ici dans l’heure. Gardez cette page ouverte, et envoyez "
                "celui-ci un peu plus tard : tout ce que vous avez écrit est encore là."
            ),
        )
        return False
    return True


def _shown(subject: Subject, thing: Any, member: Member | None) -> dict[str, Any]:
    """Nothing but what this person reads of it at its place."""
    text = " ".join(subject.read_by(thing, member).split())
    extract = text if len(text) <= LONGEST_EXTRACT else f"{text[:LONGEST_EXTRACT].rstrip()}…"
    return {
        "label": subject.label,
        "title": subject.title(thing),
        "address": subject.address(thing),
        "extract": extract,
    }
