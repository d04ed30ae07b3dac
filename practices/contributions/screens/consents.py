"""The screens of agreements: the list and a new one, renew, withdraw, erase, the signed paper, the files."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from community.unsent import member_of, tell_lost, typed_in
from community.uploads import kept_or_told
from practices.contributions.acts import consents
from practices.contributions.acts.refusals import NotAllowed
from practices.contributions.acts.states import state_of
from practices.contributions.forms.consent import ConsentForm, RenewalForm
from practices.contributions.screens.access import for_members
from practices.models import ConsentRecord, TestimonialPage


@for_members
@require_http_methods(["GET", "POST"])
def consent_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreements of a testimonial, and the form of a new one."""
    testimonial = _testimonial_or_404(request, pk)
    typed, lost = typed_in(request)
    form = ConsentForm(typed, request.FILES or None, instance=ConsentRecord(testimonial=testimonial))
    tell_lost(form, lost)
    if request.method == "POST" and form.is_valid() and _is_kept(request, form, consents.record):
        messages.success(request, _("L’accord de %(person)s est enregistré.") % {"person": form.instance.person})
        return redirect("contributions:consents", pk=pk)
    state = state_of(testimonial)
    context = {
        "testimonial": testimonial,
        "records": list(testimonial.consents.all()),
        "form": form,
        "state": state,
        "may_submit": testimonial.has_valid_consent and state.may_be_submitted,
        "files_may_go": _has_withdrawn(testimonial) and consents.files_of(testimonial=testimonial),
    }
    return render(request, "practices/contributions/consent_list.html", context)


@for_members
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """New dates and a new paper for the same person.

    What was withdrawn or renewed since the form was shown is told first, and what was typed stays.
    """
    consent = _consent_or_404(request, pk)
    typed, lost = typed_in(request)
    seen = consents.seen_in(consent) if typed is None else typed.get("seen", "")
    # A form writes on its instance even what it refuses; the page says what stands.
    form = RenewalForm(typed, request.FILES or None, instance=copy(consent))
    tell_lost(form, lost)
    try:
        if request.method == "POST" and form.is_valid() and _is_kept(request, form, consents.renew, seen=seen):
            messages.success(request, _("L’accord de %(person)s est renouvelé.") % {"person": consent.person})
            return redirect("contributions:consents", pk=consent.testimonial_id)
    except consents.AgreementChanged as changed:
        consent = changed.now
    now = consents.seen_in(consent)
    if seen != now:  # told with whatever else is refused: the form then carries what is shown here
        form.tell_changed(_what_changed(consent))
    return render(
        request, "practices/contributions/consent_renew.html", {"consent": consent, "form": form, "seen": now}
    )


def _what_changed(consent: ConsentRecord) -> str:
    """A second press of one's own button reads this too: it says that there is nothing left to do."""
    if consent.withdrawn_at:
        return _(
            "Cet accord a changé depuis l’ouverture de ce formulaire : il a été retiré le %(date)s. Rien n’est "
            "enregistré. Si la personne a signé de nouveau depuis, joignez son document et renouvelez l’accord."
        ) % {"date": date_format(timezone.localtime(consent.withdrawn_at), "j F Y")}
    return _(
        "Cet accord a changé depuis l’ouverture de ce formulaire : il va maintenant jusqu’au %(date)s. Ce que vous "
        "venez d’envoyer n’est pas enregistré. Si cet accord vous convient, il n’y a rien à refaire ; sinon, joignez "
        "le document et renouvelez-le de nouveau."
    ) % {"date": date_format(consent.expires_on, "j F Y")}


def _is_kept(request: HttpRequest, form: Any, act: Callable[..., ConsentRecord], **options: Any) -> bool:
    """Write the agreement; a disk without room for its paper is told beside the field, and nothing is written."""
    try:
        with kept_or_told():
            act(consent=form.save(commit=False), member=member_of(request), **options)
    except ValidationError as refusal:
        form.add_error("document", refusal)
        return False
    return True


@for_members
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then hide."""
    consent = _consent_or_404(request, pk)
    if request.method != "POST":
        return render(request, "practices/contributions/consent_withdraw.html", {"consent": consent})
    consents.withdraw(consent=consent, member=member_of(request))
    messages.success(
        request,
        _("L’accord est retiré : plus personne ne voit ce témoignage. L’équipe et l’animation sont prévenues."),
    )
    return redirect("contributions:consents", pk=consent.testimonial_id)


@for_members
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then delete a record and its paper."""
    consent = _consent_or_404(request, pk)
    if request.method != "POST":
        return render(request, "practices/contributions/consent_erase.html", {"consent": consent})
    try:
        consents.erase(consent=consent, member=member_of(request))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("L’accord et son document sont effacés."))
    return redirect("contributions:consents", pk=consent.testimonial_id)


@for_members
@require_http_methods(["GET", "POST"])
def erase_files(request: HttpRequest, pk: int) -> HttpResponse:
    """« Supprimer aussi le fichier » : ask once, then delete the film or sound from every version."""
    testimonial = _testimonial_or_404(request, pk)
    if request.method != "POST":
        return render(request, "practices/contributions/consent_files.html", {"testimonial": testimonial})
    try:
        count = consents.erase_files(testimonial=testimonial, member=member_of(request))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(count)d fichier est supprimé.", "%(count)d fichiers sont supprimés.", count)
        messages.success(request, said % {"count": count})
    return redirect("contributions:consents", pk=pk)


@for_members
@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed paper, never kept by a cache, always downloaded: a PDF may carry a script."""
    consent = _consent_or_404(request, pk)
    name = consent.document.name
    if not name or not default_storage.exists(name):
        raise Http404
    ending = name.rsplit(".", 1)[-1]
    response: Any = FileResponse(
        default_storage.open(name), as_attachment=True, filename=f"accord-{consent.pk}.{ending}"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _testimonial_or_404(request: HttpRequest, pk: int) -> TestimonialPage:
    testimonial = TestimonialPage.objects.filter(pk=pk).first()
    if testimonial is None or not consents.may_keep_consents(member=member_of(request), testimonial=testimonial):
        raise Http404
    return testimonial


def _consent_or_404(request: HttpRequest, pk: int) -> ConsentRecord:
    consent: Any = ConsentRecord.objects.select_related("testimonial").filter(pk=pk).first()
    if consent is None or not consents.may_keep_consents(member=member_of(request), testimonial=consent.testimonial):
        raise Http404
    return consent


def _has_withdrawn(testimonial: TestimonialPage) -> bool:
    return any(consent.withdrawn_at for consent in testimonial.consents.all())
