"""Questions that name somebody who leaves: the counts of what was searched lose them."""

from community.rights.leavers import Leaver
from search.models import SearchLog


def forget_searches(leaver: Leaver) -> None:
    """Delete the questions with their name (of one word, it is many people's) or address, whatever the accents."""
    SearchLog.objects.filter(words__icontains=leaver.address).delete()
    if len(leaver.name.split()) > 1:
        SearchLog.objects.filter(words__icontains=" ".join(leaver.name.split())).delete()
