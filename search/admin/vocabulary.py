"""« Vocabulaire » : the groups of words that mean the same, as facilitators write them."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from search.answering.synonyms import also_in
from search.engines.language.french import analyse, fold
from search.engines.language.synonyms import LONGEST_TERM
from search.models import SynonymGroup

MOST_OTHERS = 30
"""Each of them is looked up at every search for one of the others."""


class SynonymGroupForm(WagtailAdminModelForm):
    """Says beside the field what the search could not use."""

    def clean_label(self) -> str:
        label = _read_term(self.cleaned_data["label"])
        others = SynonymGroup.objects.exclude(pk=self.instance.pk).values_list("label", flat=True)
        if _same(label) in {_same(other) for other in others}:
            raise forms.ValidationError(_("Un autre groupe commence déjà par ce terme : complétez plutôt celui-là."))
        return label

    def clean_others(self) -> str:
        """One term a line, commas and semicolons taken for ends of lines."""
        parts = re.split(r"[\n,;]", self.cleaned_data["others"])
        terms = [_read_term(part) for part in parts if part.strip()]
        if not terms:
            raise forms.ValidationError(_("Écrivez au moins une autre façon de le dire."))
        if len(terms) > MOST_OTHERS:
            raise forms.ValidationError(
                _("C’est beaucoup pour un seul groupe : gardez %(most)d termes au plus."), params={"most": MOST_OTHERS}
            )
        return "\n".join(terms)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen = {_same(cleaned["label"])} if "label" in cleaned else set()
        for term in cleaned.get("others", "").splitlines():
            if _same(term) in seen:
                self.add_error("others", _("« %(term)s » est écrit deux fois dans ce groupe.") % {"term": term})
            seen.add(_same(term))
        return cleaned


def _read_term(text: str) -> str:
    """The term with single spaces. Raises ValidationError for what no search could recognise."""
    term = " ".join(text.split())
    words = len(analyse(term))
    if not words:
        raise forms.ValidationError(_("« %(term)s » ne contient aucun mot."), params={"term": term})
    if words > LONGEST_TERM:
        raise forms.ValidationError(
            _("« %(start)s » est trop long : %(most)d mots au plus par terme."),
            params={"start": Truncator(term).words(5), "most": LONGEST_TERM},
        )
    return term


def _same(term: str) -> tuple[str, ...]:
    """Two terms written alike, but for capitals and accents."""
    return tuple(fold(token.word) for token in analyse(term))


def other_terms(group: SynonymGroup) -> str:
    """For the list: the terms on one line."""
    return ", ".join(group.terms[1:])


class SharedTermsNotice:
    """After saving, tells which terms other groups hold too."""

    error_message = _("Rien n’est enregistré : voyez ce qui est signalé ci-dessous.")

    def save_action(self) -> HttpResponse:
        response: HttpResponse = super().save_action()  # type: ignore[misc]
        shared = also_in(group=self.object)  # type: ignore[attr-defined]
        if shared:
            named = " ; ".join(f"« {term} » ({', '.join(labels)})" for term, labels in shared.items())
            text = ngettext(
                "Ce terme est aussi dans un autre groupe, ce qui est permis : %(named)s.",
                "Ces termes sont aussi dans d’autres groupes, ce qui est permis : %(named)s.",
                len(shared),
            )
            messages.info(self.request, text % {"named": named})  # type: ignore[attr-defined]
        return response


class VocabularyIndexView(IndexView):
    page_title = _("Vocabulaire")
    add_item_label = _("Ajouter un groupe")


class AddGroupView(SharedTermsNotice, CreateView):
    page_title = _("Nouveau groupe")
    success_message = _("Le groupe « %(object)s » est en service.")

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        items[-1]["label"] = self.page_title
        return items

    def get_initial_form_instance(self) -> SynonymGroup:
        """A search that found nothing may be the first term of the group."""
        return SynonymGroup(label=self.request.GET.get("terme", "")[:100])


class EditGroupView(SharedTermsNotice, EditView):
    success_message = _("Le groupe « %(object)s » est enregistré.")


WHAT_IT_DOES = _(
    "<p>Quand une personne cherche l’un de ces termes, la recherche propose aussi les pages qui emploient les autres, "
    "un peu plus bas dans la liste. La page de résultats le dit : « Recherche élargie à… ».</p>"
    "<p>Vos changements comptent dès la recherche suivante.</p>"
)


class SynonymGroupViewSet(SnippetViewSet):
    """« Vocabulaire » : edited here, in force at the next search, without a rebuild."""

    model = SynonymGroup
    icon = "openquote"
    menu_item_is_registered = True  # in the menu « Recherche »
    index_view_class = VocabularyIndexView
    add_view_class = AddGroupView
    edit_view_class = EditGroupView
    list_display = [
        "label",
        Column("others", label=_("Autres façons de le dire"), accessor=other_terms),
        BooleanColumn("is_active", label=_("Utilisé")),
        DateColumn("changed_at", label=_("Modifié"), sort_key="changed_at"),
    ]
    list_filter = ["is_active"]
    list_per_page = 100
    search_fields = ("label", "others")
    copy_view_enabled = False
    edit_handler = ObjectList(
        [HelpPanel(content=WHAT_IT_DOES), FieldPanel("label"), FieldPanel("others"), FieldPanel("is_active")],
        base_form_class=SynonymGroupForm,
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[SynonymGroup]":
        """« accueil » before « AG », for the list is read by people."""
        return SynonymGroup.objects.order_by(Lower("label"))
