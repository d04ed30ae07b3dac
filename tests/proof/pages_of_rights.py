"""The pages of one's own data, as people open them; `tests/proof/pages.py` takes them in."""

from tests.proof.visits import EVERYBODY, MEMBERS, Visit, Wrong

RIGHTS = [
    Visit(pattern="my_data", address="/compte/mes-donnees/", roles=MEMBERS),
    Visit(pattern="my_data_leave", address="/compte/mes-donnees/partir/", roles=MEMBERS, wrong=Wrong()),
    Visit(pattern="my_data_asleep", address="/compte/mes-donnees/parti/", roles=EVERYBODY),
    Visit(pattern="my_data_back", address="/compte/mes-donnees/revenir/1-faux/", roles=("visitor",)),
    Visit(pattern="my_data_back", address="/compte/mes-donnees/revenir/{departure}/", roles=("visitor",)),
]
RIGHTS_NOT_A_PAGE = {"my_data_take": "by POST alone", "my_data_archive": "an archive"}
