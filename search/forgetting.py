"""What the search forgets of somebody who leaves: the questions that name them, and what its files still have."""

from community.rights.leavers import Leaver
from search.indexing.remains import remember_remains
from search.models import SearchLog


def forget_searches(leaver: Leaver) -> None:
    """Delete the questions with their name (of one word, it is many people's) or address, whatever the accents."""
    names = [" ".join(name.split()) for name in leaver.names if len(name.split()) > 1]
    for words in (*leaver.addresses, *names):
        SearchLog.objects.filter(words__icontains=words).delete()


def forget_in_files(_leaver: Leaver) -> None:
    """The indexes lose what goes as they lose any page; their files, at the day's care that follows."""
    remember_remains()
