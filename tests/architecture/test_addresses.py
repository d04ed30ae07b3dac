"""Every address of the site has a written rule of access: one that is added without it fails here."""

from contextlib import suppress
from enum import Enum, auto
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from community.accounts.factors.gate import KEPT
from community.invitations.acts import invite
from community.models import Handover, Matter
from tests import factories
from tests.standing import standing

pytestmark = pytest.mark.django_db

REFUSED = {403, 404, 405}
WRITTEN_BY = {"config", "home", "search", "practices", "community", "allauth", "django"}
"""Whose views have a rule: all but Wagtail's, which stand in its admin (asked below) or are closed."""


class Open(Enum):
    """To whom an address answers."""

    EVERYBODY = auto()  # what it shows has been through the rule of visibility
    MEMBERS = auto()  # the public is asked to sign in
    TEAM = auto()  # of the page named in the address; the others get 404 or 403
    REVIEWERS = auto()  # facilitators
    ADMIN = auto()  # facilitators, behind the admin's door
    NOBODY = auto()  # of a library, and closed: tests/attacks/doors/


RULES = {
    "robots_txt": Open.EVERYBODY,
    "design": Open.EVERYBODY,  # and nobody in production: tests/home/test_design.py
    "sitemap": Open.EVERYBODY,
    "sitemap_part": Open.EVERYBODY,
    "favicon": Open.EVERYBODY,
    "security_txt": Open.EVERYBODY,
    "health": Open.EVERYBODY,  # counts and states for probes; neither a title nor a name
    "search": Open.EVERYBODY,
    "suggestions": Open.EVERYBODY,
    "suggestions_json": Open.EVERYBODY,
    "opensearch": Open.EVERYBODY,
    "lever": Open.EVERYBODY,
    "levers": Open.EVERYBODY,
    "paper": Open.EVERYBODY,
    "shared_picture": Open.EVERYBODY,
    "shared_picture_of_lever": Open.EVERYBODY,
    "manifest": Open.EVERYBODY,
    "feed": Open.EVERYBODY,
    "questions_feed": Open.EVERYBODY,
    "close_to_question": Open.EVERYBODY,
    "ask_question": Open.EVERYBODY,
    "question_sent": Open.EVERYBODY,
    "confirm_question": Open.EVERYBODY,  # who has the mail: the link is a signature
    "forget_question": Open.EVERYBODY,  # the same
    "edit_question": Open.TEAM,  # who asked it, and nobody else
    "withdraw_question": Open.TEAM,  # the same
    "mark_answer": Open.MEMBERS,  # who asked, and facilitators
    "sheet_from_answer": Open.MEMBERS,  # who answered, and their team
    "lever_feed": Open.EVERYBODY,
    "file": Open.EVERYBODY,
    "admin_door": Open.EVERYBODY,
    "admin_leave": Open.EVERYBODY,
    "change_password_well_known": Open.EVERYBODY,  # sent on
    "account_inactive": Open.EVERYBODY,
    "account_logout": Open.EVERYBODY,
    "account_request_login_code": Open.EVERYBODY,  # sent on
    "account_set_password": Open.EVERYBODY,  # sent on
    "account_signup": Open.EVERYBODY,  # says who opens accounts
    "mfa_login_webauthn": Open.EVERYBODY,  # who holds the key
    "mfa_authenticate": Open.EVERYBODY,  # in the course of a sign-in
    "mfa_list_webauthn": Open.EVERYBODY,  # sent on
    "account_login": Open.EVERYBODY,
    "account_confirm_login_code": Open.EVERYBODY,
    "account_reset_password": Open.EVERYBODY,
    "former_password_links": Open.EVERYBODY,
    "account_change_password": Open.MEMBERS,  # who have just come in
    "closed_admin_password_reset": Open.NOBODY,
    "closed_admin_password_reset_steps": Open.NOBODY,
    "closed_bulk_acts_on_members": Open.NOBODY,
    "searched": Open.ADMIN,
    "search_indexes": Open.ADMIN,
    "search_try_again": Open.ADMIN,
    "chosen_answers:index": Open.ADMIN,
    "chosen_answers:index_results": Open.ADMIN,
    "chosen_answers:add": Open.ADMIN,
    "chosen_answers:edit": Open.ADMIN,
    "chosen_answers:delete": Open.ADMIN,
    "contact": Open.MEMBERS,
    "account_confirm": Open.MEMBERS,
    "account_resume": Open.MEMBERS,
    "account_sessions": Open.MEMBERS,
    "mfa_index": Open.MEMBERS,
    "mfa_activate_totp": Open.MEMBERS,  # those that change a means: who entered a short time ago
    "mfa_deactivate_totp": Open.MEMBERS,
    "mfa_add_webauthn": Open.MEMBERS,
    "mfa_edit_webauthn": Open.MEMBERS,
    "mfa_remove_webauthn": Open.MEMBERS,
    "mfa_view_recovery_codes": Open.MEMBERS,
    "mfa_generate_recovery_codes": Open.MEMBERS,
    "mfa_download_recovery_codes": Open.MEMBERS,
    "second_factor_asked": Open.MEMBERS,
    "forget_factors": Open.REVIEWERS,
    "ask_to_come_in": Open.EVERYBODY,
    "ask_to_come_in_sent": Open.EVERYBODY,
    "confirm_request": Open.EVERYBODY,  # who has the mail: the link is a signature
    "forget_request": Open.EVERYBODY,  # the same
    "requests": Open.REVIEWERS,
    "requests_table": Open.REVIEWERS,
    "request": Open.REVIEWERS,
    "tell_about_parcours": Open.REVIEWERS,
    "report": Open.EVERYBODY,  # what they read, and nothing else
    "report_sent": Open.EVERYBODY,
    "moderation": Open.REVIEWERS,
    "matter": Open.REVIEWERS,
    "moderation_journal": Open.REVIEWERS,
    "person_read_again": Open.REVIEWERS,
    "person_trust": Open.REVIEWERS,
    "my_data": Open.MEMBERS,
    "my_data_take": Open.MEMBERS,
    "my_data_archive": Open.MEMBERS,  # one's own, and no other has an address
    "my_data_leave": Open.MEMBERS,
    "my_data_asleep": Open.EVERYBODY,
    "my_data_back": Open.EVERYBODY,  # who has the mail
    "account_home": Open.MEMBERS,
    "account_name": Open.MEMBERS,
    "account_work": Open.MEMBERS,
    "account_help": Open.MEMBERS,
    "account_photo": Open.MEMBERS,
    "account_photo_away": Open.MEMBERS,
    "account_address": Open.MEMBERS,
    "account_address_give_up": Open.MEMBERS,
    "confirm_address": Open.EVERYBODY,  # who has the mail
    "leave_structure": Open.TEAM,
    "member": Open.MEMBERS,
    "write_to_member": Open.MEMBERS,
    "my_team": Open.MEMBERS,
    "team": Open.TEAM,
    "team_place": Open.TEAM,
    "team_remove": Open.TEAM,
    "pass_the_baton": Open.TEAM,
    "handover": Open.TEAM,
    "handover_cancel": Open.TEAM,
    "people": Open.REVIEWERS,
    "people_export": Open.REVIEWERS,
    "person": Open.REVIEWERS,
    "person_place": Open.REVIEWERS,
    "person_close": Open.REVIEWERS,
    "person_reopen": Open.REVIEWERS,
    "person_remind": Open.REVIEWERS,
    "person_entrust": Open.REVIEWERS,
    "admin_people": Open.REVIEWERS,
    "admin_people_pages": Open.REVIEWERS,
    "structure_card": Open.TEAM,
    "invitations": Open.REVIEWERS,
    "invite": Open.REVIEWERS,
    "invitation_send_again": Open.TEAM,
    "invitation_revoke": Open.TEAM,
    "invite_to_team": Open.TEAM,
    "invitation": Open.EVERYBODY,  # who has the mail: it says where the link is to anybody else
    "invitation_link": Open.EVERYBODY,  # who has the mail
    "comments:write": Open.MEMBERS,
    "comments:reply": Open.MEMBERS,
    "comments:withdraw": Open.MEMBERS,
    "comments:remove": Open.REVIEWERS,
    "comments:edit": Open.MEMBERS,
    "comments:react": Open.MEMBERS,
    "comments:people": Open.MEMBERS,
    "comments:close": Open.REVIEWERS,
    "comments:versions": Open.REVIEWERS,
    "contributions:share": Open.MEMBERS,
    "contributions:start": Open.MEMBERS,
    "contributions:mine": Open.MEMBERS,
    "contributions:edit": Open.TEAM,
    "contributions:preview": Open.TEAM,
    "contributions:submit": Open.TEAM,
    "contributions:take_back": Open.TEAM,
    "contributions:throw_away": Open.TEAM,
    "contributions:bring_back": Open.TEAM,
    "contributions:take_off_line": Open.TEAM,
    "contributions:confirm_current": Open.TEAM,
    "contributions:consents": Open.TEAM,
    "contributions:erase_files": Open.TEAM,
    "contributions:renew_consent": Open.TEAM,
    "contributions:withdraw_consent": Open.TEAM,
    "contributions:erase_consent": Open.TEAM,
    "contributions:consent_document": Open.TEAM,
    "adoptions:said": Open.MEMBERS,
    "adoptions:say": Open.MEMBERS,
    "adoptions:correct": Open.TEAM,  # of the structure that speaks
    "adoptions:withdraw": Open.TEAM,
    "contributions:waiting": Open.REVIEWERS,
    "contributions:review": Open.REVIEWERS,
}


