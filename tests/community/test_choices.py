"""A row chosen in a form: whatever is sent in its place is a choice that is not offered, said in one sentence."""

from typing import Any

import pytest
from django import forms

from community.choices import GONE, RowChoiceField, RowsChoiceField
from community.models import InvolvementLevel, ParcoursPage
from community.structures.forms import CardForm
from practices.contributions.forms.kinds import forms_by_type
from tests import factories

pytestmark = pytest.mark.django_db

ODD = ["0", "-1", "9" * 40, "9" * 5000, "abc", "²", "1e9"]


@pytest.mark.parametrize("sent", ODD)
def test_what_is_no_row_of_ours_is_no_longer_offered(sent: str, site: Any) -> None:
    factories.parcours()
    for rows in (InvolvementLevel.objects.all(), ParcoursPage.objects.all()):  # Django minds large numbers in the first
        for field, value in ((RowChoiceField(rows), sent), (RowsChoiceField(rows), [str(rows[0].pk), sent])):
            with pytest.raises(forms.ValidationError) as refusal:
                field.clean(value)
            assert refusal.value.messages == [str(GONE)]


def test_every_form_that_people_fill_in_chooses_rows_in_these_fields(structure: Any, pilot: Any) -> None:
    made: list[forms.BaseForm] = [CardForm(instance=structure)]
    for model, kind in forms_by_type.items():
        made.append(kind.form_class(instance=model(), structure=structure, member=pilot))
    fields = [field for form in made for field in form.fields.values() if isinstance(field, forms.ModelChoiceField)]
    assert len(fields) >= 7  # levers, levels and parcours twice, levels of a card
    assert [field for field in fields if not isinstance(field, RowChoiceField | RowsChoiceField)] == []
