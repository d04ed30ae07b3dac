"""The page where a structure's pilots keep its card, and the answer to those who may not."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.at_once import Outdated
from community.models import Member, Membership, StructurePage
from community.permissions import may_edit, may_review, may_write_in
from community.structures.card import CardLocked, keep_card
from community.structures.forms import CardForm
from community.unsent import signed_in, tell_lost, typed_in
from community.visibility import reader


@signed_in
@require_http_methods(["GET", "POST"])
def structure_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a structure's card. Facilitators do it in the admin; a member learns whom to ask; others find nothing."""
    structure = get_object_or_404(StructurePage, pk=pk)
    member = reader(request)
    if member is None or not may_edit(member=member, page=structure):
        return _not_yours(request, structure, member)
    typed, lost = typed_in(request)
    form = CardForm(typed, request.FILES or None, instance=structure)
    tell_lost(form, lost)
    if request.method == "POST" and form.is_valid():
        return _keep(request, structure, member, form)
    return _show(request, structure, form)


def _keep(request: HttpRequest, structure: StructurePage, member: Member, form: CardForm) -> HttpResponse:
    try:
        keep_card(structure=structure, member=member, form=form)
    except CardLocked as refusal:
        form.add_error(None, str(refusal))
        return _show(request, structure, form)
    except Outdated as meanwhile:
        return _show_both(request, structure, form, meanwhile)
    except ValidationError as refusal:  # the disk has no room for the logo
        form.add_error("logo_file", refusal)
        return _show(request, structure, form)
    if structure.live:
        messages.success(request, _("La présentation de votre structure est à jour."))
    else:
        messages.success(request, _("La présentation est enregistrée. L’animation la mettra en ligne."))
    return HttpResponseRedirect(reverse("structure_card", args=[structure.pk]))


def _show_both(request: HttpRequest, structure: StructurePage, form: CardForm, meanwhile: Outdated) -> HttpResponse:
    """Their version beside the form, which still holds this person's text: either may be kept."""
    latest = meanwhile.latest
    theirs = latest.as_object() if latest else StructurePage.objects.get(pk=structure.pk)
    conflict = {
        "author": latest.user if latest else None,
        "saved_at": latest.created_at if latest else None,
        "differences": form.differences(theirs),
    }
    form.on_top_of(latest.pk if latest else None)
    return _show(request, structure, form, conflict)


def _show(
    request: HttpRequest, structure: StructurePage, form: CardForm, conflict: dict[str, Any] | None = None
) -> HttpResponse:
    if request.FILES and "logo_file" not in form.errors:
        form.add_error("logo_file", _("Choisissez de nouveau votre image : elle n’a pas encore été enregistrée."))
    context = {
        "structure": StructurePage.objects.get(pk=structure.pk),
        "form": form,
        "team": Membership.objects.filter(structure=structure).select_related("member"),
        "conflict": conflict,
        "target": reverse("structure_card", args=[structure.pk]),
    }
    return render(request, "community/structures/edit.html", context, status=409 if conflict else 200)


def _not_yours(request: HttpRequest, structure: StructurePage, member: Member | None) -> HttpResponse:
    if may_review(member=member):
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[structure.pk]))
    if not may_write_in(member=member, structure=structure):
        raise Http404
    pilots = Membership.objects.filter(
        structure=structure, role__in=(Membership.Role.PILOT, Membership.Role.COPILOT), member__is_active=True
    ).select_related("member")
    context = {"structure": structure, "pilots": pilots}
    return render(request, "community/structures/not_yours.html", context, status=403)
