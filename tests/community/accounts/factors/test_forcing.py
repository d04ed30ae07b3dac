"""Who facilitates must have a second proof: asked for two weeks, then required before anything only they may do."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.models import Member
from tests import factories
from tests.community.accounts.factors.hands import (
    enter,
    entered_ago,
    give_an_application,
    grace_is_over,
    proved,
)
from tests.community.accounts.factors.totp import shown_by
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db

WAITING, ADMIN = "/relecture/", "/admin/"
ASKED = "/compte/cles/demandees/"


@pytest.fixture
def waiting() -> str:
    return reverse("contributions:waiting")


@pytest.fixture
def draft(structure: Any, teammate: Any) -> Any:
    return factories.sheet(structure=structure, live=False, owner=teammate, title="Le jardin partagé")


def test_becoming_a_facilitator_is_noted_by_whatever_road() -> None:
    made = Member.objects.create_user("a@exemple.test", display_name="A", is_facilitator=True)
    admin = Member.objects.create_superuser("b@exemple.test", display_name="B")
    later = Member.objects.create_user("c@exemple.test", display_name="C")
    assert made.entrusted_at
    assert admin.entrusted_at
    assert later.entrusted_at is None
    later.is_facilitator = True
    later.save(update_fields=["is_facilitator"])
    later.refresh_from_db()
    assert later.entrusted_at
    later.is_facilitator = False
    later.save()
    later.refresh_from_db()
    assert later.entrusted_at is None


def test_who_became_one_behind_the_models_back_has_two_weeks_from_their_first_page(
    client: Client, facilitator: Any, waiting: str
) -> None:
    Member.objects.filter(pk=facilitator.pk).update(entrusted_at=None)
    client.force_login(facilitator)
    assert client.get(waiting).status_code == 200
    facilitator.refresh_from_db()
    assert facilitator.entrusted_at


def test_for_two_weeks_nothing_is_closed(client: Client, facilitator: Any, waiting: str) -> None:
    client.force_login(facilitator)
    assert client.get(waiting).status_code == 200
    assert client.get(ADMIN).status_code == 200


def test_for_two_weeks_it_is_asked_at_each_entry_and_can_wait(client: Client, facilitator: Any, waiting: str) -> None:
    for _entry in range(2):
        answer = enter(client, facilitator, next_page=waiting)
        assert answer.url.startswith(ASKED)
        html = client.get(answer.url).content.decode()
        assert "Plus tard" in html
        assert f'href="{waiting}"' in html
        client.post("/compte/logout/")


def test_members_are_asked_nothing(client: Client, pilot: Any) -> None:
    assert not enter(client, pilot).url.startswith(ASKED)


def test_where_the_site_never_asks_nobody_is_asked(
    client: Client, facilitator: Any, waiting: str, settings: Any
) -> None:
    settings.SECOND_FACTOR_GRACE_DAYS = None
    grace_is_over(facilitator)
    assert enter(client, facilitator, next_page=waiting).url == waiting
    assert client.get(waiting).status_code == 200


@pytest.mark.parametrize("address", ["waiting", ADMIN, "/admin/pages/", "/admin/reports/workflow/"])
def test_after_two_weeks_what_only_they_may_do_waits_for_it(
    client: Client, facilitator: Any, waiting: str, address: str
) -> None:
    grace_is_over(facilitator)
    client.force_login(facilitator)
    answer = client.get(waiting if address == "waiting" else address)
    assert answer.url.startswith(ASKED)


def test_an_administrator_is_no_exception(client: Client) -> None:
    admin = Member.objects.create_superuser("b@exemple.test", factories.PASSWORD, display_name="B")
    grace_is_over(admin)
    client.force_login(admin)
    assert client.get(ADMIN).url.startswith(ASKED)
    assert client.get("/admin/login/").url == ADMIN  # the door itself is no place of theirs
    assert client.get("/admin/users/").status_code in (302, 404)


def test_after_two_weeks_they_see_what_a_member_sees(client: Client, facilitator: Any, draft: Any) -> None:
    client.force_login(facilitator)
    assert client.get(draft.url).status_code == 200
    grace_is_over(facilitator)
    assert client.get(draft.url).status_code == 404
    proved(client, facilitator)
    assert client.get(draft.url).status_code == 200


def test_with_their_proof_nothing_is_closed(client: Client, facilitator: Any, waiting: str) -> None:
    grace_is_over(facilitator)
    proved(client, facilitator)
    assert client.get(waiting).status_code == 200
    assert client.get(ADMIN).status_code == 200


def test_the_proof_of_somebody_else_in_the_same_browser_proves_nothing(
    client: Client, facilitator: Any, pilot: Any, waiting: str
) -> None:
    grace_is_over(facilitator)
    proved(client, pilot)
    client.force_login(facilitator)
    assert client.get(waiting).status_code == 302


def test_making_one_is_a_proof_and_leads_back(
    client: Client, facilitator: Any, waiting: str, django_capture_on_commit_callbacks: Any
) -> None:
    grace_is_over(facilitator)
    enter(client, facilitator)
    assert client.get(waiting).url.startswith(ASKED)
    client.get("/compte/cles/appli/")
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        made = client.post("/compte/cles/appli/", {"code": shown_by(secret)})
    made.wsgi_request.session.save()  # outside a test, the commit comes before the answer
    assert made.url == reverse("mfa_view_recovery_codes")
    assert client.get(waiting).status_code == 200
    assert f'href="{waiting}"' in client.get("/compte/cles/").content.decode()


def test_who_has_one_is_asked_for_it_and_comes_back(client: Client, facilitator: Any, waiting: str) -> None:
    grace_is_over(facilitator)
    secret = give_an_application(facilitator)
    entered_ago(client, facilitator)
    asked = client.get(waiting).url
    assert asked.startswith(reverse("account_confirm"))
    answer = client.post(asked, {"way": "factor", "code": shown_by(secret), "next": waiting})
    assert answer.url == waiting
    assert client.get(waiting).status_code == 200


def test_what_was_sent_without_the_proof_is_sent_again_after_it(
    client: Client, facilitator: Any, pilot: Any, sheet: Any
) -> None:
    comment = say(sheet, pilot, "À enlever")
    address = reverse("comments:remove", args=[comment.pk])
    grace_is_over(facilitator)
    secret = give_an_application(facilitator)
    entered_ago(client, facilitator)
    asked = client.post(address, {"reason": "Hors sujet, <b>vraiment</b>"}).url
    after = client.post(asked, {"way": "factor", "code": shown_by(secret), "next": address}).url
    assert after.startswith(reverse("account_resume"))
    html = client.get(after).content.decode()
    assert "Hors sujet, &lt;b&gt;vraiment&lt;/b&gt;" in html
    assert client.post(address, {"reason": "Hors sujet, <b>vraiment</b>"}).status_code == 302
    assert client.get(after).status_code == 302, "it waits no longer"
    comment.refresh_from_db()
    assert comment.is_removed


def test_removing_the_last_one_closes_what_it_opened(client: Client, facilitator: Any, waiting: str) -> None:
    grace_is_over(facilitator)
    secret = give_an_application(facilitator)
    enter(client, facilitator)
    client.post("/compte/cles/deuxieme-preuve/", {"code": shown_by(secret)})
    assert client.get(waiting).status_code == 200
    assert client.post("/compte/cles/appli/retirer/").status_code == 302
    assert client.get(waiting).url.startswith(ASKED)


def test_a_page_costs_no_question_more(client: Client, facilitator: Any, waiting: str) -> None:
    client.force_login(facilitator)
    client.get(waiting)
    with CaptureQueriesContext(connection) as during_grace:
        client.get(waiting)
    grace_is_over(facilitator)
    proved(client, facilitator)
    client.get(waiting)
    with CaptureQueriesContext(connection) as after:
        client.get(waiting)
    assert len(after) == len(during_grace)
    assert not [one for one in after if "mfa_" in one["sql"]]
