"""Pictures made ready behind a publication: a thread makes the sizes that pages show and that are not there yet.

Nothing waits for it: a reader who comes before it makes what is missing of one page (`prepared.pictures_in_hand`).
"""

import logging
from collections.abc import Iterator

from community.background import Worker
from community.files.prepared import Wanted, prepare
from community.files.shown import registered_showings
from community.models import SiteRendition

logger = logging.getLogger(__name__)


def prepare_all() -> int:
    """Make every size that a page shows and that is missing; how many pictures lacked one."""
    lacking = list(dict.fromkeys(_lacking()))
    for one in lacking:
        prepare([one])
    return len(lacking)


def _lacking() -> Iterator[Wanted]:
    """The pictures shown somewhere that do not have all of the sizes shown there."""
    for showing in registered_showings():
        rows = showing.column.model._base_manager.filter(showing.when, **{f"{showing.column.name}__isnull": False})
        shown = set(rows.order_by().values_list(showing.column.name, flat=True)) if showing.sizes else set()
        for sizes in showing.sizes:
            for spec in sizes.specs:
                there = SiteRendition.objects.filter(filter_spec=spec).values_list("image", flat=True)
                yield from ((key, sizes) for key in sorted(shown.difference(there)))


def _drain() -> int:
    """A picture that cannot be read is told in the log, and is tried again at the next publication only."""
    if made := prepare_all():
        logger.info("%s pictures were made ready", made)
    return 0


# `settle`: whoever published goes on; what they published together is made ready together.
darkroom = Worker(name="darkroom", drain=_drain, settle=0.5)
