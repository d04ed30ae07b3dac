"""The documents joined to a sheet: whose they may be, and that each is what its name says."""

from typing import Any

import pytest

from community.models import SiteDocument
from practices.contributions.acts import drafts
from tests import factories
from tests.practices.contributions.test_drafts import form_for, fresh

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sender", ["teammate", "pilot"])
def test_a_document_that_was_sent_is_joined_by_its_number_by_whoever_sent_it(
    sender: str, request: pytest.FixtureRequest, structure: Any, teammate: Any
) -> None:
    """A form that was refused names by their numbers the files it had received; a teammate's are theirs alone."""
    sent = factories.document()
    SiteDocument.objects.filter(pk=sent.pk).update(
        collection=structure.space.collection, uploaded_by_user=request.getfixturevalue(sender)
    )
    page = factories.sheet(structure=structure, live=False)
    drafts.save(page=page, member=teammate, form=form_for(page, structure, teammate, document=[str(sent.pk)]))
    joined = [row.document for row in drafts.draft_of(page=fresh(page)).attachments.all()]
    assert joined == ([sent] if sender == "teammate" else [])
