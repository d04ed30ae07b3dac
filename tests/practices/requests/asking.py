"""Questions, as the tests of this room ask them."""

import uuid
from typing import Any

from practices.models import PracticeRequestIndexPage, PracticeRequestPage
from practices.requests import acts
from practices.requests.forms import Words


def entraide() -> Any:
    """The page « Entraide » : the site's own, else one made here."""
    from home.models import HomePage

    found = PracticeRequestIndexPage.objects.first()
    if found is None:
        found = HomePage.objects.get().add_child(instance=PracticeRequestIndexPage(title="Entraide", slug="entraide"))
    return found


def asked(*, member: Any, question: str = "Comment accueillir sans mots ?", **words: Any) -> PracticeRequestPage:
    """A question of this member."""
    entraide()
    structure = words.pop("structure", None)
    levers = tuple(lever.pk for lever in words.pop("levers", ()))
    return acts.ask(
        member=member,
        words=Words(question=question, levers=levers, **words),
        structure=structure,
        token=words.get("token") or uuid.uuid4(),
    )
