"""The pages that invite, and those that an invitation opens."""

from playwright.sync_api import Page

from tests.proof.visits import MEMBERS, REVIEWERS, TEAM, Visit, Wrong

LIST = "Nadia <nadia@exemple.test>\npas une adresse\nPaul <paul@exemple.test>; Une structure inconnue"
CHECK = "button[value=check]"


def _check_a_list(page: Page) -> None:
    """The fate of each line, before anything is sent."""
    page.fill("[name=people]", LIST)
    with page.expect_navigation():
        page.click(CHECK)


INVITATIONS = [
    Visit(pattern="invitations", address="/invitations/", roles=REVIEWERS),
    Visit(pattern="invitations", address="/invitations/?etat=expired&mots=zzzz", roles=("facilitator",)),
    Visit(
        pattern="invite",
        address="/invitations/inviter/",
        roles=REVIEWERS,
        wrong=Wrong(typed={"people": ""}),
        wrong_for="facilitator",
    ),
    Visit(pattern="invite", address="/invitations/inviter/?", roles=("facilitator",), prepare=_check_a_list),
    Visit(
        pattern="invite_to_team",
        address="/equipe/{structure}/inviter/",
        roles=TEAM,
        wrong=Wrong(form="main form:has([name=people])", typed={"people": "pas une adresse"}),
    ),
    Visit(pattern="invitation", address="/invitation/", roles=MEMBERS),
    Visit(
        pattern="invitation_link",
        address="/invitation/{invitation}/",
        roles=MEMBERS,
        wrong=Wrong(form="main form:has([name=charter])", typed={"name": ""}),
        wrong_for="visitor",
    ),
    Visit(pattern="invitation_link", address="/invitation/{invitation_of_member}/", roles=MEMBERS),
    Visit(pattern="invitation_link", address="/invitation/{invitation_over}/", roles=("visitor",)),
]

INVITATIONS_NOT_A_PAGE: dict[str, str] = {
    "invitation_send_again": "by POST alone: a GET sends on to the list",
    "invitation_revoke": "by POST alone: a GET sends on to the list",
}