def our_addresses() -> set[str]:
    """The names of the addresses that this house opens, with its own views or a library's."""
    return set(_walk(get_resolver().url_patterns, prefix=""))


def _walk(patterns: list[URLPattern | URLResolver], *, prefix: str) -> list[str]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += _walk(pattern.url_patterns, prefix=inside)
        elif pattern.name and pattern.callback.__module__.split(".")[0] in WRITTEN_BY:
            found.append(f"{prefix}{pattern.name}")
    return [name for name in found if not name.startswith("wagtail")]


def test_every_address_has_a_rule() -> None:
    assert our_addresses() - set(RULES) == set(), "write in RULES to whom this address is open"


def test_every_rule_is_about_an_address_that_exists() -> None:
    assert set(RULES) - our_addresses() == set()


@standing
def places(structure: Any, pilot: Any) -> dict[str, Any]:
    """What the addresses are about: a draft with a consent, in a structure the outsider has no part in."""
    draft = factories.testimonial(structure=structure, owner=pilot, live=False)
    record = factories.consent(testimonial=draft)
    handover = Handover.objects.create(structure=structure, giver=None, receiver=pilot)
    about = {"draft": draft.pk, "consent": record.pk, "structure": structure.pk}
    invitation = invite(address="invitee@exemple.test", by=pilot, structure=structure)
    matter = Matter.objects.create(subject="membre", object_id=pilot.pk, title="Une personne")
    about |= {"matter": matter.pk}
    told = factories.adoption(sheet=factories.sheet(structure=factories.structure()), structure=structure)
    about["adoption"] = told.pk
    return {**about, "person": pilot.pk, "handover": handover.pk, "invitation": invitation.pk}


