"""What facilitators do to an account; nobody closes their own, touches an administrator, or is the last to stop."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import AccountAct, Handover, Member, Membership, Notification
from community.people import acts, entrusting
from community.teams import handovers
from tests import factories
from tests.community.accounts.factors.hands import entered_ago, give_an_application, grace_is_over, proved
from tests.community.teams.test_teams import browser

pytestmark = pytest.mark.django_db
ACTS = ("person", "person_place", "person_close", "person_reopen", "person_remind", "person_entrust")


def at(person: Any, name: str = "person") -> str:
    return reverse(name, args=[person.pk])


def entering(person: Any) -> Client:
    """A browser that has just entered by its password."""
    return entered_ago(Client(), person)


@pytest.fixture
def administrator(site: Any) -> Any:
    return Member.objects.create_superuser("admin@exemple.test", factories.PASSWORD, display_name="Administration")


@pytest.mark.parametrize("name", ACTS)
def test_accounts_are_kept_by_facilitators(client: Client, pilot: Any, teammate: Any, name: str) -> None:
    for method in ("get", "post"):
        assert "/compte/login/" in getattr(client, method)(at(teammate, name))["Location"]
        assert getattr(browser(pilot), method)(at(teammate, name)).status_code == 404
    teammate.refresh_from_db()
    assert teammate.is_active


def test_who_lost_a_telephone_is_helped_from_their_page(facilitator: Any, teammate: Any) -> None:
    desk, help_them = browser(facilitator), reverse("forget_factors", args=[teammate.pk])
    assert help_them not in desk.get(at(teammate)).content.decode(), "nothing to forget"
    give_an_application(teammate)
    assert help_them in desk.get(at(teammate)).content.decode()
    give_an_application(facilitator)
    assert reverse("forget_factors", args=[facilitator.pk]) not in proved_desk(facilitator), "never one's own"


def proved_desk(facilitator: Any) -> str:
    """A facilitator's own page, once the second proof is given."""
    desk = Client()
    proved(desk, facilitator)
    return desk.get(at(facilitator)).content.decode()


def test_an_account_closes_with_a_reason_kept_for_facilitators(facilitator: Any, teammate: Any, pilot: Any) -> None:
    theirs = browser(teammate)
    desk = entering(facilitator)
    assert desk.post(at(teammate, "person_close"), {"reason": "A quitté la structure."}).status_code == 302
    teammate.refresh_from_db()
    assert not teammate.is_active
    assert theirs.get(reverse("my_team")).status_code == 302, "sessions end"
    told = Notification.objects.get(kind="account_closed")
    assert (told.address, told.about) == (teammate.email, teammate)
    assert "A quitté" not in told.body
    page = desk.get(at(teammate)).content.decode()
    assert "A quitté la structure." in page
    assert facilitator.display_name in page
    assert Membership.objects.filter(member=teammate).exists()
    desk.post(at(teammate, "person_reopen"))
    teammate.refresh_from_db()
    assert teammate.is_active
    assert theirs.get(reverse("my_team")).status_code == 302, "coming back reopens nothing"
    assert Notification.objects.filter(recipient=teammate, kind="account_reopened").exists()
    assert list(teammate.account_acts.values_list("kind", flat=True)) == ["reopened", "closed"]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_a_closing_without_a_sound_reason_closes_nothing(facilitator: Any, teammate: Any, reason: str) -> None:
    response = entering(facilitator).post(at(teammate, "person_close"), {"reason": reason})
    assert response.context["form"].errors["reason"]
    teammate.refresh_from_db()
    assert teammate.is_active


def test_a_session_found_open_closes_and_opens_no_account(facilitator: Any, teammate: Any) -> None:
    found_open, why = entered_ago(Client(), facilitator, minutes=11), {"reason": "A quitté la structure."}
    for response in (found_open.get(at(teammate, "person_close")), found_open.post(at(teammate, "person_close"), why)):
        assert response["Location"].startswith("/compte/confirmer/")
    assert AccountAct.objects.count() == 0
    found_open.post("/compte/confirmer/", {"way": "password", "password": factories.PASSWORD})
    resume = f"{reverse('account_resume')}?next={at(teammate, 'person_close')}"
    assert why["reason"] in found_open.get(resume).content.decode(), "what was typed waits for the proof"
    acts.close(member=teammate, reason="Parti.", by=facilitator)
    found_open = entered_ago(Client(), facilitator, minutes=11)
    assert found_open.post(at(teammate, "person_reopen"))["Location"].startswith("/compte/confirmer/")
    teammate.refresh_from_db()
    assert not teammate.is_active


