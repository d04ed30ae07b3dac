"""How each index is: what waits, what was set aside, when it was written, failed or checked, whether it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from search.engines.base import Health
from search.indexing.locks import replay_target
from search.models import IndexChange, IndexState
from search.which_engine import ELASTICSEARCH, health_of, own_targets, targets

LATE = timedelta(minutes=10)
"""A change that waits longer than this is worth somebody's look: it takes a second when all is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetState:
    """One index; `detail` is the engine's own sentence, in English, for whoever runs the site."""

    target: str
    label: str
    is_ready: bool
    """Of an index that another host keeps: whether its last writing went well."""
    documents: int
    waiting: int = 0
    oldest_at: datetime | None = None
    """When the change that has waited longest was made."""
    set_aside: int = 0
    last_error: str = ""
    failed_at: datetime | None = None
    written_at: datetime | None = None
    checked_at: datetime | None = None
    missing: int = 0
    ghosts: int = 0
    detail: str = ""
    is_kept: bool = True
    """False for rows of an index that no host keeps any more."""

    @property
    def age(self) -> timedelta:
        """How long the oldest change has waited."""
        return timezone.now() - self.oldest_at if self.oldest_at else timedelta()

    @property
    def is_late(self) -> bool:
        return self.age > LATE

    @property
    def needs_a_look(self) -> bool:
        return (
            not (self.is_ready and self.is_kept) or self.is_late or bool(self.set_aside or self.missing or self.ghosts)
        )


def states() -> list[TargetState]:
    """Every index that is kept, this host's first, then those that only have rows left; two queries, one ping each."""
    counts = _counts()
    notes = IndexState.objects.in_bulk(field_name="target")
    own = own_targets()
    names = [*own, *(name for name in targets() if name not in own)]
    gone = sorted(
        name for name in counts if name not in names and name not in {replay_target(target=one) for one in names}
    )
    return [_state(name, counts.get(name, {}), notes.get(name, IndexState())) for name in [*names, *gone]]


def _counts() -> Mapping[str, Mapping[str, Any]]:
    rows = IndexChange.objects.order_by().values("target")
    waiting = Q(set_aside_at__isnull=True)
    counted = rows.annotate(
        waiting=Count("pk", filter=waiting),
        oldest_at=Min("created_at", filter=waiting),
        set_aside=Count("pk", filter=~waiting),
    )
    return {row["target"]: {name: row[name] for name in ("waiting", "oldest_at", "set_aside")} for row in counted}


def _state(target: str, counts: Mapping[str, Any], notes: IndexState) -> TargetState:
    health = health_of(target=target) if target in own_targets() else _supposed(target, notes)
    return TargetState(
        target=target,
        label=_label(target),
        is_ready=health.is_ready,
        documents=health.documents,
        detail=health.detail,
        last_error=notes.last_error,
        failed_at=notes.failed_at,
        written_at=notes.written_at,
        checked_at=notes.checked_at,
        missing=notes.missing,
        ghosts=notes.ghosts,
        is_kept=target in targets(),
        **counts,
    )


def _supposed(target: str, notes: IndexState) -> Health:
    """Of an index that this host cannot open, what its own host wrote down."""
    went_well = bool(notes.written_at and (notes.failed_at is None or notes.failed_at < notes.written_at))
    detail = (
        "kept by another host: known by what it writes down" if target in targets() else "no host keeps it any more"
    )
    return Health(name=target, is_ready=went_well, documents=notes.documents, detail=detail)


def _label(target: str) -> str:
    if target == ELASTICSEARCH:
        return _("Elasticsearch")
    if target not in targets():
        return _("Index abandonné (%(name)s)") % {"name": target}
    if len(settings.SEARCH_EMBEDDED_INDEXES) == 1:
        return _("Copie de secours du site") if ELASTICSEARCH in targets() else _("Index du site")
    if target in own_targets():
        return _("Index de cette machine (%(name)s)") % {"name": target}
    return _("Index d’une autre machine (%(name)s)") % {"name": target}
