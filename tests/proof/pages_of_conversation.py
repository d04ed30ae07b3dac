"""What surrounds a conversation, as people open it; `tests/proof/pages.py` takes these pages in."""

from tests.proof.visits import REVIEWERS, TEAM, Visit, Wrong

EMPTY = Wrong(form="main form[method=post]:has(textarea)", typed={"comment": ""})
NOT_THERE = Wrong(
    form="main form[method=post]:has(textarea)",
    typed={"comment": "Oui.", "quoted_text": "Ces mots ne sont nulle part."},
)

CONVERSING = [
    Visit(
        pattern="comments:edit",
        address="/commentaires/{comment}/modifier/",
        roles=TEAM,
        wrong=EMPTY,
        wrong_for="member",
    ),
    Visit(
        pattern="comments:write",
        address="/commentaires/{sheet}/ecrire/?cite={comment}",
        roles=("member",),
        wrong=NOT_THERE,
    ),
    Visit(
        pattern="comments:close",
        address="/commentaires/{sheet}/fermer/",
        roles=REVIEWERS,
        wrong=Wrong(form="main form[method=post]:has(textarea)", typed={"sentence": ""}),
        wrong_for="facilitator",
    ),
    Visit(pattern="comments:versions", address="/commentaires/{comment}/avant/", roles=REVIEWERS),
]
CONVERSING_NOT_A_PAGE = {"comments:react": "sends on to the comment", "comments:people": "names, for a script"}