def test_the_mail_reaches_the_mailbox_of_a_closed_account(facilitator: Any, teammate: Any, mailoutbox: Any) -> None:
    from community.notifications.acts import deliver_all

    acts.close(member=teammate, reason="Parti.", by=facilitator)
    deliver_all()
    assert [mail.to for mail in mailoutbox] == [[teammate.email]]


def test_closing_ends_the_handover_that_waits(structure: Any, pilot: Any, teammate: Any, facilitator: Any) -> None:
    handovers.pass_the_baton(structure=structure, receiver=teammate, by=pilot)
    acts.close(member=teammate, reason="Parti.", by=facilitator)
    assert Handover.objects.get().state == Handover.State.CANCELLED


def test_nobody_closes_or_renames_themselves_here(facilitator: Any) -> None:
    desk = browser(facilitator)
    assert desk.get(at(facilitator, "person_close")).status_code == 403
    assert desk.post(at(facilitator, "person_close"), {"reason": "Essai."}).status_code == 403
    sent = {"display_name": "Moi", "email": "autre@exemple.test"}
    assert desk.post(at(facilitator), sent).status_code == 403
    assert "C’est vous" in desk.get(at(facilitator)).content.decode()


def test_an_administrator_s_account_is_for_administrators(facilitator: Any, administrator: Any) -> None:
    desk = browser(facilitator)
    sent = {"display_name": "Moi", "email": "moi@exemple.test"}
    assert desk.post(at(administrator), sent).status_code == 403
    assert desk.post(at(administrator, "person_close"), {"reason": "Essai."}).status_code == 403
    assert entering(facilitator).post(at(administrator, "person_entrust"), {"wanted": "entrust"}).status_code == 403
    assert "elle seule le change" in desk.get(at(administrator)).content.decode()
    other = Member.objects.create_superuser("autre@exemple.test", factories.PASSWORD, display_name="Autre")
    acts.close(member=other, reason="Doublon.", by=administrator)
    administrator.refresh_from_db()
    assert (administrator.email, administrator.is_active) == ("admin@exemple.test", True)


def test_a_name_and_an_address_change_at_once_and_the_mailbox_left_is_told(facilitator: Any, teammate: Any) -> None:
    theirs, before = browser(teammate), teammate.email
    sent = {"display_name": "Nadia B.", "email": " Nadia@Exemple.TEST "}
    assert entering(facilitator).post(at(teammate), sent).status_code == 302
    teammate.refresh_from_db()
    assert (teammate.display_name, teammate.email) == ("Nadia B.", "nadia@exemple.test")
    assert Notification.objects.get(kind="address_changed").address == before
    assert theirs.get(reverse("my_team")).status_code == 302
    assert set(teammate.account_acts.values_list("kind", flat=True)) == {"moved", "renamed"}


def test_a_session_found_open_gives_nobody_another_address(facilitator: Any, teammate: Any) -> None:
    before = teammate.email
    found_open = entered_ago(Client(), facilitator, minutes=11)
    sent = {"display_name": "Nadia B.", "email": "intrus@exemple.test"}
    assert "/compte/confirmer/" in found_open.post(at(teammate), sent)["Location"]
    teammate.refresh_from_db()
    assert teammate.email == before
    assert not AccountAct.objects.exists()
    assert found_open.post(at(teammate), {**sent, "email": before})["Location"] == at(teammate), "a name asks no proof"


def test_what_was_typed_comes_back_after_the_proof(facilitator: Any, teammate: Any) -> None:
    found_open = entered_ago(Client(), facilitator, minutes=11)
    found_open.post(at(teammate), {"display_name": "Nadia B.", "email": "nadia@exemple.test"})
    kept = found_open.get(reverse("account_resume"), {"next": at(teammate)}).content.decode()
    assert "nadia@exemple.test" in kept


@pytest.mark.parametrize("name", ["people", "person", "invitations", "invite", "requests"])
def test_pages_that_show_addresses_are_kept_by_no_browser(facilitator: Any, teammate: Any, name: str) -> None:
    address = at(teammate) if name == "person" else reverse(name)
    assert "no-store" in browser(facilitator).get(address)["Cache-Control"]


def test_saving_what_has_not_changed_does_nothing(facilitator: Any, teammate: Any) -> None:
    theirs = browser(teammate)
    sent = {"display_name": teammate.display_name, "email": teammate.email}
    assert browser(facilitator).post(at(teammate), sent).status_code == 302
    assert not AccountAct.objects.exists()
    assert not Notification.objects.exists()
    assert theirs.get(reverse("my_team")).status_code == 302
    assert "/equipe/" in theirs.get(reverse("my_team"))["Location"], "still signed in"


