"""RSS: the newest of what members write, all of it or what carries one lever.

Django keeps one feed object for all the threads of a process: what a request is about, its reader included, travels
as the « object » that Django hands from method to method, and is never written on the feed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from community.conditional import unless_same
from community.kept.permission import let_it_be_kept
from community.kept_order import KeptOrder
from community.models import Member
from community.typed_text.characters import printable
from community.typography.signs import french
from community.visibility import reader
from practices.contributions.forms.kinds import forms_by_type
from practices.models import Lever, PracticeRequestIndexPage, PracticeRequestPage
from practices.queries import newest
from practices.requests.queries import question_cards

MOST_ITEMS = 20  # what a feed reader shows without scrolling for long; older things are found by searching
NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)  # of an empty feed: the present second would make it new at each look


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """Who reads, and the lever they follow, if it is one."""

    member: Member | None
    lever: Lever | None = None


class PrintableRss(Rss201rev2Feed):
    """RSS that stays well-formed XML whatever characters were once stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*_printable(args), **_printable(kwargs))

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        super().add_item(*_printable(args), **_printable(kwargs))

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NOTHING_YET


class NewestFeed(Feed):
    """Everything new that members write. Addresses are absolute: readers open them from elsewhere."""

    feed_type = PrintableRss
    description_template = None

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        let_it_be_kept(request=request, response=response)
        return unless_same(request=request, response=response)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Subscription:
        return Subscription(member=reader(request))

    def title(self, asked: Subscription) -> str:
        if asked.lever:
            return _("Faire avec : levier « %(lever)s »") % {"lever": asked.lever}
        return _("Faire avec : les nouveautés")

    def description(self, asked: Subscription) -> str:
        return _("Les dernières fiches pratiques et les derniers témoignages.")

    def link(self, asked: Subscription) -> str:
        return urljoin(settings.SITE_URL, asked.lever.get_absolute_url() if asked.lever else "/")

    def feed_url(self, asked: Subscription) -> str:
        address = reverse("lever_feed", args=[asked.lever.slug]) if asked.lever else reverse("feed")
        return urljoin(settings.SITE_URL, address)

    def items(self, asked: Subscription) -> list[Any]:
        pages = [
            page
            for model in forms_by_type
            for page in newest(model, member=asked.member, lever=asked.lever, limit=MOST_ITEMS, with_pictures=False)
        ]
        return sorted(pages, key=_published, reverse=True)[:MOST_ITEMS]

    def item_title(self, item: Any) -> str:
        return french(f"{item.specific_class._meta.verbose_name.capitalize()} : {item.title}")

    def item_description(self, item: Any) -> str:
        return forms_by_type[type(item)].sentence(item)

    def item_link(self, item: Any) -> str:
        return urljoin(settings.SITE_URL, item.get_absolute_url())

    def item_pubdate(self, item: Any) -> datetime:
        return _published(item)

    def item_categories(self, item: Any) -> list[str]:
        return [lever.name for lever in getattr(item, "shown_levers", ())]

    def item_author_name(self, item: Any) -> str:
        return str(item.get_parent().title)


class LeverFeed(NewestFeed):
    """The same, for one lever."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Subscription:
        return Subscription(member=reader(request), lever=get_object_or_404(Lever, slug=kwargs["slug"]))


class QuestionsFeed(NewestFeed):
    """The questions put to the network, answered or not: the latest first."""

    def title(self, asked: Subscription) -> str:
        return _("Faire avec : les questions au réseau")

    def description(self, asked: Subscription) -> str:
        return _("Ce que des structures cherchent, et que quelqu’un sait peut-être.")

    def link(self, asked: Subscription) -> str:
        place = PracticeRequestIndexPage.objects.visible_to(asked.member).first()
        return urljoin(settings.SITE_URL, place.get_absolute_url() if place else "/")

    def feed_url(self, asked: Subscription) -> str:
        return urljoin(settings.SITE_URL, reverse("questions_feed"))

    def items(self, asked: Subscription) -> list[Any]:
        latest = list(_latest.seen_by(asked.member)[:MOST_ITEMS])
        rows = PracticeRequestPage.objects.visible_to(asked.member).filter(pk__in=latest)
        return question_cards(pages=_by_day(rows), member=asked.member)

    def item_title(self, item: Any) -> str:
        return french(item.title)

    def item_description(self, item: Any) -> str:
        return french(item.tried)

    def item_pubdate(self, item: Any) -> datetime:
        when: datetime = item.asked_at
        return when

    def item_author_name(self, item: Any) -> str:
        return str(item.structure_in_hand.title) if item.structure_in_hand else ""


def _by_day(questions: Any) -> Any:
    return questions.order_by("-asked_at", "-pk")


_latest = KeptOrder(lambda _narrowed: _by_day(PracticeRequestPage.objects.all()))


def _published(page: Any) -> datetime:
    """Of a page put on line without the act of publishing, as scripts do, no date that its drafts would move."""
    when: datetime = page.first_published_at or NOTHING_YET
    return when


def _printable(value: Any) -> Any:
    """Every text of what is given to the generator, without what XML refuses."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return type(value)(map(_printable, value))
    return {name: _printable(one) for name, one in value.items()} if isinstance(value, dict) else value
