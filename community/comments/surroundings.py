"""What surrounds the comments of one page of a conversation, read for all of them at once.

Each question is asked only where a comment gives reason to: a plain conversation costs one query more, for its thanks.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Page

from community.comments.attaching import CARD, attachable, moment_of
from community.comments.editing import may_edit
from community.comments.models import PeerComment
from community.comments.quoting import stands_in, words_of
from community.comments.reactions import reactions_to
from community.comments.shown import Card, Quoted
from community.comments.tree import READ, CommentState, Spoken, state_of
from community.models.conversation import CommentAttachment, Mention
from community.models.members import Member
from community.models.structures import StructurePage
from community.models.visible import IN_A_LIST
from community.visibility import visible_to

NAMED = ("comment", "spelled", "structure", "member__is_active")
"""What a link to somebody named needs: of an account, nothing that opens it."""


def surround(*, spoken: Sequence[Spoken], rows: Mapping[int, Any], page: Page, member: Member | None) -> None:
    """Fill `around` of each comment that is read.

    `rows` are the comments of this page of the conversation, each with whether it `joins` pages.
    """
    read = [each for each in spoken if each.is_read]
    if not read:
        return
    pks = [each.pk for each in read]
    quotes = _quotes(rows=[rows[pk] for pk in pks], page=page)
    joining = [pk for pk in pks if rows[pk].joins]
    cards, names = _cards(joining, member), _names(read, member)
    thanks = reactions_to(comments=pks, member=member)
    for each in read:
        each.around.quoted = quotes.get(each.pk)
        each.around.cards = tuple(cards.get(each.pk, ()))
        each.around.names = tuple(names.get(each.pk, ()))
        each.around.reactions = thanks[each.pk]
        each.around.may_edit = member is not None and may_edit(comment=rows[each.pk], member=member)


def _quotes(*, rows: Sequence[PeerComment], page: Page) -> dict[int, Quoted]:
    """What each of these quotes. Words that no longer stand where they were are not shown."""
    quoting = [row for row in rows if row.quoted_text or row.quoted_comment_id or row.quoted_second is not None]
    if not quoting:
        return {}
    numbers = {row.quoted_comment_id for row in quoting if row.quoted_comment_id}
    others = PeerComment.objects.filter(id__in=numbers).select_related(None).select_related("user").only(*READ)
    sources = {row.pk: row for row in others} if numbers else {}
    said = words_of(page=page) if any(row.quoted_text and not row.quoted_comment_id for row in quoting) else ""
    return {row.pk: _quoted(row, sources, said, page) for row in quoting}


def _quoted(row: PeerComment, sources: Mapping[int, PeerComment], said: str, page: Page) -> Quoted:
    if row.quoted_comment_id:
        source = sources.get(row.quoted_comment_id)
        is_there = source is not None and state_of(row=source) is CommentState.SHOWN
        if source is None or not is_there or not stands_in(row.quoted_text, source.comment):
            return Quoted(comment=row.quoted_comment_id, is_gone=True)
        author = source.user.display_name if source.user else ""
        return Quoted(text=row.quoted_text, author=author, comment=source.pk)
    moment = moment_of(page_type=type(page), second=row.quoted_second)
    if row.quoted_text and not stands_in(row.quoted_text, said):
        return Quoted(moment=moment, is_gone=True)
    return Quoted(text=row.quoted_text, moment=moment)


def _cards(pks: Sequence[int], member: Member | None) -> dict[int, list[Card]]:
    """The cards of the pages that this reader may open; three queries where something is joined."""
    if not pks:
        return {}
    joined = list(CommentAttachment.objects.filter(comment__in=pks).order_by("pk"))
    seen = visible_to(Page.objects.filter(pk__in={row.page_id for row in joined}), member).only(*IN_A_LIST)
    pages = {page.pk: page for page in seen}
    structures = StructurePage.objects.to_name().above_each(list(pages.values()))
    cards: dict[int, list[Card]] = defaultdict(list)
    for row in joined:
        if page := pages.get(row.page_id):
            cards[row.comment_id].append(_card(page, row.second, structures.get(page.pk)))
    return cards


def _card(page: Page, second: int | None, structure: StructurePage | None) -> Card:
    model: Any = page.specific_class
    kind = attachable(page_type=model)
    return Card(
        page=page,
        kind=capfirst(str(model._meta.verbose_name)) if model else "",
        structure=structure.title if structure else "",
        template=kind.template if kind else CARD,
        moment=moment_of(page_type=model, second=second),
    )


def _names(read: Sequence[Spoken], member: Member | None) -> dict[int, list[tuple[str, str]]]:
    """The names that are links for this reader: members' pages are for members, structures for who sees them."""
    naming = [each.pk for each in read if "@" in each.text]
    named = Mention.objects.filter(comment__in=naming).select_related("member").only(*NAMED)
    rows = list(named) if naming else []
    places = {row.structure_id for row in rows if row.structure_id}
    seen = StructurePage.objects.visible_to(member).to_name().in_bulk(list(places)) if places else {}
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row.member and row.member.is_active and member is not None:
            names[row.comment_id].append((row.spelled, reverse("member", args=[row.member_id])))
        elif row.structure_id in seen:
            names[row.comment_id].append((row.spelled, seen[row.structure_id].get_absolute_url()))
    return names
