"""Who opens which address of accounts, teams, invitations, requests, moderation and one’s data: row by row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

PUBLIC, INVITED, CLOSED = "public", "invited", "closed account"
ELSEWHERE, MEMBER, PILOT = "member elsewhere", "member", "pilot"
UNPROVEN, FACILITATOR = "facilitator without second factor", "facilitator with second factor"

READERS = (PUBLIC, INVITED, CLOSED, ELSEWHERE, MEMBER, PILOT, UNPROVEN, FACILITATOR)
SIGNED_IN = (ELSEWHERE, MEMBER, PILOT, UNPROVEN, FACILITATOR)
TEAM = (MEMBER, PILOT)
KEEPERS = (PILOT, FACILITATOR)
REVIEWERS = (FACILITATOR,)


def nothing(_world: dict[str, Any]) -> list[Any]:
    return []


def structure(world: dict[str, Any]) -> list[Any]:
    return [world["structure"].pk]


def somebody(world: dict[str, Any]) -> list[Any]:
    return [world[MEMBER].pk]


def one_of_the_team(world: dict[str, Any]) -> list[Any]:
    return [world["structure"].pk, world[MEMBER].pk]


def handover(world: dict[str, Any]) -> list[Any]:
    return [world["structure"].pk, world["handover"].pk]


def invitation(world: dict[str, Any]) -> list[Any]:
    return [world["invitation"].pk]


def profile(world: dict[str, Any]) -> list[Any]:
    return ["membre", world[MEMBER].pk]


def request(world: dict[str, Any]) -> list[Any]:
    return [world["request"].pk]


def parcours(world: dict[str, Any]) -> list[Any]:
    return [world["parcours"].pk]


@dataclass(frozen=True)
class Row:
    """An address, and for whom it opens; the others sign in first, give a second proof, or find nothing there."""

    opens: Sequence[str]
    args: Callable[[dict[str, Any]], list[Any]] = nothing
    is_sent: bool = False
    """It answers to POST only."""


ANYBODY = Row(opens=READERS)
OWN = Row(opens=SIGNED_IN)
OWN_SENT = Row(opens=SIGNED_IN, is_sent=True)
OF_SOMEBODY = Row(opens=REVIEWERS, args=somebody)

ROWS: dict[str, Row] = {
    # Coming in.
    "account_login": ANYBODY,
    "account_signup": ANYBODY,
    "account_inactive": ANYBODY,
    "account_logout": ANYBODY,
    # One's account.
    "account_home": OWN,
    "account_name": OWN_SENT,
    "account_work": OWN_SENT,
    "account_help": OWN_SENT,
    "account_photo": OWN_SENT,
    "account_photo_away": OWN_SENT,
    "account_address": OWN,
    "account_address_give_up": OWN_SENT,
    "account_change_password": OWN,
    "account_confirm": OWN,
    "account_resume": OWN,
    "account_sessions": OWN,
    "mfa_index": OWN,
    "mfa_activate_totp": OWN,
    "mfa_add_webauthn": OWN,
    "second_factor_asked": OWN,
    "leave_structure": Row(opens=TEAM, args=structure),
    # One's data.
    "my_data": OWN,
    "my_data_take": OWN_SENT,
    "my_data_archive": Row(opens=()),  # who has one
    "my_data_leave": OWN,
    "my_data_asleep": ANYBODY,
    # People, teams.
    "member": Row(opens=SIGNED_IN, args=somebody),
    "write_to_member": Row(opens=(ELSEWHERE, PILOT, UNPROVEN, FACILITATOR), args=somebody),  # not to oneself
    "my_team": OWN,
    "team": Row(opens=(*TEAM, FACILITATOR), args=structure),
    "team_place": Row(opens=KEEPERS, args=one_of_the_team),
    "team_remove": Row(opens=KEEPERS, args=one_of_the_team),
    "pass_the_baton": Row(opens=KEEPERS, args=structure),
    "handover": Row(opens=(*TEAM, FACILITATOR), args=handover),  # who gives, who receives
    "handover_cancel": Row(opens=KEEPERS, args=handover, is_sent=True),
    "invite_to_team": Row(opens=KEEPERS, args=structure),
    # Facilitators.
    "people": Row(opens=REVIEWERS),
    "people_export": Row(opens=REVIEWERS, args=lambda _world: ["csv"]),
    "person": OF_SOMEBODY,
    "person_place": Row(opens=REVIEWERS, args=somebody, is_sent=True),
    "person_close": OF_SOMEBODY,
    "person_reopen": Row(opens=REVIEWERS, args=somebody, is_sent=True),
    "person_remind": Row(opens=REVIEWERS, args=somebody, is_sent=True),
    "person_entrust": OF_SOMEBODY,
    "forget_factors": OF_SOMEBODY,
    "invitations": Row(opens=REVIEWERS),
    "invite": Row(opens=REVIEWERS),
    "invitation_send_again": Row(opens=KEEPERS, args=invitation, is_sent=True),
    "invitation_revoke": Row(opens=KEEPERS, args=invitation, is_sent=True),
    "requests": Row(opens=REVIEWERS),
    "requests_table": Row(opens=REVIEWERS),
    "request": Row(opens=REVIEWERS, args=request),
    "tell_about_parcours": Row(opens=REVIEWERS, args=parcours),
    # Moderation.
    "moderation": Row(opens=REVIEWERS),
    "matter": Row(opens=REVIEWERS, args=lambda world: [world["matter"].pk]),
    "moderation_journal": Row(opens=REVIEWERS),
    "person_read_again": OF_SOMEBODY,
    "person_trust": Row(opens=REVIEWERS, args=somebody, is_sent=True),
    "report": Row(opens=SIGNED_IN, args=profile),  # a sheet: tests/community/moderation/test_who_may_report.py
    "report_sent": Row(opens=SIGNED_IN, args=profile),
    # Strangers.
    "invitation": ANYBODY,  # and it says what to whom it was given only
    "ask_to_come_in": ANYBODY,
    "ask_to_come_in_sent": ANYBODY,
}

BY_A_LINK = {"confirm_address", "invitation_link", "confirm_request", "forget_request"}
"""A link that nobody was given: the same answer for everybody."""

ELSEWHERE_TESTED = {
    "account_request_login_code": "leads to the page of signing in",
    "account_reset_password": "the same",
    "account_set_password": "leads to the page where a password is chosen",
    "account_confirm_login_code": "for who has asked for a code: tests/community/accounts/",
    "mfa_authenticate": "for who has given a first means: tests/community/accounts/factors/",
    "mfa_login_webauthn": "the answer of a key",
    "mfa_list_webauthn": "leads to the means of signing in",
    "former_password_links": "leads to the page where a code is asked",
    "my_data_back": "tests/community/rights/",
    "mfa_deactivate_totp": "for who has an application",
    "mfa_view_recovery_codes": "for who has an application or a key",
    "mfa_generate_recovery_codes": "the same",
    "mfa_download_recovery_codes": "the same",
    "mfa_edit_webauthn": "for who has the key",
    "mfa_remove_webauthn": "the same",
    "admin_leave": "the way out, as account_logout",
    "contact": "tests/community/contact/",
}
