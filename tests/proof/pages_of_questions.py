"""The pages of questions to the network, as people open them; `tests/proof/pages.py` takes them in."""

from tests.proof.visits import EVERYBODY, MEMBERS, Visit, Wrong

ASKING = "/questions/demander/"

QUESTIONS = [
    Visit(
        pattern="ask_question",
        address=f"{ASKING}?q=accueillir%20sans%20parler",
        roles=EVERYBODY,
        wrong=Wrong(typed={"question": ""}),
        wrong_for="member",
    ),
    Visit(
        pattern="ask_question",
        address=ASKING,
        roles=("visitor",),
        wrong=Wrong(typed={"question": "", "address": "pas une adresse"}),
        wrong_for="visitor",
    ),
    Visit(pattern="question_sent", address=f"{ASKING}envoyee/", roles=("visitor",)),
    Visit(pattern="confirm_question", address="{confirm_question}", roles=("visitor",)),
    Visit(pattern="confirm_question", address="/questions/confirmer/1-faux/", roles=("visitor",)),
    Visit(pattern="forget_question", address="{forget_question}", roles=("visitor",)),
    Visit(pattern="forget_question", address="/questions/oublier/1-faux/", roles=("visitor",)),
    Visit(
        pattern="edit_question",
        address="/questions/{own_question}/modifier/",
        roles=("visitor", "member", "elsewhere"),
        wrong=Wrong(typed={"question": ""}),
    ),
    Visit(pattern="withdraw_question", address="/questions/{own_question}/retirer/", roles=("visitor", "member")),
    Visit(pattern="wagtail_serve", address="{own_question_page}", roles=MEMBERS),
]
QUESTIONS_NOT_A_PAGE = {
    "mark_answer": "by POST alone: a GET sends on to the answer",
    "sheet_from_answer": "by POST alone: a GET sends on to the answer",
}