@pytest.mark.parametrize("address", ["", "pas une adresse", "{taken}", "x" * 300 + "@exemple.test"])
def test_a_wrong_address_is_said_beside_the_field(facilitator: Any, teammate: Any, pilot: Any, address: str) -> None:
    sent = {"display_name": "Nadia B.", "email": address.replace("{taken}", pilot.email.upper())}
    response = browser(facilitator).post(at(teammate), sent)
    assert response.context["identity"].errors["email"]
    assert "Nadia B." in response.content.decode()
    teammate.refresh_from_db()
    assert teammate.display_name != "Nadia B."


def test_somebody_is_placed_in_a_structure(facilitator: Any, structure: Any) -> None:
    person = factories.member()
    desk = browser(facilitator)
    assert desk.post(at(person, "person_place"), {"structure": structure.title, "role": "copilot"}).status_code == 302
    assert Membership.objects.get(member=person).role == "copilot"
    again = desk.post(at(person, "person_place"), {"structure": structure.title, "role": "copilot"})
    assert again.context["placing"].errors["structure"]
    assert desk.get(at(person, "person_place"))["Location"] == at(person)


def test_who_never_came_is_written_to_again(facilitator: Any, teammate: Any) -> None:
    browser(facilitator).post(at(teammate, "person_remind"))
    assert Notification.objects.get(recipient=teammate).kind == "account_waits"
    Member.objects.filter(pk=teammate.pk).update(last_login=timezone.now())
    browser(facilitator).post(at(teammate, "person_remind"))
    assert Notification.objects.filter(recipient=teammate, kind="account_waits").count() == 1


def test_a_facilitator_who_owes_a_second_proof_gives_it_first(facilitator: Any, teammate: Any, structure: Any) -> None:
    grace_is_over(facilitator)
    without, address = browser(facilitator), reverse("team", args=[structure.pk])
    for page in (reverse("people"), at(teammate), at(teammate, "person_close")):
        assert without.get(page).status_code == 302
    assert without.post(at(teammate, "person_close"), {"reason": "Essai."}).status_code == 302
    assert without.get(address).status_code == 404, "a member of another structure, until then"
    teammate.refresh_from_db()
    assert teammate.is_active
    with_it = proved(Client(), facilitator)
    assert with_it.get(reverse("people")).status_code == 200
    assert with_it.get(address).status_code == 200


def test_trusting_somebody_asks_to_have_entered_a_moment_ago(facilitator: Any, teammate: Any) -> None:
    stale = browser(facilitator)
    assert stale.post(at(teammate, "person_entrust"), {"wanted": "entrust"}).status_code == 302
    teammate.refresh_from_db()
    assert not teammate.is_facilitator
    fresh = entering(facilitator)
    for _twice in range(2):
        assert fresh.post(at(teammate, "person_entrust"), {"wanted": "entrust"})["Location"] == at(teammate)
    teammate.refresh_from_db()
    assert teammate.is_facilitator
    assert Notification.objects.filter(recipient=teammate, kind="facilitator_made").count() == 1
    assert teammate.groups.filter(name="Animation").exists()
    fresh.post(at(teammate, "person_entrust"), {"wanted": "relieve"})
    teammate.refresh_from_db()
    assert not teammate.is_facilitator


@pytest.mark.parametrize("sent", [{}, {"wanted": "reine"}])
def test_trusting_by_a_broken_form_changes_nothing(facilitator: Any, teammate: Any, sent: dict[str, str]) -> None:
    assert entering(facilitator).post(at(teammate, "person_entrust"), sent).status_code == 200
    assert not AccountAct.objects.exists()


def test_the_last_facilitator_does_not_stop(facilitator: Any) -> None:
    desk = entering(facilitator)
    page = desk.post(at(facilitator, "person_entrust"), {"wanted": "relieve"})
    assert "plus personne pour animer" in page.content.decode()
    factories.member(is_facilitator=True)
    assert desk.post(at(facilitator, "person_entrust"), {"wanted": "relieve"})["Location"] == "/"
    facilitator.refresh_from_db()
    assert not facilitator.is_facilitator


def test_a_closed_account_is_not_trusted(facilitator: Any) -> None:
    with pytest.raises(entrusting.AccountClosed):
        entrusting.entrust(member=factories.member(is_active=False), by=facilitator)


def test_a_facilitator_closed_meanwhile_does_no_more(facilitator: Any, teammate: Any) -> None:
    Member.objects.filter(pk=facilitator.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        acts.close(member=teammate, reason="Essai.", by=facilitator)


def test_the_journal_goes_with_the_account_and_stays_when_its_author_leaves(facilitator: Any, teammate: Any) -> None:
    acts.close(member=teammate, reason="Parti.", by=facilitator)
    facilitator.delete()
    assert AccountAct.objects.get().by is None
    teammate.delete()
    assert not AccountAct.objects.exists()
