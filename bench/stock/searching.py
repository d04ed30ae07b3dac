"""Asking Wagtail's stock search, as the view of a stock site does: `Page.objects.live().search(words)`.

The operator is Wagtail's default for pages: every word is required. On SQLite a question may take many seconds; one
that takes longer than the patience given is interrupted, and counts as not answered.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import OperationalError, connection, transaction
from wagtail.models import Page

from bench.stock.models import StockPage
from search.engines.base import Document

PATIENCE = 15.0
"""Seconds given to a question; a visitor has left long before."""

_LOOK_EVERY = 20_000  # instructions of SQLite's machine between two looks at the clock


@dataclass(slots=True)
class StockSearch:
    """Pages made of documents, and questions asked of them; needs `bench.site.start()` and its tables."""

    patience: float = PATIENCE
    given_up: int = 0
    failed: int = 0
    _uids: dict[int, str] = field(default_factory=dict)

    def fill(self, documents: Iterable[Document], /) -> int:
        """One live page a document below the root, indexed by Wagtail itself; how many there are."""
        root = Page.objects.filter(depth=1).first() or Page.add_root(title="Racine", slug="racine")
        with transaction.atomic():
            for document in documents:
                page = StockPage(title=document.title[:250] or "—", slug=f"p{len(self._uids)}", body=document.text)
                root.add_child(instance=page)
                self._uids[page.pk] = document.uid
        return len(self._uids)

    def search(self, text: str, /, *, limit: int = 10) -> tuple[int | None, list[str]]:
        """How many pages answer and the uids of the first ones; (None, []) for a question that fails or lasts."""
        deadline = time.monotonic() + self.patience
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(lambda: time.monotonic() > deadline, _LOOK_EVERY)
        try:
            results = Page.objects.live().search(text)
            hits = [self._uids[page.pk] for page in results[:limit] if page.pk in self._uids]
            return results.count(), hits
        except OperationalError:
            self.given_up += time.monotonic() > deadline
            self.failed += time.monotonic() <= deadline
            return None, []
        finally:
            if connection.vendor == "sqlite":
                with suppress(AttributeError):
                    connection.connection.set_progress_handler(None, 0)
