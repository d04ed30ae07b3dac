"""One agreement renewed by two people at once, or withdrawn while it is renewed: one counts, no paper is left alone."""

from typing import Any

import pytest
from django.test import Client

from practices.models import ConsentRecord
from tests import factories
from tests.attacks.concurrency.test_same_structure import browser
from tests.attacks.concurrency.threads import at_once, one_waits_for_the_other
from tests.attacks.files.doors import files_without_a_row
from tests.practices.contributions.test_consents import act, paper, renewal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def record(site: Any) -> ConsentRecord:
    """An agreement with its paper, under a testimonial on line."""
    kept: ConsentRecord = factories.testimonial(structure=factories.structure()).consents.get()
    kept.document.save("ancien.pdf", paper())
    return kept


@pytest.fixture
def people(record: ConsentRecord) -> list[Client]:
    """Two of the team, each before a form opened at the same state."""
    structure = record.testimonial.get_parent().specific
    return [browser(factories.member(structure=structure)) for _number in range(2)]


def test_of_two_who_renew_at_once_the_second_is_told_and_no_paper_is_left(
    record: ConsentRecord, people: list[Client]
) -> None:
    forms = [renewal(client, record, places=f"lieu {number}") for number, client in enumerate(people)]
    stored = files_without_a_row()

    answers, faults = at_once(
        [
            lambda client=client, form=form: client.post(act("renew_consent", record), form).status_code
            for client, form in zip(people, forms, strict=True)
        ]
    )
    assert faults == []
    assert sorted(answers) == [200, 302]
    assert ConsentRecord.objects.get(pk=record.pk).places == f"lieu {answers.index(302)}"
    assert files_without_a_row() == stored


def test_who_renews_while_it_is_being_renewed_leaves_no_paper(record: ConsentRecord, people: list[Client]) -> None:
    first, second = (renewal(client, record, places=place) for client, place in zip(people, ("ici", "là"), strict=True))
    stored = files_without_a_row()
    faults = one_waits_for_the_other(
        lambda: people[0].post(act("renew_consent", record), first),
        lambda: people[1].post(act("renew_consent", record), second),
    )
    assert faults == []
    assert ConsentRecord.objects.get(pk=record.pk).places == "ici"
    assert files_without_a_row() == stored


def test_what_is_being_withdrawn_is_not_put_back_by_a_renewal(record: ConsentRecord, people: list[Client]) -> None:
    form = renewal(people[1], record)
    stored = files_without_a_row()
    faults = one_waits_for_the_other(
        lambda: people[0].post(act("withdraw_consent", record)),
        lambda: people[1].post(act("renew_consent", record), form),
    )
    assert faults == []
    assert ConsentRecord.objects.get(pk=record.pk).withdrawn_at is not None
    assert files_without_a_row() == stored
