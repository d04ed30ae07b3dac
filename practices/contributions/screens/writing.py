"""The screens of the form: a new page, a draft taken up again, and what to do when two people wrote at once.

Whatever is valid is saved first; then the form says what is missing or refused. So nothing typed or joined is lost.
"""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import StructurePage
from community.permissions import may_edit
from community.unsent import keep_text, member_of, tell_lost, text_kept
from practices.contributions.acts import drafts, refusals, states
from practices.contributions.acts.wastebasket import thrown_by_teams_of
from practices.contributions.forms.ground import ContributionForm
from practices.contributions.forms.kinds import ContributionKind, kind_called
from practices.contributions.queries import structures_of
from practices.contributions.screens.access import contribution_or_404, for_members
from practices.contributions.screens.standing import changes_asked


@for_members
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """A new contribution; its page exists from the first « Enregistrer » on."""
    kind = kind_called(slug)
    if kind is None:
        raise Http404
    structure = _chosen_structure(request)
    if structure is None:
        return redirect("contributions:share")
    if request.method == "POST":
        return _add(request, kind, structure)
    kept = text_kept(request)
    form = kind.form_class(kept and kept.typed, instance=kind.model(), structure=structure, member=member_of(request))
    if kept is not None:
        tell_lost(form, kept.files_lost)
    return _show(request, kind, form, structure)


@for_members
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, or a new version of a page that is on line."""
    member = member_of(request)
    try:
        page, kind = contribution_or_404(request, pk)
    except Http404:
        if not (request.method == "POST" and thrown_by_teams_of(member=member).filter(page_id=pk).exists()):
            raise
        return _thrown_meanwhile(request)
    if not may_edit(member=member, page=page):
        return redirect("contributions:review", pk=page.pk)  # a facilitator reads, the team writes
    if request.method == "POST":
        return _save(request, page, kind)
    if not states.state_of(page).is_editable:
        messages.info(request, _("Cette contribution est en relecture : reprenez-la pour la modifier."))
        return redirect("contributions:mine")
    kept = text_kept(request)
    form = kind.form_class(
        kept and kept.typed,
        instance=drafts.draft_of(page=page),
        structure=StructurePage.objects.above(page).get(),
        member=member,
    )
    if kept is not None:
        tell_lost(form, kept.files_lost)
    return _show(request, kind, form, form.structure, page)


def _add(request: HttpRequest, kind: ContributionKind, structure: StructurePage) -> HttpResponse:
    """The first save. The form's token, an idempotency key, becomes the page's: sent twice, it makes one page."""
    member = member_of(request)
    form = kind.form_class(request.POST, request.FILES, instance=kind.model(), structure=structure, member=member)
    is_valid = form.is_valid()
    token = form.cleaned_data.get("token")
    already = _already_started(kind, token, member)
    if already is not None:
        return _save(request, already, kind, based_on=_first_revision(already))
    if form.says_nothing():
        return _nothing_to_keep(request, kind, structure)
    page = form.save(commit=False)
    if token:
        page.translation_key = token
    try:
        page = drafts.start(structure=structure, member=member, page=page)
    except IntegrityError:
        already = _already_started(kind, token, member)
        if already is None:
            raise
        return _save(request, already, kind, based_on=_first_revision(already))
    return _after_saving(request, page, kind, form, is_valid)


def _save(request: HttpRequest, page: Any, kind: ContributionKind, based_on: int | None = None) -> HttpResponse:
    """Keep what is valid, unless somebody else wrote meanwhile or the page went to review."""
    form = kind.form_class(
        request.POST,
        request.FILES,
        instance=drafts.draft_of(page=page),
        structure=StructurePage.objects.above(page).get(),
        member=member_of(request),
    )
    is_valid = form.is_valid()
    try:
        page = drafts.save(
            page=page, member=form.member, form=form, based_on=based_on or form.cleaned_data.get("revision")
        )
    except refusals.Outdated as meanwhile:
        return _show_both(request, page, kind, form, meanwhile)
    except refusals.NotAllowed as refusal:
        form.store_uploads()
        messages.error(request, _("Votre texte n’est pas enregistré. %(why)s") % {"why": refusal})
        return _show(request, kind, form.carried_on(page), form.structure, page)
    return _after_saving(request, page, kind, form, is_valid)


def _after_saving(
    request: HttpRequest, page: Any, kind: ContributionKind, form: ContributionForm, is_valid: bool
) -> HttpResponse:
    """Go where the button said, or stay on the form when it has something to say."""
    is_valid = is_valid and not form.errors  # a file may be refused by the disk, after the checks
    action = request.POST.get("action", "save")
    for remark in form.remarks:
        messages.warning(request, remark)
    missing = _submit(request, page, is_valid) if action == "submit" else {}
    if is_valid and not missing:
        if action == "preview":
            return redirect(f"{reverse('contributions:preview', args=[page.pk])}?enregistre")
        if action != "submit":
            messages.success(
                request,
                _("Votre brouillon est enregistré. Personne d’autre que votre équipe et l’animation ne le voit."),
            )
        return redirect("contributions:mine")
    again = form.carried_on(page)
    again.tell_missing({name: text for name, text in missing.items() if name not in again.errors})
    messages.warning(request, _kept_but(refused=form, shown=again), extra_tags="saved")
    return _show(request, kind, again, again.structure, page, is_unsaved=not is_valid)


def _submit(request: HttpRequest, page: Any, is_valid: bool) -> dict[str, str]:
    """Submit a form without errors; returns what is missing."""
    if not is_valid:
        return drafts.missing_of(page=drafts.draft_of(page=page))
    try:
        drafts.submit(page=page, member=member_of(request))
    except refusals.Incomplete as incomplete:
        return incomplete.missing
    except refusals.NotAllowed as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("C’est envoyé. L’animation relit votre texte et vous répond par e-mail."))
    return {}


def _kept_but(*, refused: ContributionForm, shown: ContributionForm) -> str:
    """What was not kept, each field with its reason; else how much is missing before a submission."""
    if not refused.errors:
        count = len(shown.errors)
        return ngettext(
            "Votre brouillon est enregistré. Il reste %(count)d point à revoir.",
            "Votre brouillon est enregistré. Il reste %(count)d points à revoir.",
            count,
        ) % {"count": count}
    said = _("Votre brouillon est enregistré, sauf : %(refused)s") % {"refused": " ".join(refused.refusals())}
    if refused.refuses_a_file():
        return said + " " + _("Le reste est en sécurité. Un fichier refusé est à joindre de nouveau.")
    return said + " " + _("Ce que vous y aviez écrit est encore dans le formulaire : corrigez, puis enregistrez.")


def _thrown_meanwhile(request: HttpRequest) -> HttpResponse:
    """A teammate threw the draft away: the text waits until it is brought back."""
    if not keep_text(request):
        raise Http404
    said = _(
        "Votre texte n’est pas enregistré : ce brouillon vient d’être jeté. Reprenez-le en bas de cette page, "
        "puis ouvrez-le : vous y retrouverez ce que vous avez écrit."
    )
    messages.warning(request, said)
    return redirect("contributions:mine")


def _nothing_to_keep(request: HttpRequest, kind: ContributionKind, structure: StructurePage) -> HttpResponse:
    """An empty form makes no « Sans titre »."""
    messages.warning(
        request, _("Ce formulaire est vide : rien n’est enregistré. Quelques mots suffisent pour commencer.")
    )
    form = kind.form_class(instance=kind.model(), structure=structure, member=member_of(request))
    return _show(request, kind, form, structure)


def _show_both(
    request: HttpRequest, page: Any, kind: ContributionKind, form: ContributionForm, meanwhile: refusals.Outdated
) -> HttpResponse:
    """Their version beside the form, which still holds this person's text: either may be kept."""
    form.store_uploads()
    page = type(page).objects.get(pk=page.pk)
    theirs = drafts.draft_of(page=page)
    conflict = {
        "author": meanwhile.latest.user if meanwhile.latest else None,
        "saved_at": meanwhile.latest.created_at if meanwhile.latest else None,
        "differences": form.differences(theirs),
    }
    return _show(request, kind, form.carried_on(page), form.structure, page, conflict=conflict)


