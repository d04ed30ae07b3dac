"""The table of the doors: one line for each address that the site answers, whoever brought it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("config", "home", "search", "practices", "community")


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address of the URLconf."""

    path: str
    name: str  # with its namespaces
    module: str  # of its view

    @property
    def owner(self) -> str:
        """The library whose view answers, or « us »."""
        first = self.module.partition(".")[0]
        return "us" if first in OURS else first


@dataclass(frozen=True, kw_only=True)
class Door:
    """Who answers at an address, for whom, and what slows down whoever knocks again and again."""

    owner: str  # "us", or the library whose view it is
    people: str
    throttle: str


def every_address() -> list[Address]:
    """All of them, the admin's included."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns: list[URLPattern | URLResolver], spaces: str = "", path: str = "") -> Iterator[Address]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns, f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces, here
            )
        else:
            view = getattr(pattern.callback, "view_class", pattern.callback)  # `as_view()` borrows its class's module
            yield Address(path=here, name=f"{spaces}{pattern.name}", module=view.__module__)


NOTHING_TO_GUESS = "none: nothing there can be guessed"
READING = Door(owner="us", people="everybody, by the rule of visibility", throttle=NOTHING_TO_GUESS)
SEARCHING = Door(owner="us", people="everybody, by the rule of visibility", throttle="none: bounded questions")
WRITING = Door(owner="us", people="members; see tests/architecture/test_addresses.py", throttle="signed in")
COMMENTING = Door(owner="us", people="members", throttle="a number of messages a quarter of an hour (comments.acts)")
REVIEWING = Door(owner="us", people="facilitators", throttle="signed in")
CLOSED = Door(owner="us", people="nobody: 404", throttle="closed")
MY_MEANS = Door(owner="us", people="members: their own", throttle=NOTHING_TO_GUESS)
CHANGED_MEANS = Door(owner="allauth", people="members who have just come in", throttle=NOTHING_TO_GUESS)
PAGE_OF_ACCOUNT = Door(owner="allauth", people="everybody", throttle=NOTHING_TO_GUESS)

DOORS: dict[str, Door] = {
    # Accounts: the only addresses where a secret is given or asked for.
    "account_login": Door(
        owner="us",
        people="everybody",
        throttle="60/m/ip; a code: 300/h/ip, 3/m/address, 10/h/address; a wrong password: 30/m/ip, 5/5m/account",
    ),
    "account_logout": Door(owner="allauth", people="members, by POST", throttle=NOTHING_TO_GUESS),
    "account_inactive": PAGE_OF_ACCOUNT,
    "account_signup": Door(owner="allauth", people="everybody: says who opens accounts", throttle="20/m/ip"),
    "account_change_password": Door(owner="us", people="members who have just come in", throttle="5/m/member"),
    "account_request_login_code": Door(owner="django", people="sent to account_login", throttle=NOTHING_TO_GUESS),
    "account_confirm_login_code": Door(
        owner="us",
        people="who asked, in the same browser",
        throttle="5 a code, exactly; 20/h/address, 120/m/ip, 600/h/ip",
    ),
    "account_set_password": Door(owner="django", people="sent to account_change_password", throttle=NOTHING_TO_GUESS),
    "account_reset_password": Door(owner="us", people="everybody: sent to account_login", throttle=NOTHING_TO_GUESS),
    "former_password_links": Door(owner="us", people="everybody: sent to account_login", throttle=NOTHING_TO_GUESS),
    # A second proof; sessions.
    "account_confirm": Door(owner="us", people="members", throttle="5/5m/member; a code: 20/h/address"),
    "account_resume": MY_MEANS,
    "account_sessions": MY_MEANS,
    "mfa_index": MY_MEANS,
    "second_factor_asked": MY_MEANS,
    "mfa_activate_totp": Door(owner="allauth", people="members who have just come in", throttle="5/5m/member"),
    "mfa_deactivate_totp": CHANGED_MEANS,
    "mfa_view_recovery_codes": CHANGED_MEANS,
    "mfa_generate_recovery_codes": CHANGED_MEANS,
    "mfa_download_recovery_codes": CHANGED_MEANS,
    "mfa_list_webauthn": Door(owner="django", people="everybody: sent to mfa_index", throttle=NOTHING_TO_GUESS),
    "mfa_add_webauthn": CHANGED_MEANS,
    "mfa_edit_webauthn": CHANGED_MEANS,
    "mfa_remove_webauthn": CHANGED_MEANS,
    "mfa_login_webauthn": Door(owner="allauth", people="who holds the key: a signature", throttle="120/m/ip"),
    "mfa_authenticate": Door(owner="allauth", people="who has given a code or a password", throttle="5/5m/account"),
    "forget_factors": REVIEWING,
    "change_password_well_known": Door(owner="django", people="everybody: sent on", throttle=NOTHING_TO_GUESS),
    "admin_door": Door(owner="us", people="everybody: sent to the site's sign-in", throttle="that of account_login"),
    "admin_leave": Door(owner="allauth", people="members, by POST", throttle=NOTHING_TO_GUESS),
    "closed_admin_password_reset": CLOSED,
    "closed_admin_password_reset_steps": CLOSED,
    "closed_bulk_acts_on_members": CLOSED,
    "wagtailcore_login": CLOSED,
    "wagtailcore_authenticate_with_password": CLOSED,
    # Reading and finding.
    "wagtail_serve": Door(owner="us", people="everybody, by the rule of visibility", throttle=NOTHING_TO_GUESS),
    "file": READING,
    "robots_txt": Door(owner="us", people="everybody", throttle=NOTHING_TO_GUESS),
    "sitemap": READING,
    "sitemap_part": READING,
    "favicon": Door(owner="us", people="everybody", throttle=NOTHING_TO_GUESS),
    "security_txt": Door(owner="us", people="everybody", throttle=NOTHING_TO_GUESS),
    "health": Door(owner="us", people="everybody: counts and states", throttle=NOTHING_TO_GUESS),
    "lever": READING,
    "levers": READING,
    "design": READING,
    "paper": READING,
    "shared_picture": READING,
    "shared_picture_of_lever": READING,
    "manifest": Door(owner="us", people="everybody", throttle=NOTHING_TO_GUESS),
    "feed": READING,
    "lever_feed": READING,
    "questions_feed": READING,
    "search": SEARCHING,
    "suggestions": SEARCHING,
    "suggestions_json": SEARCHING,
    "close_to_question": SEARCHING,
    # Questions to the network.
    "ask_question": Door(
        owner="us", people="everybody", throttle="a visitor: 20/h/ip, 60/d/ip, 3/d/address; a member: held when fast"
    ),
    "question_sent": Door(owner="us", people="everybody", throttle=NOTHING_TO_GUESS),
    "confirm_question": Door(owner="us", people="who has the mail: a signature (HMAC-SHA256)", throttle="256 bits"),
    "forget_question": Door(owner="us", people="who has a mail: a signature (HMAC-SHA256)", throttle="256 bits"),
    "edit_question": WRITING,
    "withdraw_question": WRITING,
    "mark_answer": WRITING,
    "sheet_from_answer": WRITING,
    "opensearch": SEARCHING,
    # Teams and people.
    "my_team": WRITING,
    "team": WRITING,
    "team_place": WRITING,
    "team_remove": WRITING,
    "pass_the_baton": WRITING,
    "handover": WRITING,
    "handover_cancel": WRITING,
    "people": REVIEWING,
    "people_export": Door(owner="us", people="facilitators", throttle="20/h/member"),
    "person": REVIEWING,
    "person_place": REVIEWING,
    "person_close": REVIEWING,
    "person_reopen": REVIEWING,
    "person_remind": REVIEWING,
    "person_entrust": Door(owner="us", people="facilitators", throttle="entered less than ten minutes ago"),
    "admin_people": REVIEWING,
    "admin_people_pages": REVIEWING,
    # Inviting, and coming in by an invitation.
    "invitations": REVIEWING,
    "invite": REVIEWING,
    "invite_to_team": Door(owner="us", people="who keeps the team", throttle="30 letters a day (invitations.acts)"),
    "invitation_send_again": Door(
        owner="us", people="facilitators; who keeps the team", throttle="once a minute, 6 times (invitations.acts)"
    ),
    "invitation_revoke": Door(owner="us", people="facilitators; who keeps the team", throttle=NOTHING_TO_GUESS),
    "invitation": Door(owner="us", people="who has the mail", throttle="120/m/ip"),
    "invitation_link": Door(owner="us", people="who has the mail: 256 bits", throttle="120/m/ip"),
    # Asking to come in.
    "ask_to_come_in": Door(
        owner="us", people="everybody", throttle="40/h/ip, 120/d/ip, 3/d/address; a robot is asked twice"
    ),
    "ask_to_come_in_sent": Door(owner="us", people="everybody", throttle=NOTHING_TO_GUESS),
    "confirm_request": Door(owner="us", people="who has the mail: a signature (HMAC-SHA256)", throttle="256 bits"),
    "forget_request": Door(owner="us", people="who has a mail: a signature (HMAC-SHA256)", throttle="256 bits"),
    "requests": REVIEWING,
    "requests_table": REVIEWING,
    "request": REVIEWING,
    "tell_about_parcours": REVIEWING,
    # Reporting, deciding.
    "report": Door(
        owner="us",
        people="who reads the thing",
        throttle="30/h/ip, 100/d/ip, 5/h/address; 10/h/member; a robot is asked twice",
    ),
    "report_sent": Door(owner="us", people="who reads the thing", throttle=NOTHING_TO_GUESS),
    "moderation": REVIEWING,
    "matter": REVIEWING,
    "moderation_journal": REVIEWING,
    "person_read_again": REVIEWING,
    "person_trust": REVIEWING,
    # Writing.
    "contact": Door(owner="us", people="members", throttle="6/h/member"),
    "account_home": WRITING,
    "account_name": WRITING,
    "account_work": WRITING,
    "account_help": WRITING,
    "account_photo": WRITING,
    "account_photo_away": WRITING,
    "account_address": Door(owner="us", people="members who proved who they are lately", throttle="5/h/member"),
    "account_address_give_up": WRITING,
    "confirm_address": Door(owner="us", people="who has the mail", throttle=NOTHING_TO_GUESS),
    "leave_structure": WRITING,
    "member": WRITING,
    "write_to_member": Door(owner="us", people="members", throttle="6/h/member, with contact"),
    "structure_card": WRITING,
    "my_data": WRITING,
    "my_data_take": Door(owner="us", people="members who proved who they are lately", throttle="one at a time"),
    "my_data_archive": Door(owner="us", people="its owner, who proved it lately", throttle=NOTHING_TO_GUESS),
    "my_data_leave": Door(owner="us", people="members who proved who they are lately", throttle="once"),
    "my_data_asleep": Door(owner="us", people="everybody: the same sentences", throttle=NOTHING_TO_GUESS),
    "my_data_back": Door(owner="us", people="who has the mail", throttle=NOTHING_TO_GUESS),
    "comments:write": COMMENTING,
    "comments:reply": COMMENTING,
    "comments:withdraw": WRITING,
    "comments:remove": REVIEWING,
    "comments:edit": WRITING,
    "comments:react": WRITING,
    "comments:people": WRITING,
    "comments:close": REVIEWING,
    "comments:versions": REVIEWING,
    "adoptions:said": WRITING,
    "adoptions:say": Door(
        owner="us", people="members", throttle="one a structure; many at once wait (moderation.trust)"
    ),
    "adoptions:correct": WRITING,
    "adoptions:withdraw": WRITING,
    "contributions:share": WRITING,
    "contributions:start": WRITING,
    "contributions:mine": WRITING,
    "contributions:edit": WRITING,
    "contributions:preview": WRITING,
    "contributions:submit": WRITING,
    "contributions:take_back": WRITING,
    "contributions:take_off_line": WRITING,
    "contributions:confirm_current": WRITING,
    "contributions:consents": WRITING,
    "contributions:erase_files": WRITING,
    "contributions:renew_consent": WRITING,
    "contributions:withdraw_consent": WRITING,
    "contributions:erase_consent": WRITING,
    "contributions:consent_document": WRITING,
    "contributions:throw_away": WRITING,
    "contributions:bring_back": WRITING,
    "contributions:waiting": REVIEWING,
    "contributions:review": REVIEWING,
}

# Of Wagtail's admin, the first part of each address after /admin/: who brought it. All ask for the right to enter.
ROOMS_OF_THE_ADMIN = {
    "": "wagtail",
    "^.*": "wagtail",  # its own page for what is not found
    "account": "wagtail",
    "api": "wagtail",
    "block-preview": "wagtail",
    "bulk": "wagtail",
    "choose-anchor-link": "wagtail",
    "choose-email-link": "wagtail",
    "choose-external-link": "wagtail",
    "choose-page": "wagtail",
    "choose-phone-link": "wagtail",
    "collections": "wagtail",
    "dismissibles": "wagtail",
    "documents": "wagtail",
    "editing-sessions": "wagtail",
    "failwhale": "wagtail",
    "groups": "wagtail",
    "images": "wagtail",
    "jsi18n": "wagtail",
    "login": "us",
    "logout": "allauth",
    "media": "wagtailmedia",
    "pages": "wagtail",
    "password_reset": "us: closed",
    "recherche": "us",
    "redirects": "wagtail",
    "reports": "wagtail",
    "searchpicks": "wagtail",
    "settings": "wagtail",
    "sites": "wagtail",
    "snippets": "wagtail",
    "sprite": "wagtail",
    "tag-autocomplete": "wagtail",
    "test404": "wagtail",
    "users": "us: leads to « Les personnes »",
    "workflows": "wagtail",
}

# What Wagtail's admin answers to whoever asks, and why that is nothing.
OPEN_IN_THE_ADMIN = {
    "wagtailadmin_login": "never reached: our door has the same address, before it",
    "wagtailadmin_javascript_catalog": "words of the interface",
    "wagtailadmin_sprite": "icons",
    "wagtailadmin_logout": "never reached: ours has the same address, before it",
}
