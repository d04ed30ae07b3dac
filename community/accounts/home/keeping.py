"""What a member says of themselves is kept: one column at a time, so that two devices never undo each other."""

from collections.abc import Mapping

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from community.models import Member
from community.uploads import kept_or_told

OF_THEMSELVES = frozenset({"display_name", "work", "can_help"})
"""The columns that a member writes in their own words."""


class NotTheirs(ValueError):
    """A column that nobody writes from their account page."""


@transaction.atomic
def keep_words(*, member: Member, words: Mapping[str, str]) -> None:
    """Keep these columns, and no other, as the row says the rest now. Raises NotTheirs."""
    if not words.keys() <= OF_THEMSELVES:
        raise NotTheirs(", ".join(words))
    row = _held(member)
    for column, text in words.items():
        setattr(row, column, text)
        setattr(member, column, text)
    row.save(update_fields=[*words])


def keep_photo(*, member: Member, photo: File) -> None:
    """Put this photo in the place of the former one, which leaves the disk after the commit.

    Raises ValidationError where the disk has no room.
    """
    with kept_or_told():
        row = _held(member)
        before = row.photo.name
        row.photo = photo
        row.save(update_fields=["photo"])
        _forget_after_commit(before)
    member.photo = row.photo.name


@transaction.atomic
def remove_photo(*, member: Member) -> None:
    """Take the photo away, from the row and, after the commit, from the disk; a member without one stays as they are.

    Whoever deletes a member calls it in the same transaction: the row must still be there.
    """
    row = Member.objects.select_for_update(no_key=True).filter(pk=member.pk).first()
    if row is not None and row.photo:
        _forget_after_commit(row.photo.name)
        Member.objects.filter(pk=row.pk).update(photo="")
    member.photo = ""


def _held(member: Member) -> Member:
    """The row as it is now, held until the act ends."""
    return Member.objects.select_for_update(no_key=True).get(pk=member.pk)


def _forget_after_commit(name: str | None) -> None:
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
