"""What names somebody who leaves and does not go with their account: sessions, messages, histories, former versions."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import CharField, FileField, JSONField, Model, Q, QuerySet, TextField
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex, Revision

from community.kept.left_out import TABLES
from community.models import Member, Membership, Notification
from community.models.addresses import AddressField
from community.rights.leavers import Leaver
from community.rights.mentions import Mentions, cut_from

LOOKED_BACK = timedelta(minutes=5)  # clocks of two machines, and an act that was going on
SEEN_TO_APART = {"django_session", Revision._meta.db_table, "search_searchlog"}


def forget_sessions(*, leaver: Leaver, since: datetime | None = None) -> None:
    """End their sessions, and those of nobody that hold their address; take what names them out of the others'.

    What a session holds is encoded: each is opened. `since`: those written later only.
    """
    rows = Session.objects.all()
    if since:
        written_later = since + timedelta(seconds=settings.SESSION_COOKIE_AGE) - LOOKED_BACK
        rows = rows.filter(expire_date__gte=written_later)
    mentions = Mentions(leaver=leaver)
    for row in rows.iterator():
        held = row.get_decoded()
        owner = str(held.get("_auth_user_id", ""))
        kept = {key: value for key, value in held.items() if not _names_them(value, mentions)}
        if owner == str(leaver.pk) or (len(kept) < len(held) and not owner):
            row.delete()
        elif len(kept) < len(held):
            Session.objects.filter(pk=row.pk).update(session_data=Session.objects.encode(kept))


def _names_them(value: Any, mentions: Mentions) -> bool:
    """As it is, or as a form sends it: a text that waits for a sign-in is kept so (`community.unsent`)."""
    return mentions.found_in(value) or mentions.found_in(unquote_plus(json.dumps(value)))


def forget_messages(leaver: Leaver) -> None:
    """Messages to them, about them, answered to them, naming them; one that has not left only loses the name."""
    theirs = Q(recipient=leaver.pk) | Q(about=leaver.pk)
    theirs |= Q(address__in=leaver.addresses) | Q(answer_to__in=leaver.addresses)
    Notification.objects.filter(theirs).delete()
    mentions = Mentions(leaver=leaver, with_one_word_names=True)
    for column in ("subject", "body", "last_error"):
        sent = mentions.maybe(rows=Notification.objects.exclude(sent_at=None), column=column)
        naming = [pk for pk, text in sent.values_list("pk", column) if mentions.found_in(text)]
        Notification.objects.filter(pk__in=naming).delete()
        cut_from(rows=Notification.objects.all(), column=column, mentions=mentions)


def forget_history(leaver: Leaver) -> None:
    """The admin's history: what was done to their account goes, what they did stays, without them."""
    places = [str(pk) for pk in Membership.objects.filter(member=leaver.pk).values_list("pk", flat=True)]
    about = Q(content_type=ContentType.objects.get_for_model(Member), object_id=str(leaver.pk))
    about |= Q(content_type=ContentType.objects.get_for_model(Membership), object_id__in=places)
    ModelLogEntry.objects.filter(about).delete()
    mentions = Mentions(leaver=leaver, with_one_word_names=True)
    ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Member), to_object_id=str(leaver.pk)
    ).delete()
    for model in (ModelLogEntry, PageLogEntry):
        model.objects.filter(user_id=leaver.pk).update(user=None)
    cut_from(rows=ModelLogEntry.objects.all(), column="label", mentions=mentions)


def forget_versions(leaver: Leaver, *, since: datetime | None = None) -> None:
    """Versions of pages say who owned them by number; former ones may name them. What is read today stays as it is.

    `since`: those kept later only. Reading all of them takes seconds.
    """
    lately = {"created_at__gte": since - LOOKED_BACK} if since else {}
    for key in ("owner", "locked_by"):
        for version in Revision.objects.filter(**lately, **{f"content__{key}": leaver.pk}):
            Revision.objects.filter(pk=version.pk).update(content=version.content | {key: None})
    cut_from(rows=former_versions().filter(**lately), column="content", mentions=Mentions(leaver=leaver))


def former_versions() -> QuerySet[Revision]:
    """Those that are neither on line, nor a draft that somebody works on."""
    standing = Page.objects.exclude(latest_revision=None).values("latest_revision")
    live = Page.objects.exclude(live_revision=None).values("live_revision")
    former: QuerySet[Revision] = Revision.objects.exclude(pk__in=standing).exclude(pk__in=live)
    return former.filter(approved_go_live_at=None)


def forget_locks(leaver: Leaver) -> None:
    """A page that they had locked is anybody's again."""
    Page.objects.filter(locked_by=leaver.pk).update(locked=False, locked_by=None, locked_at=None)


def forget_elsewhere(leaver: Leaver) -> None:
    """Every table that no visitor's page reads: what is addressed to them goes, a text loses their name and address.

    A table that comes later is looked through too: the list is the one of kept pages.
    """
    mentions = Mentions(leaver=leaver)
    for model in _private_tables():
        _forget_what_is_addressed(model, leaver)
        for field in model._meta.local_concrete_fields:
            if _is_text(field):
                cut_from(rows=model._base_manager.all(), column=field.name, mentions=mentions)


def _private_tables() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table in TABLES and table not in SEEN_TO_APART and model._meta.managed and not model._meta.proxy:
            yield model


def _forget_what_is_addressed(model: type[Model], leaver: Leaver) -> None:
    addressed = Q()
    for field in model._meta.local_concrete_fields:
        if isinstance(field, AddressField):
            for address in leaver.addresses:
                addressed |= Q(**{f"{field.name}__iexact": address})
    if addressed:
        model._base_manager.filter(addressed).delete()


def _is_text(field: Any) -> bool:
    is_typed = isinstance(field, CharField | TextField | JSONField) and not field.choices
    return is_typed and not isinstance(field, FileField | AddressField) and not field.primary_key and not field.unique
