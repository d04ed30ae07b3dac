"""The acts of a writer on their plot. Each is done in the database first, then told to the plot."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from community.comments.acts import withdraw
from community.comments.models import PeerComment
from community.models import Member, StructurePage
from practices.models import ConsentRecord, Lever, PracticePage, TestimonialPage
from tests import factories
from tests.attacks.kept_pages.plot import AUTHOR, COMMENT, LEVER, SHEET, STRUCTURE, TESTIMONIAL, Plot
from tests.attacks.kept_pages.renaming import WAYS, publish
from tests.community.comments.talk import say_in_bulk

Act = Callable[[Plot, random.Random], str]
"""Does something, tells the plot, and returns its name."""

MADE_ANEW = "made anew"


def page_of(plot: Plot, kind: str) -> Any:
    models: dict[str, Any] = {STRUCTURE: StructurePage, SHEET: PracticePage, TESTIMONIAL: TestimonialPage}
    keys = {STRUCTURE: plot.structure, SHEET: plot.sheet, TESTIMONIAL: plot.testimonial}
    return models[kind].objects.get(pk=keys[kind])


def rename(plot: Plot, drawn: random.Random) -> str:
    kind, way = drawn.choice((STRUCTURE, SHEET, SHEET, TESTIMONIAL)), drawn.choice(WAYS)
    title = plot.mark(kind)
    way(page_of(plot, kind), title)
    plot.rename(kind, title)
    if way is publish:
        plot.off_line.discard(kind)
    return f"{way.__name__} {kind}"


def undo_everything(plot: Plot, drawn: random.Random) -> str:
    """A transaction in which much is written and nothing remains."""
    with transaction.atomic():
        Page.objects.filter(pk__in=[plot.sheet, plot.structure]).update(title="jamais vu", live=drawn.random() < 0.5)
        Member.objects.filter(pk=plot.author).update(display_name="jamais vu")
        transaction.set_rollback(True)
    return "undone"


def turn_on_or_off_line(plot: Plot, drawn: random.Random) -> str:
    kind = drawn.choice((STRUCTURE, SHEET, TESTIMONIAL))
    page = page_of(plot, kind)
    if page.live:
        page.unpublish()
        plot.off_line.add(kind)
        return f"off line {kind}"
    page.save_revision(clean=False).publish()
    plot.off_line.discard(kind)
    return f"on line {kind}"


def talk(plot: Plot, drawn: random.Random) -> str:
    """A comment, or the last one taken back, by its author or by `delete()`."""
    sheet, author = page_of(plot, SHEET), Member.objects.get(pk=plot.author)
    said = PeerComment.objects.filter(user=author, is_removed=False)
    if not plot.comment:
        text = plot.mark(COMMENT)
        with transaction.atomic():
            PeerComment.objects.filter(user=author).delete()  # the places left empty: fifty make another page
            say_in_bulk(sheet, [author], 1)
            said.update(comment=text)
        plot.comment = text
        return "comment"
    if drawn.random() < 0.5:
        withdraw(comment=said.get(), member=author)
    else:
        said.delete()
    plot.comment = ""
    return "comment taken back"


def rename_the_author(plot: Plot, _drawn: random.Random) -> str:
    name = plot.mark(AUTHOR)
    Member.objects.filter(pk=plot.author).update(display_name=name)
    plot.rename(AUTHOR, name)
    return "author renamed"


def rename_the_lever(plot: Plot, drawn: random.Random) -> str:
    """What every page remembers of the vocabulary, in memory."""
    name = plot.mark(LEVER)
    lever = Lever.objects.get(slug=f"levier-{plot.writer}")
    if drawn.random() < 0.5:
        Lever.objects.filter(pk=lever.pk).update(name=name)
    else:
        lever.name = name
        lever.save()
    plot.rename(LEVER, name)
    return "lever renamed"


def agree_or_not(plot: Plot, drawn: random.Random) -> str:
    """An agreement withdrawn, or ended yesterday; given again."""
    records = ConsentRecord.objects.filter(testimonial=plot.testimonial)
    today = timezone.localdate()
    if not plot.is_agreed:
        records.update(withdrawn_at=None, expires_on=today + timedelta(days=30))
    elif drawn.random() < 0.5:
        records.update(withdrawn_at=timezone.now())
    else:
        records.update(expires_on=today - timedelta(days=1))
    plot.is_agreed = not plot.is_agreed
    return f"agreed: {plot.is_agreed}"


def restrict_or_not(plot: Plot, drawn: random.Random) -> str:
    kind = drawn.choice((STRUCTURE, SHEET, TESTIMONIAL))
    page = page_of(plot, kind)
    if kind in plot.restricted:
        PageViewRestriction.objects.filter(page=page).delete()
        plot.restricted.discard(kind)
        return f"open {kind}"
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    plot.restricted.add(kind)
    return f"restricted {kind}"


def make_the_sheet_anew(plot: Plot, _drawn: random.Random) -> str:
    """Deleted, and another one at the same address, in one transaction: what was said of it goes with it."""
    title = plot.mark(SHEET)
    with transaction.atomic():
        old = page_of(plot, SHEET)
        slug = old.slug
        old.delete()
        levers = (f"levier-{plot.writer}",)
        sheet = factories.sheet(structure=page_of(plot, STRUCTURE), title=title, slug=slug, levers=levers)
        page_of(plot, TESTIMONIAL).sheets.through.objects.create(
            testimonialpage_id=plot.testimonial, practicepage_id=sheet.pk
        )
    plot.sheet, plot.comment = sheet.pk, ""
    plot.rename(SHEET, title)
    plot.off_line.discard(SHEET)
    plot.restricted.discard(SHEET)
    return MADE_ANEW


OFTEN = {rename: 9, turn_on_or_off_line: 4, talk: 4, restrict_or_not: 3, agree_or_not: 2}
SELDOM = {undo_everything: 1, rename_the_author: 1, rename_the_lever: 2, make_the_sheet_anew: 1}
WEIGHTS: dict[Act, int] = OFTEN | SELDOM


def one_act(plot: Plot, drawn: random.Random) -> str:
    """Any act; a plot that hides is sooner shown again, so that pages are mostly there to be read."""
    if plot.off_line and drawn.random() < 0.3:
        kind = drawn.choice(sorted(plot.off_line))
        page_of(plot, kind).save_revision(clean=False).publish()
        plot.off_line.discard(kind)
        return f"on line {kind}"
    (act,) = drawn.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))
    return act(plot, drawn)
