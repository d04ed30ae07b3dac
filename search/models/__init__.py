"""What finding remembers: changes to index, words that mean the same, what was searched, the state of indexes."""

from search.models.indexes import IndexState
from search.models.log import SearchLog
from search.models.outbox import IndexChange, IndexChangeQuerySet
from search.models.vocabulary import SynonymGroup

__all__ = ["IndexChange", "IndexChangeQuerySet", "IndexState", "SearchLog", "SynonymGroup"]
