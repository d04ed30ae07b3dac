"""Deriving Wagtail's groups, rights and collections from memberships: run as often as wanted, same result."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupPagePermission, Page

from community.models import Member, Membership, SiteDocument, SiteImage, SiteMedia, StructurePage, TeamSpace

FACILITATORS = "Animation"
TEAM_RIGHTS = ("add", "change")  # `change`, not `add` alone: teammates write each other's drafts


@transaction.atomic
def open_space(*, structure: StructurePage) -> TeamSpace:
    """Give a structure its group, its collection and its rights on its own pages; returns the existing one if any."""
    space = TeamSpace.objects.filter(structure=structure).select_related("group").first()
    if space is None:
        name = f"Équipe {structure.pk} – {structure.title}"[:140]
        collection = Collection.get_first_root_node().add_child(name=name)
        group = Group.objects.create(name=name)
        space = TeamSpace.objects.create(structure=structure, group=group, collection=collection)
    for right in TEAM_RIGHTS:
        GroupPagePermission.objects.get_or_create(
            group=space.group, page=structure.page_ptr, permission=page_permission(right)
        )
    return space


@transaction.atomic
def sync_team(*, structure: StructurePage) -> None:
    """Make the structure's group hold exactly its members."""
    space = open_space(structure=structure)
    members = Membership.objects.filter(structure=structure).values_list("member_id", flat=True)
    space.group.user_set.set(members)


def sync_facilitator(*, member: Member) -> None:
    """Put a facilitator in the facilitators' group, or take them out of it.

    Nothing is written where nothing changes, at each sign-in: PostgreSQL raises the generation for no row too.
    """
    group, _created = Group.objects.get_or_create(name=FACILITATORS)
    if member.is_facilitator == member.groups.filter(pk=group.pk).exists():
        return
    if member.is_facilitator:
        member.groups.add(group)
    else:
        member.groups.remove(group)


@transaction.atomic
def close_space(*, group: Group, collection: Collection) -> None:
    """Remove what was derived for a structure that is gone; files still in its collection go to the root."""
    root = Collection.get_first_root_node()
    for model in (SiteImage, SiteDocument, SiteMedia):
        model.objects.filter(collection=collection).update(collection=root)
    group.delete()
    collection.delete()


def page_permission(action: str) -> Permission:
    """Wagtail's permission to `action` pages (add, change, publish, lock, unlock)."""
    return Permission.objects.get(content_type=ContentType.objects.get_for_model(Page), codename=f"{action}_page")


def members_of(*, structure: StructurePage) -> "list[Member]":
    """The active people of a structure."""
    return list(Member.objects.filter(memberships__structure=structure, is_active=True))


def facilitators() -> "list[Member]":
    """The active people who review and moderate."""
    return list(Member.objects.filter(is_facilitator=True, is_active=True))