OF_PEOPLE: dict[str, list[str]] = {
    "my_team": [],
    "team": ["structure"],
    "team_place": ["structure", "person"],
    "team_remove": ["structure", "person"],
    "pass_the_baton": ["structure"],
    "handover": ["structure", "handover"],
    "handover_cancel": ["structure", "handover"],
    "invitations": [],
    "invite": [],
    "invite_to_team": ["structure"],
    "invitation_send_again": ["invitation"],
    "invitation_revoke": ["invitation"],
    "people": [],
    "people_export": ["csv"],
    **{
        f"person{act}": ["person"]
        for act in ("", "_place", "_close", "_reopen", "_remind", "_entrust", "_read_again", "_trust")
    },
    "matter": ["matter"],
    "admin_people": [],
    "admin_people_pages": ["add/"],
}
"""What stands in the addresses of teams and people: a key of `places`, or a word."""


def _address(name: str, places: dict[str, Any]) -> str:
    short = name.rpartition(":")[2]
    with suppress(NoReverseMatch):  # about nothing in particular
        return reverse(name)
    if short == "start":
        return reverse(name, args=["fiche"])
    if short in {"structure_card", "leave_structure"}:
        return reverse(name, args=[places["structure"]])
    if name.startswith("adoptions:"):
        return reverse(name, args=[places["draft" if short == "say" else "adoption"]])
    if name in OF_PEOPLE:
        return reverse(name, args=[places.get(key, key) for key in OF_PEOPLE[name]])
    return reverse(name, args=[places["consent" if "consent" in short and short != "consents" else "draft"]])


