"""« Nous l’avons essayé »: say it, correct it, take it back, and the list of what one's structures have said."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.models import Member, StructurePage
from community.moderation.trust import MayWriteNoMore
from community.paging import page_asked, page_of
from community.permissions import may_write_in
from community.tree import paths_down_to
from community.unsent import member_of, signed_in, typed_in
from practices.adoptions import acts
from practices.adoptions.beside import say_beside
from practices.adoptions.forms import AdoptionForm, initial_of
from practices.adoptions.queries import A_FEW, said_by_structures_of
from practices.contributions.queries import structures_of
from practices.models import Adoption, PracticePage

TEMPLATES = "practices/adoptions"


@never_cache
@signed_in
def said(request: HttpRequest) -> HttpResponse:
    """What the person's structures have said, whatever its state; `?page=` turns it."""
    page = page_of(said_by_structures_of(member=member_of(request)), number=page_asked(request=request), size=A_FEW)
    return render(request, f"{TEMPLATES}/said.html", {"adoptions": page})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """Say that a structure tried this sheet; who has said it already corrects it."""
    member = member_of(request)
    sheet = get_object_or_404(PracticePage.objects.visible_to(member), id=sheet_pk)  # `pk` overflows
    structures = [one for one in structures_of(member=member) if one.path not in paths_down_to(sheet)]
    if not structures:
        return render(request, f"{TEMPLATES}/no_structure.html", {"sheet": sheet})
    already = list(_standing(sheet, structures))
    if request.method == "GET" and len(already) == len(structures) == 1:
        return redirect("adoptions:correct", already[0].pk)
    form = AdoptionForm(typed_in(request)[0], sheet=sheet, structures=structures)
    if request.method == "POST" and form.is_valid():
        try:
            adoption = acts.say(
                sheet=sheet, structure=form.structures[form.cleaned_data["structure"]], member=member, words=form.words
            )
        except acts.AlreadySaid as before:
            return _both(request, before.adoption, form)
        except acts.NotTheirTry:
            raise Http404 from None
        except MayWriteNoMore as closed:
            form.add_error(None, closed.sentence)
        else:
            return _done(request, adoption, form)
    return render(request, f"{TEMPLATES}/say.html", {"form": form, "sheet": sheet, "already": already})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what one's structure said."""
    member = member_of(request)
    adoption = _own_or_404(member, pk)
    if not PracticePage.objects.filter(pk=adoption.sheet_id).visible_to(member).exists():
        return redirect(
            "adoptions:withdraw", pk
        )  # of a sheet that is hidden from them, they may take back what they said
    if request.method == "GET" and adoption.withdrawn_at:
        return redirect("adoptions:say", adoption.sheet_id)
    form = _form(adoption, typed_in(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            corrected = acts.correct(
                adoption=adoption, member=member, words=form.words, seen=form.cleaned_data["version"]
            )
        except acts.SaidOtherwise:
            return _meanwhile(request, adoption, form)
        except acts.NotTheirTry:
            raise Http404 from None
        except MayWriteNoMore as closed:
            form.add_error(None, closed.sentence)
        else:
            return _done(request, corrected, form)
    return _show(request, adoption, form)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one's structure said, after a confirmation; also of a sheet that is hidden since."""
    member = member_of(request)
    adoption = _own_or_404(member, pk)
    if adoption.withdrawn_at:
        return redirect("adoptions:said")
    if request.method == "POST":
        acts.withdraw(adoption=adoption, member=member)
        messages.success(request, _("C’est retiré. La page de la fiche n’en dit plus rien."))
        return redirect("adoptions:said")
    is_seen = PracticePage.objects.filter(pk=adoption.sheet_id).visible_to(member).exists()
    return render(request, f"{TEMPLATES}/withdraw.html", {"adoption": adoption, "is_seen": is_seen})


def _standing(sheet: PracticePage, structures: list[StructurePage]) -> Any:
    rows = Adoption.objects.standing().filter(sheet=sheet.pk, structure__in=[one.pk for one in structures])
    return rows.select_related("structure")


def _own_or_404(member: Member, pk: int) -> Adoption:
    """What a structure of this person says, or said; others' do not exist."""
    rows = Adoption.objects.select_related("sheet", "structure", "own_sheet")
    adoption: Adoption = get_object_or_404(rows, pk=pk)
    if not may_write_in(member=member, structure=adoption.structure):
        raise Http404
    return adoption


def _form(adoption: Adoption, typed: Any) -> AdoptionForm:
    return AdoptionForm(typed, sheet=adoption.sheet, structures=[adoption.structure], initial=initial_of(adoption))


def _both(request: HttpRequest, adoption: Adoption, form: AdoptionForm) -> HttpResponse:
    """Their structure has said it: what stands is shown, and what was just typed is in its form, to be saved or not."""
    typed: Any = request.POST.copy()
    typed["version"] = acts.version_of(adoption)
    return _show(request, adoption, _form(adoption, typed), before=adoption)


def _meanwhile(request: HttpRequest, adoption: Adoption, form: AdoptionForm) -> HttpResponse:
    """A teammate was faster: corrected, both texts are shown; taken back, this one may be said anew."""
    now = Adoption.objects.select_related("sheet", "structure", "member").filter(pk=adoption.pk).first()
    if now is None:
        raise Http404
    if now.withdrawn_at is None:
        return _both(request, now, form)
    messages.warning(
        request, _("Ce récit a été retiré par votre équipe. Votre texte est ici, pour le raconter à nouveau.")
    )
    anew = AdoptionForm(form.data, sheet=now.sheet, structures=[now.structure])
    return render(request, f"{TEMPLATES}/say.html", {"form": anew, "sheet": now.sheet, "already": []})


def _show(request: HttpRequest, adoption: Adoption, form: AdoptionForm, before: Adoption | None = None) -> HttpResponse:
    context = {"form": form, "adoption": adoption, "sheet": adoption.sheet, "before": before}
    return render(request, f"{TEMPLATES}/correct.html", context, status=409 if before else 200)


def _done(request: HttpRequest, adoption: Adoption, form: AdoptionForm) -> HttpResponse:
    for remark in form.remarks:
        messages.warning(request, remark)
    if adoption.is_public:
        sentence = _("Merci ! Votre récit est en ligne, et l’équipe de la fiche le saura.")
        say_beside(request=request, adoption=adoption, sentence=sentence)
        return redirect(adoption.get_absolute_url())
    sentence = _("Merci ! Votre récit est gardé. L’animation du réseau le lit, puis le met en ligne.")
    say_beside(request=request, adoption=adoption, sentence=sentence)
    return redirect(f"{reverse('adoptions:said')}#essai-{adoption.pk}")
