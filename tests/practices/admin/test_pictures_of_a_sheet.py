"""Photographs in the admin: a draft is saved as it is, a publication asks for words and agreements, beside each."""

from typing import Any

import pytest
from django.urls import reverse

from practices.models.sheets import NOT_AGREED, NOT_DESCRIBED
from tests import factories
from tests.practices.admin.test_page_editing import desk as desk
from tests.practices.admin.test_page_editing import form_of

pytestmark = pytest.mark.django_db


def steps_of(data: Any, *texts: str) -> None:
    """What the admin's script would send of the steps."""
    data["steps-count"] = str(len(texts))
    for number, text in enumerate(texts):
        data.update(
            {
                f"steps-{number}-deleted": "",
                f"steps-{number}-order": str(number),
                f"steps-{number}-type": "step",
                f"steps-{number}-id": "",
                f"steps-{number}-value": text,
            }
        )


@pytest.mark.parametrize(
    ("alt", "agreement", "told"), [("", "on", NOT_DESCRIBED), ("Une table", "", NOT_AGREED), ("Une table", "on", "")]
)
@pytest.mark.parametrize("publishes", [True, False])
def test_a_photograph_is_described_and_agreed_before_its_sheet_is_published_from_the_admin(
    desk: Any, structure: Any, alt: str, agreement: str, told: Any, publishes: bool
) -> None:
    page = factories.sheet(structure=structure, live=False)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_of(desk.get(address))
    steps_of(data, *factories.STEPS)
    image = factories.picture(structure=structure)
    row = {"image": str(image.pk), "alt": alt, "agreement": agreement, "id": "", "ORDER": "1", "DELETE": ""}
    data.update({"pictures-TOTAL_FORMS": "1", **{f"pictures-0-{name}": value for name, value in row.items()}})
    if not agreement:
        del data["pictures-0-agreement"]
    if publishes:
        data["action-publish"] = "action-publish"
    answer = desk.post(address, data)
    page.refresh_from_db()
    if told and publishes:
        assert answer.status_code == 200
        assert str(told) in answer.content.decode()
        assert not page.live
    else:
        assert answer.status_code == 302
        assert page.live is publishes
        assert page.get_latest_revision_as_object().pictures.get().image == image
