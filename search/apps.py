"""Start-up of the app: what it finds, its receivers and its checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Recherche")

    def ready(self) -> None:
        from community.kept.stamp import register_comparison
        from community.rights.leavers import register_forgetting
        from practices.requests.finder import register_finder
        from search import checks, receivers  # noqa: F401
        from search.answering.finder import structures_with_an_answer
        from search.forgetting import forget_searches
        from search.indexing.stamp import index_as_it_is
        from search.things.ours import register_findable

        register_comparison(index_as_it_is)
        register_findable()
        register_forgetting(forget_searches)
        register_finder(structures_with_an_answer)
