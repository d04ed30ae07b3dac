"""A new site starts with sixty groups of words; afterwards they belong to those who edit them."""

import pytest
from wagtail.log_actions import log

from home.preparation import prepare_site
from home.words_of_search import VOCABULARY
from search.models import SynonymGroup

pytestmark = pytest.mark.django_db


def test_a_site_starts_with_sixty_groups(site: object) -> None:
    assert SynonymGroup.objects.filter(is_active=True).count() == len(VOCABULARY) == 60
    assert SynonymGroup.objects.get(label="EHPAD").terms == (
        "EHPAD", "maison de retraite", "établissement d’hébergement pour personnes âgées dépendantes",
    )  # fmt: skip


def test_every_group_could_be_saved_by_a_facilitator(site: object) -> None:
    form = SynonymGroup.snippet_viewset.get_form_class()  # type: ignore[attr-defined]
    for group in SynonymGroup.objects.all():
        bound = form({"label": group.label, "others": group.others, "is_active": "on"}, instance=group)
        assert bound.is_valid(), (group.label, bound.errors)


def test_what_people_changed_stays_changed(site: object) -> None:
    SynonymGroup.objects.exclude(label="jardin").delete()
    SynonymGroup.objects.update(label="jardins", others="pelouse", is_active=False)
    prepare_site()
    assert list(SynonymGroup.objects.values_list("label", "others", "is_active")) == [("jardins", "pelouse", False)]


def test_who_deletes_them_all_does_not_find_them_again(site: object, facilitator: object) -> None:
    for group in SynonymGroup.objects.all():
        log(instance=group, action="wagtail.delete", user=facilitator)
        group.delete()
    prepare_site()
    assert not SynonymGroup.objects.exists()
