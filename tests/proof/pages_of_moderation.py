"""The pages of reporting and of deciding, as people open them; `tests/proof/pages.py` takes them in."""

from tests.proof.visits import EVERYBODY, REVIEWERS, Visit, Wrong

OF_A_SENTENCE = "main details[open] form[method=post]"

MODERATION = [
    Visit(
        pattern="report",
        address="/signaler/fiche/{sheet}/",
        roles=EVERYBODY,
        wrong=Wrong(typed={"words": ""}),
        wrong_for="visitor",
    ),
    Visit(pattern="report", address="/signaler/membre/{peer}/", roles=("member",)),
    Visit(pattern="report_sent", address="/signaler/fiche/{sheet}/merci/", roles=("visitor", "member")),
    Visit(pattern="moderation", address="/moderation/", roles=REVIEWERS),
    Visit(pattern="moderation", address="/moderation/?etat=demandes", roles=("facilitator",)),
    Visit(pattern="moderation_journal", address="/moderation/journal/", roles=REVIEWERS),
    Visit(
        pattern="matter",
        address="/moderation/{matter}/?geste=retirer",
        roles=REVIEWERS,
        wrong=Wrong(form=OF_A_SENTENCE, typed={"sentence": ""}),
        wrong_for="facilitator",
    ),
    Visit(pattern="matter", address="/moderation/{settled_matter}/", roles=("facilitator",)),
    Visit(
        pattern="person_read_again",
        address="/personnes/{peer}/relire/",
        roles=REVIEWERS,
        wrong=Wrong(typed={"reason": ""}),
        wrong_for="facilitator",
    ),
]
MODERATION_NOT_A_PAGE = {"person_trust": "by POST alone"}
