"""« Partager une pratique », « Mes contributions » and the acts on a page: each asks one act."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.paging import number_in, page_asked, page_of
from community.permissions import may_edit, may_take_off_line, membership_for
from community.unsent import member_of
from practices.contributions.acts import drafts, refusals, wastebasket
from practices.contributions.acts.states import state_named
from practices.contributions.forms.kinds import forms_by_type
from practices.contributions.queries import structures_of
from practices.contributions.screens.access import by_post, contribution_or_404, for_members
from practices.contributions.screens.mine import contributions_of
from practices.models.wastebasket import KEPT_FOR


@for_members
def share(request: HttpRequest) -> HttpResponse:
    """Choose what to share, and for which structure."""
    structures = structures_of(member=member_of(request))
    return render(
        request, "practices/contributions/share.html", {"kinds": forms_by_type.values(), "structures": structures}
    )


@for_members
def mine(request: HttpRequest) -> HttpResponse:
    """What the person's structures wrote, and the next step of each; `?etat=` narrows it, `?page=` turns it."""
    member = member_of(request)
    thrown = wastebasket.thrown_by_teams_of(member=member)
    just_now = number_in(request.GET.get("jete", ""))
    context = {
        "own": contributions_of(
            member=member, state=state_named(request.GET.get("etat", "")), number=page_asked(request=request)
        ),
        "places": member.memberships.select_related("structure"),
        "thrown": page_of(thrown, number=page_asked(request=request, name="jetes")),
        "just_thrown": thrown.filter(page=just_now).first() if just_now else None,
        "days_kept": KEPT_FOR.days,
    }
    return render(request, "practices/contributions/mine.html", context)


@for_members
@by_post
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the draft over from the list; what is missing is shown on the form."""
    page, _kind = contribution_or_404(request, pk)
    try:
        drafts.submit(page=page, member=member_of(request))
    except refusals.Incomplete as incomplete:
        messages.warning(
            request, _("Avant de soumettre : %(missing)s") % {"missing": " ".join(incomplete.missing.values())}
        )
        return redirect("contributions:edit", pk=pk)
    except refusals.NotAllowed as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("C’est envoyé. L’animation relit votre texte et vous répond par e-mail."))
    return redirect("contributions:mine")


@for_members
@by_post
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a submission."""
    page, _kind = contribution_or_404(request, pk)
    try:
        drafts.take_back(page=page, member=member_of(request))
    except refusals.NotAllowed as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Vous avez repris votre texte : il est de nouveau modifiable."))
    return redirect("contributions:mine")


@for_members
@by_post
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """« Jeter » : no question is asked, since the next screen takes it back."""
    page, _kind = contribution_or_404(request, pk)
    try:
        wastebasket.throw_away(page=page, member=member_of(request))
    except refusals.NotAllowed as refusal:
        messages.info(request, str(refusal))
        return redirect("contributions:mine")
    return redirect(f"{reverse('contributions:mine')}?jete={pk}")


@for_members
@by_post
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """« Annuler », or « Reprendre ce brouillon » within thirty days."""
    page = Page.objects.filter(pk=pk).first()
    if page is None or membership_for(member=member_of(request), page=page) is None:
        raise Http404
    wastebasket.bring_back(page=page, member=member_of(request))
    messages.success(
        request, _("« %(title)s » est de retour parmi vos contributions.") % {"title": page.get_admin_display_title()}
    )
    return redirect("contributions:mine")


@for_members
def take_off_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then hide a published page."""
    page, _kind = contribution_or_404(request, pk)
    member = member_of(request)
    if not page.live or not may_take_off_line(member=member, page=page):
        messages.info(request, _("Cette page n’est pas en ligne."))
        return redirect("contributions:mine")
    if request.method != "POST":
        return render(request, "practices/contributions/take_off_line.html", {"page": page})
    try:
        drafts.take_off_line(page=page, member=member)
    except refusals.NotAllowed as refusal:  # somebody else did it a moment ago
        messages.info(request, str(refusal))
        return redirect("contributions:mine")
    if not may_edit(member=member, page=page):
        messages.success(request, _("La page est hors ligne. Son équipe est prévenue et garde le texte."))
        return redirect("contributions:review", pk=pk)
    messages.success(request, _("La page est hors ligne. Son texte reste dans « Mes contributions »."))
    return redirect("contributions:mine")


@for_members
@by_post
def confirm_current(request: HttpRequest, pk: int) -> HttpResponse:
    """« Toujours d’actualité » : one click."""
    page, _kind = contribution_or_404(request, pk)
    try:
        drafts.confirm_current(page=page, member=member_of(request))
    except refusals.NotAllowed as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Merci : la date du jour est notée sur votre fiche."))
    return redirect("contributions:mine")
