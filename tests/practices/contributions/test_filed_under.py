"""What a contribution is filed under: what was chosen stays, and nobody else is offered what is put away."""

from typing import Any

import pytest

from practices.contributions.acts import drafts
from practices.contributions.forms.sheet import SheetForm
from practices.models import Lever
from tests import factories
from tests.practices.contributions.test_drafts import form_for

pytestmark = pytest.mark.django_db


def test_a_retired_lever_stays_on_the_sheets_that_bear_it_and_is_not_offered_to_others(
    structure: Any, teammate: Any
) -> None:
    page = factories.sheet(structure=structure, live=False, levers=("accueil",))
    Lever.objects.filter(slug__in=("accueil", "besoins")).update(is_retired=True)
    form = SheetForm(instance=drafts.draft_of(page=page), structure=structure, member=teammate)
    offered = {lever.slug for lever in form.fields["levers"].queryset}
    assert "accueil" in offered
    assert "besoins" not in offered


def test_a_parcours_off_line_stays_on_the_sheets_that_belong_to_it_and_is_not_offered_to_others(
    structure: Any, teammate: Any
) -> None:
    ended, other = factories.parcours(live=False), factories.parcours(live=False)
    page = factories.sheet(structure=structure, live=False, parcours=ended)
    form = form_for(page, structure, teammate)
    assert not form.errors
    drafts.save(page=page, member=teammate, form=form)
    assert drafts.draft_of(page=page).parcours == ended
    assert other not in form.fields["parcours"].queryset


def test_what_a_teammate_changed_meanwhile_is_told_field_by_field(structure: Any, teammate: Any) -> None:
    page = factories.sheet(structure=structure, live=False, levers=("accueil",))
    theirs = drafts.draft_of(page=page)
    assert form_for(page, structure, teammate).differences(theirs) == []
    typed = form_for(page, structure, teammate, title="Le jardin", levers=[], step_1="Ouvrir la porte.")
    told = {str(label): said for label, said in typed.differences(theirs)}
    assert told == {
        str(typed.fields["title"].label): page.title,
        "Leviers": "Accueil",
        "Étapes": "\n".join(str(step.value) for step in theirs.steps),
    }
