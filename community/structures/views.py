"""The page where a structure's pilots keep its card, and the answer to those who may not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.models import Member, Membership, StructurePage
from community.permissions import may_edit, may_review, may_write_in
from community.structures.card import CardLocked, keep_card
from community.structures.forms import CardForm
from community.visibility import reader


@login_required
@require_http_methods(["GET", "POST"])
def structure_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a structure's card. Facilitators do it in the admin; a member learns whom to ask; others find nothing."""
    structure = get_object_or_404(StructurePage, pk=pk)
    member = reader(request)
    if member is None or not may_edit(member=member, page=structure):
        return _not_yours(request, structure, member)
    form = CardForm(request.POST or None, request.FILES or None, instance=structure)
    if request.method == "POST" and form.is_valid():
        return _keep(request, structure, member, form)
    return _show(request, structure, form)


def _keep(request: HttpRequest, structure: StructurePage, member: Member, form: CardForm) -> HttpResponse:
    try:
        keep_card(structure=structure, member=member, form=form)
    except CardLocked as refusal:
        form.add_error(None, str(refusal))
        return _show(request, structure, form)
    except ValidationError as refusal:  # the disk has no room for the logo
        form.add_error("logo_file", refusal)
        return _show(request, structure, form)
    if structure.live:
        messages.success(request, _("La présentation de votre structure est à jour."))
    else:
        messages.info(request, _("La présentation est enregistrée. L’animation la mettra en ligne."))
    return HttpResponseRedirect(reverse("structure_card", args=[structure.pk]))


def _show(request: HttpRequest, structure: StructurePage, form: CardForm) -> HttpResponse:
    team = Membership.objects.filter(structure=structure).select_related("member")
    context = {"structure": StructurePage.objects.get(pk=structure.pk), "form": form, "team": team}
    return render(request, "community/structures/edit.html", context)


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
