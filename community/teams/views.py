"""« Mon équipe » : the team of a structure, and somebody's place in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.models import Member, Membership, StructurePage
from community.paging import page_asked
from community.permissions import may_change_place, may_keep_team, may_see_team
from community.teams import acts
from community.teams.forms import RoleForm
from community.teams.queries import structures_of, team_shown
from community.unsent import signed_in
from community.visibility import reader


def team_or_404(request: HttpRequest, pk: int) -> tuple[StructurePage, Member]:
    """The structure and who reads; for whoever has no place there it does not exist."""
    structure, member = get_object_or_404(StructurePage, id=pk), reader(request)  # `pk` overflows
    if member is None or not may_see_team(member=member, structure=structure):
        raise Http404
    return structure, member


@never_cache
@signed_in
@require_http_methods(["GET"])
def my_team(request: HttpRequest) -> HttpResponse:
    """Leads to one's only team, or to a choice."""
    member = reader(request)
    assert member is not None  # noqa: S101 signed_in
    places = structures_of(member=member)
    if len(places) == 1:
        return redirect("team", places[0].structure_id)
    return render(request, "community/teams/my_teams.html", {"places": places})


@never_cache
@signed_in
@require_http_methods(["GET"])
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """A team for its people and for facilitators; the others find nothing."""
    structure, member = team_or_404(request, pk)
    shown = team_shown(structure=structure, member=member, number=page_asked(request=request))
    return render(request, "community/teams/team.html", {"team": shown})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def change_place(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Somebody's role, and the way to remove them."""
    place, member = _place(request, pk, person_pk)
    form = RoleForm(request.POST if request.method == "POST" else None, member=member, initial={"role": place.role})
    if request.method == "POST" and form.is_valid():
        role = form.cleaned_data["role"]
        try:
            acts.change_role(person=place.member, structure=place.structure, role=role, by=member)
        except acts.NotInTheTeam:
            return _gone(request, place)
        label = Membership.Role(role).label
        said = _("C’est noté : %(name)s est maintenant %(role)s.") % {"name": place.member, "role": label}
        messages.success(request, said)
        return redirect("team", pk)
    return render(request, "community/teams/place.html", {"place": place, "form": form})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Asks once more, then takes somebody out of the team."""
    place, member = _place(request, pk, person_pk)
    if request.method == "GET":
        return render(request, "community/teams/remove.html", {"place": place})
    try:
        acts.remove(person=place.member, structure=place.structure, by=member)
    except acts.NotInTheTeam:
        return _gone(request, place)
    messages.success(
        request, _("%(name)s n’est plus dans l’équipe. Ses écrits restent.") % {"name": place.member.display_name}
    )
    return redirect("team", pk)


def _place(request: HttpRequest, pk: int, person_pk: int) -> tuple[Membership, Member]:
    """The place of somebody whom this reader may change."""
    structure, member = team_or_404(request, pk)
    if not may_keep_team(member=member, structure=structure):
        raise PermissionDenied
    places = Membership.objects.select_related("member", "structure")
    place = get_object_or_404(places, structure=structure, member__id=person_pk)
    if not may_change_place(member=member, place=place):
        raise PermissionDenied
    return place, member


def _gone(request: HttpRequest, place: Membership) -> HttpResponse:
    messages.info(request, _("%(name)s n’est déjà plus dans l’équipe.") % {"name": place.member.display_name})
    return redirect("team", place.structure_id)
