"""Loading the demonstration: the source files become real pages, people, consents, files and comments.

All or nothing, in one transaction, and once: a site that has it is left as people have made it since.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from community.models import Member, ParcoursPage, PeerComment, StructurePage
from home.demo import asking, helping, inviting, people, publishing, source
from home.models import FeaturedTestimonial, HomePage, SiteSettings
from home.preparation import prepare_site
from practices.models import PracticePage, TestimonialPage

Say = Callable[[str], None]


@dataclass
class Loaded:
    """What has been made so far, by the keys of the source files."""

    members: dict[str, Member] = field(default_factory=dict)
    structures: dict[str, StructurePage] = field(default_factory=dict)
    parcours: dict[str, ParcoursPage] = field(default_factory=dict)
    sheets: dict[str, PracticePage] = field(default_factory=dict)
    testimonials: dict[str, TestimonialPage] = field(default_factory=dict)
    comments: dict[str, list[PeerComment]] = field(default_factory=dict)
    """Those that open a thread, by the key of their page."""

    @property
    def pages(self) -> dict[str, Page]:
        """What is commented, and joined to comments."""
        return {**self.sheets, **self.testimonials}


def is_loaded() -> bool:
    """Whether this site already holds the demonstration."""
    return SiteSettings.objects.filter(is_demo=True).exists()


@transaction.atomic
def load_demo(*, say: Say) -> bool:
    """Load everything; returns False, having done nothing, where it is already there.

    `say` receives one sentence a section.
    """
    if is_loaded():
        return False
    home = prepare_site()
    loaded = Loaded()
    with _progress(say, "Comptes de démonstration"):
        people.accounts()
    for title, load in SECTIONS:
        with _progress(say, title):
            load(loaded)
    with _progress(say, "Page d’accueil"):
        _front_page(home, loaded)
    return True


def _parcours(loaded: Loaded) -> None:
    for item in source.items("parcours"):
        loaded.parcours[item["slug"]] = publishing.parcours(item)


def _structures(loaded: Loaded) -> None:
    for item in source.items("structures"):
        structure = publishing.structure(item)
        loaded.structures[item["slug"]] = structure
        loaded.members |= people.team(structure=structure, team=item["team"])
        for slug in item["parcours"]:
            publishing.take_part(parcours=loaded.parcours[slug], structure=structure)


def _glossary(_loaded: Loaded) -> None:
    for item in source.items("glossary"):
        publishing.term(item)


def _pages(_loaded: Loaded) -> None:
    for item in source.items("pages"):
        publishing.content_page(item)


def _sheets(loaded: Loaded) -> None:
    """In two rounds: a sheet may be inspired by one that comes after it."""
    items = source.items("sheets")
    for item in items:
        loaded.sheets[item["topic"]] = publishing.sheet(
            item,
            structure=loaded.structures[item["structure"]],
            author=loaded.members[item["author"]],
            parcours=loaded.parcours.get(item["parcours"]),
        )
    for item in items:
        if item["inspired_by"]:
            publishing.inspire(
                sheet=loaded.sheets[item["topic"]],
                by=loaded.sheets[item["inspired_by"]],
                on=item["published_on"],
            )


def _testimonials(loaded: Loaded) -> None:
    for item in source.items("testimonials"):
        loaded.testimonials[item["key"]] = publishing.testimonial(
            item,
            structure=loaded.structures[item["structure"]],
            author=loaded.members[item["author"]],
            parcours=loaded.parcours.get(item["parcours"]),
            sheets=[loaded.sheets[topic] for topic in item["sheets"]],
        )


def _reports(loaded: Loaded) -> None:
    for item in source.items("reports"):
        publishing.report(
            item,
            parcours=loaded.parcours.get(item["parcours"]),
            testimonials=[loaded.testimonials[key] for key in item["testimonials"]],
        )


def _comments(loaded: Loaded) -> None:
    for key, comments in source.discussions().items():
        for item in comments:
            comment = _comment(page=loaded.pages[key], item=item, loaded=loaded)
            loaded.comments.setdefault(key, []).append(comment)
            for reply in item.get("replies", []):
                _comment(page=loaded.pages[key], item=reply, loaded=loaded, parent=comment)


def _questions(loaded: Loaded) -> None:
    for item in source.items("questions"):
        structure, asker = loaded.structures[item["structure"]], loaded.members[item["author"]]
        page = helping.question(item, structure=structure, asker=asker)
        helping.answers(item.get("answers", []), below=page, members=loaded.members, pages=loaded.pages)


def _adoptions(loaded: Loaded) -> None:
    for item in source.items("adoptions"):
        for said in item["tried"]:
            structure, by = loaded.structures[said["structure"]], loaded.members[said["author"]]
            helping.adoption(said, sheets=loaded.sheets, structure=structure, by=by)


def _what_is_reported(loaded: Loaded) -> None:
    for item in source.items("moderation"):
        for said in item["reported"]:
            is_comment = said["subject"] == "commentaire"
            thing = loaded.comments[said["key"]][said["number"]] if is_comment else loaded.pages[said["key"]]
            helping.report(said, thing=thing, by=loaded.members.get(said["member"]))


def _requests(loaded: Loaded) -> None:
    for item in source.items("requests"):
        for asked in item["asked"]:
            asking.ask(asked, parcours=loaded.parcours)


SECTIONS: list[tuple[str, Callable[[Loaded], None]]] = [
    ("Parcours", _parcours),
    ("Structures et équipes", _structures),
    ("Glossaire", _glossary),
    ("Pages de texte", _pages),
    ("Fiches pratiques", _sheets),
    ("Témoignages", _testimonials),
    ("Comptes rendus", _reports),
    ("Commentaires", _comments),
    ("Questions au réseau", _questions),
    ("Ce qui a été essayé", _adoptions),
    ("Signalements", _what_is_reported),
    ("Demandes", _requests),
    ("Invitations", lambda _loaded: inviting.some()),
]


def _comment(*, page: Page, item: dict[str, Any], loaded: Loaded, parent: PeerComment | None = None) -> PeerComment:
    author = loaded.members[item["author"]]
    comment = PeerComment(
        content_type=ContentType.objects.get_for_model(page),
        object_pk=str(page.pk),
        site_id=settings.SITE_ID,
        user=author,
        user_name=author.display_name,
        comment=item["text"],
        submit_date=_moment(item["date"]),
        parent_id=parent.pk if parent else 0,
    )
    comment.save()
    return comment


def _front_page(home: HomePage, loaded: Loaded) -> None:
    """The choices of the front page, dated from today, and the mark that says all this is invented."""
    for item in source.items("front"):
        for choice in item["featured"]:
            FeaturedTestimonial.objects.create(
                home=home,
                testimonial=loaded.testimonials[choice["testimonial"]],
                until=timezone.localdate() + timedelta(days=choice["days"]),
                reason=choice["reason"],
            )
    home.save_revision().publish()
    for site in Site.objects.filter(is_default_site=True):
        SiteSettings.objects.update_or_create(
            site=site, defaults={"is_demo": True, "contact_address": "contact@exemple.test"}
        )


def _moment(value: datetime | date) -> datetime:
    """A moment of the source, in the site's time; a day alone is its noon."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time(12))
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


@contextmanager
def _progress(say: Say, title: str) -> Iterator[None]:
    say(f"  {title}…")
    yield
