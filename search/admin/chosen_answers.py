"""« Réponses choisies » : Wagtail's promotions of search results, in plain words, matched as searches are."""

from typing import Any

from django import forms
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.contrib.search_promotions.forms import QueryForm, SearchPromotionForm, SearchPromotionsFormSet
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.contrib.search_promotions.views import settings as wagtail_views

from search.answering.promotions import MOST_SHOWN

NAMESPACE = "chosen_answers"


class WordsForm(QueryForm):
    """The question for which an answer is chosen."""

    query_string = forms.CharField(
        label=_("Quand une personne cherche"),
        max_length=100,
        help_text=_(
            "Les mots de la recherche, par exemple « AG » ou « accueillir les nouveaux ». Les majuscules, les accents, "
            "les pluriels et l’ordre des mots ne comptent pas."
        ),
    )


class AnswerForm(SearchPromotionForm):
    """One answer: a page of the site, or an address elsewhere."""

    external_link_url = forms.URLField(
        label=_("ou une adresse ailleurs sur le web"), required=False, assume_scheme="https"
    )
    external_link_text = forms.CharField(
        label=_("Texte de ce lien"), required=False, max_length=200, help_text=_("Ce que la personne lira et cliquera.")
    )
    description = forms.CharField(
        label=_("Pourquoi cette réponse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Facultatif : une phrase, montrée sous le lien."),
    )

    class Meta(SearchPromotionForm.Meta):
        labels = {"page": _("Une page du site")}
        help_texts = {"page": _("Elle n’est montrée qu’aux personnes qui peuvent la lire.")}


class AnswersFormSet(SearchPromotionsFormSet):
    form = AnswerForm
    minimum_forms_message = _("Choisissez au moins une réponse.")

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """The row given to fill has its place too: without it, it would be put after those added below."""
        super().add_fields(form, index)
        if index is not None:
            form.fields["ORDER"].initial = index + 1


def titles(query: Query) -> str:
    """For the list: what is shown, in order."""
    return " ; ".join(str(answer.title) for answer in query.editors_picks.all())


class ChosenIndexView(wagtail_views.IndexView):
    page_title = _("Réponses choisies")
    add_item_label = _("Choisir une réponse")
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    add_url_name = f"{NAMESPACE}:add"
    edit_url_name = f"{NAMESPACE}:edit"
    results_template_name = "search/admin/chosen_answers_results.html"
    columns = [
        TitleColumn(
            "query_string", label=_("Recherche"), width="40%", url_name=f"{NAMESPACE}:edit", sort_key="query_string"
        ),
        Column("answers", label=_("Réponses montrées en premier"), accessor=titles, width="60%"),
    ]

    def get_base_queryset(self) -> Any:
        has_answers = SearchPromotion.objects.values("query")
        return Query.objects.filter(pk__in=has_answers).prefetch_related("editors_picks__page")


class ChosenAnswerScreen:
    """What adding and changing have in common."""

    form_class = WordsForm
    rows_to_fill = 0
    submit_button_label = _("Enregistrer")
    index_url_name = f"{NAMESPACE}:index"
    add_url_name = f"{NAMESPACE}:add"
    edit_url_name = f"{NAMESPACE}:edit"
    template_name = "search/admin/chosen_answer.html"
    error_message = _("Rien n’est enregistré : voyez ce qui est signalé ci-dessous.")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()  # type: ignore[misc]
        items[-2]["label"] = ChosenIndexView.page_title
        items[-1]["label"] = self.get_page_subtitle() or self.page_title  # type: ignore[attr-defined]
        return items

    def is_valid(self, form: WordsForm) -> bool:
        """Of both forms; Wagtail's message would be empty when the fault is in one of the answers."""
        if super().is_valid(form):  # type: ignore[misc]
            return True
        reasons = self.searchpicks_formset.non_form_errors() if form.is_valid() else []
        self.produced_error_message = " ".join([str(self.error_message), *map(str, reasons)])
        return False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(most_shown=MOST_SHOWN, **kwargs)  # type: ignore[misc,no-any-return]

    @cached_property
    def searchpicks_formset(self) -> AnswersFormSet:
        data = self.request.POST if self.request.method == "POST" else None  # type: ignore[attr-defined]
        formset = AnswersFormSet(data, instance=self.object)  # type: ignore[attr-defined]
        formset.extra = self.rows_to_fill
        return formset


class ChooseView(ChosenAnswerScreen, wagtail_views.CreateView):
    page_title = _("Choisir une réponse")
    rows_to_fill = 1
    success_message = _("La réponse à « %(query)s » est choisie.")

    def get_page_subtitle(self) -> str:
        return ""

    def get_initial(self) -> dict[str, Any]:
        """Coming from what was searched, the words are there."""
        return {"query_string": self.request.GET.get("mots", "")[:100]}


class ChangeView(ChosenAnswerScreen, wagtail_views.EditView):
    delete_url_name = f"{NAMESPACE}:delete"
    success_message = _("Les réponses à « %(query)s » sont enregistrées.")


class RemoveView(wagtail_views.DeleteView):
    index_url_name = f"{NAMESPACE}:index"
    edit_url_name = f"{NAMESPACE}:edit"
    delete_url_name = f"{NAMESPACE}:delete"
    page_title = _("Retirer les réponses choisies")
    confirmation_message = _(
        "Voulez-vous vraiment retirer les réponses choisies pour cette recherche ? Les pages elles-mêmes restent."
    )
    template_name = "wagtailadmin/generic/confirm_delete.html"
    success_message = _("Les réponses choisies sont retirées.")


urlpatterns = [
    path("", ChosenIndexView.as_view(), name="index"),
    path("liste/", ChosenIndexView.as_view(results_only=True), name="index_results"),
    path("choisir/", ChooseView.as_view(), name="add"),
    path("<int:query_id>/", ChangeView.as_view(), name="edit"),
    path("<int:query_id>/retirer/", RemoveView.as_view(), name="delete"),
]