CLOSED = [name for name, rule in RULES.items() if rule not in (Open.EVERYBODY, Open.ADMIN, Open.NOBODY)]
BEHIND_THE_DOOR = [name for name, rule in RULES.items() if rule is Open.ADMIN]
NOT_FOR_ANY_MEMBER = [name for name in CLOSED if RULES[name] is not Open.MEMBERS]


@pytest.mark.parametrize("name", CLOSED)
def test_the_public_is_sent_to_sign_in_or_refused(name: str, places: dict[str, Any], client: Client) -> None:
    for response in (client.get(_address(name, places)), client.post(_address(name, places))):
        sent_to_sign_in = response.status_code == 302 and "/compte/login/" in response["Location"]
        assert sent_to_sign_in or response.status_code in REFUSED


@pytest.mark.parametrize("name", NOT_FOR_ANY_MEMBER)
def test_a_member_of_another_structure_is_refused(
    name: str, places: dict[str, Any], outsider: Any, client: Client
) -> None:
    client.force_login(outsider)
    asked = client.get(_address(name, places), follow=True)
    own_list = asked.request["PATH_INFO"] == reverse("contributions:mine")  # where an address for acts only sends on
    assert own_list or asked.status_code in REFUSED
    assert client.post(_address(name, places)).status_code in REFUSED


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule is Open.REVIEWERS])
def test_what_facilitators_alone_open_waits_for_their_second_proof(name: str, places: dict[str, Any]) -> None:
    view = resolve(_address(name, places)).func
    assert getattr(view, KEPT, False), "put kept_for_facilitators over the view (community/accounts/factors/gate.py)"


@pytest.mark.parametrize("name", BEHIND_THE_DOOR)
def test_behind_the_door_of_the_admin_only_facilitators_come_in(
    name: str, sheet: Any, pilot: Any, facilitator: Any, client: Client
) -> None:
    chosen = SearchPromotion.objects.create(query=Query.get("ag"), page=sheet.page_ptr)
    address = reverse(name, args=[chosen.query_id] if name.rpartition(":")[2] in {"edit", "delete"} else [])
    for visit in (client.get, client.post):
        assert visit(address, follow=True).request["PATH_INFO"] == reverse("account_login")
    client.force_login(pilot)
    for visit in (client.get, client.post):
        assert visit(address, follow=True).status_code == 403
    client.force_login(facilitator)
    assert client.get(address).status_code in {200, 405}


def test_a_member_does_not_enter_the_admin(pilot: Any, client: Client) -> None:
    client.force_login(pilot)
    assert client.get(reverse("wagtailadmin_home")).status_code in {302, 403}
