"""« Mon compte » and the page of a member, as people open them; `tests/proof/pages.py` takes them in."""

from playwright.sync_api import Page

from tests.proof.visits import EVERYBODY, LONG, MEMBERS, TEAM, Visit, Wrong


def _without_the_script(page: Page) -> None:
    """The forms of the blocks are forms again: the page that answers is read whole."""
    page.evaluate("document.querySelectorAll('[data-alone]').forEach(block => block.removeAttribute('data-alone'))")


def _block(pattern: str, address: str, *, block: str, typed: dict[str, str]) -> Visit:
    return Visit(
        pattern=pattern,
        address=address,
        roles=("member",),
        wrong=Wrong(form=f"#{block} form[action='{address}']", typed=typed),
        prepare=_without_the_script,
    )


HOME = [
    Visit(pattern="account_home", address="/compte/", roles=MEMBERS),
    _block("account_name", "/compte/nom/", block="name", typed={"display_name": ""}),
    _block("account_work", "/compte/travail/", block="work", typed={"work": LONG}),
    _block("account_help", "/compte/aide/", block="help", typed={"can_help": LONG}),
    _block("account_photo", "/compte/photo/", block="photo", typed={}),
    Visit(pattern="account_address", address="/compte/adresse/", roles=MEMBERS),
    Visit(pattern="confirm_address", address="/compte/adresse/lien/faux/", roles=EVERYBODY),
    Visit(pattern="confirm_address", address="/compte/adresse/lien/{moving}/", roles=EVERYBODY),
    Visit(pattern="leave_structure", address="/compte/structures/{structure}/quitter/", roles=TEAM),
    Visit(pattern="member", address="/membres/{peer}/", roles=MEMBERS),
    Visit(pattern="member", address="/membres/{member}/", roles=("member",)),
    Visit(
        pattern="write_to_member",
        address="/membres/{peer}/ecrire/",
        roles=MEMBERS,
        wrong=Wrong(form="main form[method=post]:has(textarea)", typed={"text": ""}),
    ),
]
HOME_NOT_A_PAGE = {
    "account_photo_away": "by POST alone: a GET sends on",
    "account_address_give_up": "by POST alone: a GET sends on",
}
