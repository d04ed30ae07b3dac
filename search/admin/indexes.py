"""« État des index » : what waits, what was set aside, what the last check found; one button tries again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from search.admin.rights import ForFacilitators
from search.admin.set_aside import last_set_aside
from search.indexing.states import states
from search.indexing.upkeep import try_again


class IndexesView(ForFacilitators, WagtailAdminTemplateMixin, TemplateView):
    """One panel for each index that is kept."""

    template_name = "search/admin/indexes.html"
    page_title = _("État des index")
    header_icon = "cogs"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = states()
        aside = {
            state.target: last_set_aside(target=state.target, member=self.request.user)  # type: ignore[arg-type]
            for state in kept
            if state.set_aside
        }
        indexes = [(state, aside.get(state.target, [])) for state in kept]
        return super().get_context_data(indexes=indexes, **kwargs)


class TryAgainView(ForFacilitators, View):
    """Gives another chance to the changes of one index that were set aside."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        target = request.POST.get("index", "")
        if target not in {state.target for state in states()}:
            raise Http404
        given = try_again(target=target)
        text = ngettext(
            "%(total)d changement est essayé de nouveau.", "%(total)d changements sont essayés de nouveau.", given
        )
        messages.success(request, text % {"total": given} if given else _t("Rien n’était mis de côté."))
        return redirect(reverse("search_indexes"))
