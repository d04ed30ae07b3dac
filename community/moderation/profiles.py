"""A member's profile as something that can be reported: what they say of themselves, and their photo."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts.home.keeping import remove_photo
from community.models import Member
from community.moderation.subjects import Subject, register_subject


def register_profiles() -> None:
    """Called from `ready()`."""
    register_subject(
        Subject(
            name="membre",
            label=_("la page d’une personne"),
            model=Member,
            text=_text,
            title=lambda person: person.display_name,
            author=lambda person: person,
            address=lambda person: reverse("member", args=[person.pk]),
            is_seen_by=_is_seen_by,
            remove=_remove,
            is_for_members=True,
        )
    )


def _text(person: Member) -> str:
    photo = [str(_("(avec une photo)"))] if person.photo else []
    return "\n".join(part for part in (person.display_name, person.work, person.can_help, *photo) if part)


def _is_seen_by(person: Member, member: Member | None) -> bool:
    return member is not None and (person.is_active or member.may_animate)


def _remove(person: Member, by: Member, reason: str) -> None:
    """What they say of themselves and their photo; the name stays, which facilitators change apart."""
    Member.objects.filter(pk=person.pk).update(work="", can_help="")
    remove_photo(member=person)
