"""What the files of an index still have of what was erased: it is built anew, and all that it replaces goes.

An engine that removes a document only marks it so; its words stay on the disk until other writings happen to sweep
them, and the index before the last rebuild stays as it was. Whoever has left must not be there the next morning.
"""

import time
from datetime import datetime

from django.utils import timezone

from search.indexing.notes import note_remains, note_remains_erased
from search.indexing.rebuild import rebuild
from search.models import IndexState
from search.which_engine import engine_of, targets

LET_GO = 2.0  # seconds: a reader who was about to open the index before, or whom it is answering, is done


def remember_remains() -> None:
    """Note, in the caller's transaction, that every index, on whatever host, has something to erase for good."""
    for target in targets():
        note_remains(target=target, since=timezone.now())


def erase_remains(*, target: str, let_go: float = LET_GO) -> bool:
    """Build an index anew and remove every other of the same name, when something is to be erased for good.

    Returns whether there was. Raises EngineUnavailable: what is to be erased stays noted.
    """
    since = _remains_since(target)
    if since is None:
        return False
    rebuild(target=target)
    time.sleep(let_go)
    engine_of(target=target).forget_replaced()
    note_remains_erased(target=target, since=since)
    return True


def _remains_since(target: str) -> datetime | None:
    return IndexState.objects.filter(target=target).values_list("remains_since", flat=True).first()
