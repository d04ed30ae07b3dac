"""The pages of « Nous l’avons essayé »: said, corrected, taken back, listed."""

from tests.proof.visits import LONG, MEMBERS, Visit, Wrong

SPEAKER = ("visitor", "elsewhere")

ADOPTIONS = [
    Visit(pattern="adoptions:said", address="/pratiques-essayees/", roles=(*MEMBERS, "elsewhere")),
    Visit(
        pattern="adoptions:say",
        address="/pratiques-essayees/fiche/{sheet_to_try}/",
        roles=(*MEMBERS, "elsewhere"),
        wrong=Wrong(form="main form[method=post]:has(textarea)", typed={"kept": LONG * 6}),
        wrong_for="elsewhere",
    ),
    Visit(
        pattern="adoptions:correct",
        address="/pratiques-essayees/{adoption}/",
        roles=SPEAKER,
        wrong=Wrong(form="main form[method=post]:has(textarea)", typed={"month": "", "kept": LONG * 6}),
        wrong_for="elsewhere",
    ),
    Visit(pattern="adoptions:withdraw", address="/pratiques-essayees/{adoption}/retirer/", roles=SPEAKER),
]
