"""The pages of asking to come in, as people open them; `tests/proof/pages.py` takes them in."""

from tests.proof.visits import EVERYBODY, REVIEWERS, Visit, Wrong

ASKING = "/rejoindre/demander/"
NOT_AN_ADDRESS = Wrong(typed={"address": "pas une adresse"})

REQUESTS = [
    Visit(pattern="ask_to_come_in", address=ASKING, roles=EVERYBODY),
    Visit(
        pattern="ask_to_come_in",
        address=f"{ASKING}?pour=compte",
        roles=EVERYBODY,
        wrong=NOT_AN_ADDRESS,
        wrong_for="visitor",
    ),
    Visit(
        pattern="ask_to_come_in",
        address=f"{ASKING}?pour=nouvelles&parcours=1",
        roles=("visitor",),
        wrong=NOT_AN_ADDRESS,
        wrong_for="visitor",
    ),
    Visit(pattern="ask_to_come_in_sent", address=f"{ASKING}envoyee/", roles=("visitor",)),
    Visit(pattern="confirm_request", address="{confirm}", roles=("visitor",)),
    Visit(pattern="confirm_request", address=f"{ASKING}confirmer/1-faux/", roles=("visitor",)),
    Visit(pattern="forget_request", address="{forget}", roles=("visitor",)),
    Visit(pattern="forget_request", address=f"{ASKING}oublier/1-faux/", roles=("visitor",)),
    Visit(pattern="requests", address="/demandes/", roles=REVIEWERS),
    Visit(pattern="requests", address="/demandes/?genre=nouvelles", roles=("facilitator",)),
    Visit(pattern="requests", address="/demandes/?etat=classe", roles=("facilitator",)),
    Visit(
        pattern="request",
        address="/demandes/{asked_account}/",
        roles=REVIEWERS,
        wrong=Wrong(form="main form[method=post]:has(textarea)", typed={"words": ""}),
        wrong_for="facilitator",
    ),
    Visit(pattern="request", address="/demandes/{answered_account}/", roles=("facilitator",)),
    Visit(
        pattern="tell_about_parcours",
        address="/demandes/prevenir/{coming}/",
        roles=REVIEWERS,
        wrong=Wrong(form="main form[method=post]:has(textarea)", typed={"words": ""}),
        wrong_for="facilitator",
    ),
]
REQUESTS_NOT_A_PAGE = {"requests_table": "a table for a spreadsheet"}