def _show(
    request: HttpRequest,
    kind: ContributionKind,
    form: ContributionForm,
    structure: StructurePage,
    page: Any = None,
    conflict: dict[str, Any] | None = None,
    is_unsaved: bool | None = None,
) -> HttpResponse:
    """The form; what it holds and no version does is `is_unsaved` (by default, all that was sent and not saved)."""
    if page is not None:
        target = reverse("contributions:edit", args=[page.pk])
    else:
        target = f"{reverse('contributions:start', args=[kind.slug])}?structure={structure.pk}"
    context = {
        "form": form,
        "kind": kind,
        "page": page,
        "structure": structure,
        "state": states.state_of(page) if page is not None else states.State.DRAFT,
        "asked": changes_asked(page=page),
        "conflict": conflict,
        "is_unsaved": form.is_bound if is_unsaved is None else is_unsaved,
        "target": target,
    }
    return render(request, kind.template, context, status=409 if conflict else 200)


def _chosen_structure(request: HttpRequest) -> StructurePage | None:
    """The structure named in the address; the only one of a person who has one."""
    named = request.GET.get("structure", "")
    own = list(structures_of(member=member_of(request)))
    if len(own) == 1 and not named:
        return own[0]
    return next((structure for structure in own if str(structure.pk) == named), None)


def _already_started(kind: ContributionKind, token: Any, member: Any) -> Any:
    """The page that this very form made when it was sent a first time."""
    return kind.model.objects.filter(translation_key=token, owner=member).first() if token else None


def _first_revision(page: Any) -> int | None:
    """What a form sent twice was based on: nothing is overwritten that came after it."""
    first: int | None = page.revisions.order_by("created_at", "pk").values_list("pk", flat=True).first()
    return first
