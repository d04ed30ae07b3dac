"""What answers when no engine does: pages by the words of their titles, asked of the database.

Contributions name a sheet in nearly this way, among drafts too (`contributions.forms.linked_sheets`): they stand below
on the stairs, and each keeps its own question.
"""

from typing import Any

from django.db.models import F, QuerySet

from community.models import Member
from community.visibility import visible_to

MOST_WORDS = 8  # each is a condition on every title


def titled(pages: QuerySet[Any], *, text: str, member: Member | None) -> QuerySet[Any]:
    """Those that this person may see whose title holds every word, as the database compares them; newest first.

    A page put on line by a script, without a date, comes last on every database.
    """
    found = visible_to(pages, member)
    for word in text.split()[:MOST_WORDS]:
        found = found.filter(title__icontains=word)
    return found.order_by(F("first_published_at").desc(nulls_last=True))
