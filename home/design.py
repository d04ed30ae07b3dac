"""/design/: every component in every state, for those who build the site; on a site in production it does not exist."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.drawing.shapes import SHAPES
from community.models import Member, ParcoursPage, StructurePage
from community.queries import levels_in_order
from community.visibility import reader
from practices.contributions.acts.states import State
from practices.models import EventReportPage, PracticePage, TestimonialPage
from practices.queries import lever_counts, newest
from practices.requests.queries import newest_questions

COLOURS = (
    *("paper", "card", "wash", "line", "ink", "soft-ink", "action", "night"),
    *("good-wash", "warn-wash", "bad-wash", "lit"),
)


class SampleForm(forms.Form):
    """One field of each kind that the site's forms have."""

    sentence = forms.CharField(label=_("Une phrase"), help_text=_("80 caractères au plus."), max_length=80)
    story = forms.CharField(label=_("Un récit"), widget=forms.Textarea, required=False)
    choice = forms.ChoiceField(label=_("Un choix"), choices=[("", _("Choisissez…")), ("a", _("Un choix"))])
    ticks = forms.MultipleChoiceField(
        label=_("Plusieurs choix"), choices=[("a", _("Le premier")), ("b", _("Le second"))],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("Un accord"), help_text=_("Ce que l’on accepte en le cochant."))
    picture = forms.FileField(label=_("Un fichier"), required=False)


class Turned:
    """A page above nothing: what the breadcrumb needs of one."""

    title, depth, pk = _("Une page"), 0, None


def design(request: HttpRequest) -> HttpResponse:
    """The components, made by the templates that the pages use; cards of what this site holds."""
    if not settings.SHOW_DESIGN:
        raise Http404
    return render(request, "home/design.html", _samples(request))


def _samples(request: HttpRequest) -> dict[str, Any]:
    member = reader(request)
    return {
        "page": Turned,
        "colours": COLOURS,
        "signs": [(number, name) for number, name in enumerate(SHAPES, start=1)],
        "covers": [_Covered(number, name) for number, name in enumerate(SHAPES, start=1)],
        "plain": SampleForm(auto_id="plain_%s"),
        "refused": SampleForm({"sentence": "a" * 95}, auto_id="refused_%s"),
        "states": list(State),
        "person": Member(display_name=gettext("Nadia B.")),
        "levels": levels_in_order()[:2],
        "levers": lever_counts(member=member),
        "sheets": newest(PracticePage, member=member, limit=1),
        "testimonials": newest(TestimonialPage, member=member, limit=1),
        "structures": StructurePage.objects.visible_to(member)[:1],
        "all_parcours": ParcoursPage.objects.visible_to(member)[:1],
        "questions": newest_questions(member=member, limit=1),
        "reports": EventReportPage.objects.visible_to(member)[:1],
        "pages": Paginator(range(200), 20).get_page(5),
    }


class _Covered:
    """A page that bears one lever, for its cover."""

    def __init__(self, number: int, sign: str) -> None:
        self.pk, self.shown_levers = number, (_Sign(sign),)


class _Sign:
    def __init__(self, sign: str) -> None:
        self.sign = sign
