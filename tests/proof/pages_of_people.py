"""The pages of teams, of handovers and of « Les personnes »."""

from tests.proof.visits import LONG, MEMBERS, REVIEWERS, TEAM, Visit, Wrong

PLACE = "/equipe/{structure}/personnes/{colleague}/"

TEAMS = [
    Visit(pattern="my_team", address="/equipe/", roles=MEMBERS),
    Visit(pattern="team", address="/equipe/{structure}/", roles=TEAM),
    Visit(pattern="team_place", address=PLACE, roles=TEAM),
    Visit(pattern="team_remove", address=f"{PLACE}retirer/", roles=TEAM),
    Visit(pattern="pass_the_baton", address="/equipe/{structure}/relais/", roles=TEAM, wrong=Wrong()),
    Visit(pattern="handover", address="/equipe/{elsewhere}/relais/{handover}/", roles=("elsewhere", "facilitator")),
    Visit(pattern="people", address="/personnes/", roles=REVIEWERS),
    Visit(pattern="people", address="/personnes/?role=pilot&q=zzzz", roles=("facilitator",)),
    Visit(
        pattern="person",
        address="/personnes/{colleague}/",
        roles=REVIEWERS,
        wrong=Wrong(form="main form[method=post]:has([name=email])", typed={"email": "pas une adresse"}),
        wrong_for="facilitator",
    ),
    Visit(
        pattern="person_place",
        address="/personnes/{colleague}/",
        roles=("facilitator",),
        wrong=Wrong(form="main form[method=post]:has([name=structure])"),
        wrong_for="facilitator",
    ),
    Visit(
        pattern="person_close",
        address="/personnes/{colleague}/fermer/",
        roles=REVIEWERS,
        wrong=Wrong(typed={"reason": LONG * 3}),
        wrong_for="facilitator",
    ),
    Visit(pattern="person_entrust", address="/personnes/{colleague}/animation/", roles=REVIEWERS),
]

TEAMS_NOT_A_PAGE: dict[str, str] = {
    "handover_cancel": "by POST alone",
    "people_export": "a file",
    "person_reopen": "by POST alone",
    "person_remind": "by POST alone",
}
