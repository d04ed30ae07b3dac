"""RSS: the newest sheets and testimonials, all of them or those of one lever."""

from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from community.visibility import reader
from practices.models import Lever, PracticePage, TestimonialPage
from practices.queries import newest

MOST_ITEMS = 20  # what a feed reader shows without scrolling for long; older things are found by searching


class NewestFeed(Feed):
    """Every new sheet and testimonial. Addresses are absolute: readers open them from elsewhere."""

    description_template = None

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Lever | None:
        self.member = reader(request)
        return None

    def title(self, lever: Lever | None) -> str:
        return _("Faire avec : levier « %(lever)s »") % {"lever": lever} if lever else _("Faire avec : les nouveautés")

    def description(self, lever: Lever | None) -> str:
        return _("Les dernières fiches pratiques et les derniers témoignages.")

    def link(self, lever: Lever | None) -> str:
        return urljoin(settings.SITE_URL, lever.get_absolute_url() if lever else "/")

    def feed_url(self, lever: Lever | None) -> str:
        return urljoin(settings.SITE_URL, reverse("lever_feed", args=[lever.slug]) if lever else reverse("feed"))

    def items(self, lever: Lever | None) -> list[Any]:
        pages = [
            page
            for model in (PracticePage, TestimonialPage)
            for page in newest(model, member=self.member, lever=lever, limit=MOST_ITEMS)
        ]
        return sorted(pages, key=_published, reverse=True)[:MOST_ITEMS]

    def item_title(self, item: Any) -> str:
        return f"{item.specific_class._meta.verbose_name.capitalize()} : {item.title}"

    def item_description(self, item: Any) -> str:
        return item.summary if isinstance(item, PracticePage) else f"« {item.key_quote} » {item.speaker_name}"

    def item_link(self, item: Any) -> str:
        return urljoin(settings.SITE_URL, item.get_absolute_url())

    def item_pubdate(self, item: Any) -> datetime:
        return _published(item)

    def item_categories(self, item: Any) -> list[str]:
        return [lever.name for lever in item.levers.all()]

    def item_author_name(self, item: Any) -> str:
        return str(item.get_parent().title)


class LeverFeed(NewestFeed):
    """The same, for one lever."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Lever:
        super().get_object(request)
        return get_object_or_404(Lever, slug=kwargs["slug"])


def _published(page: Any) -> datetime:
    when: datetime = page.first_published_at or page.latest_revision_created_at
    return when
