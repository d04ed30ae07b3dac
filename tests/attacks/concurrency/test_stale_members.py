"""An account read before somebody else changed it: only what the act is about is written."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.test import RequestFactory
from django.utils import timezone

from community.models import Departure, Member
from community.people.acts import close, move, rename
from community.rights.departures import AccountIsClosed, ask_to_leave
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_password_chosen_while_the_account_is_closed_and_renamed_writes_the_password_alone(
    pilot: Any, facilitator: Any, rf: RequestFactory
) -> None:
    stale = Member.objects.get(pk=pilot.pk)
    rename(member=pilot, name="Nadia de maintenant", by=facilitator)
    move(member=pilot, address="maintenant@exemple.test", by=facilitator)
    close(member=pilot, reason="", by=facilitator)
    key = Member.objects.get(pk=pilot.pk).entry_key
    with request_context(rf.get("/")):
        get_adapter().set_password(stale, "un mot de passe tout neuf")
    now = Member.objects.get(pk=pilot.pk)
    assert (now.display_name, now.email, now.is_active) == ("Nadia de maintenant", "maintenant@exemple.test", False)
    assert now.entry_key == key, "the sessions that have ended stay ended"
    assert now.check_password("un mot de passe tout neuf")


def test_who_is_closed_while_they_leave_is_given_no_link_to_come_back(pilot: Any, facilitator: Any) -> None:
    close(member=Member.objects.get(pk=pilot.pk), reason="insultes", by=facilitator)
    with pytest.raises(AccountIsClosed):
        ask_to_leave(member=pilot, words=Departure.Words.KEPT)
    assert not Departure.objects.exists()


def test_a_warned_account_that_was_closed_is_not_put_to_sleep_either(facilitator: Any) -> None:
    warned = factories.member(structure=factories.structure())
    Departure.objects.create(
        member=warned, cause=Departure.Cause.UNSEEN, words=Departure.Words.KEPT, due_at=timezone.now() + timedelta(9)
    )
    close(member=Member.objects.get(pk=warned.pk), reason="", by=facilitator)
    with pytest.raises(AccountIsClosed):
        ask_to_leave(member=warned, words=Departure.Words.ERASED)
    assert Departure.objects.get().cause == Departure.Cause.UNSEEN
