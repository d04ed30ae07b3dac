"""How an address is visited: by whom, at which page, with which form sent wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page, Response

from home.demo.people import FACILITATOR, MEMBER, PEER

PEOPLE: dict[str, str] = {"visitor": "", "member": MEMBER, "elsewhere": PEER, "facilitator": FACILITATOR}
"""Who walks: nobody in particular, the pilot of a structure, the one of another, a facilitator."""

EVERYBODY = ("visitor", "member", "facilitator")
MEMBERS = ("visitor", "member", "facilitator")  # a visitor is asked to sign in: they see that page once
TEAM = ("visitor", "member", "elsewhere", "facilitator")
REVIEWERS = ("visitor", "member", "facilitator")
LONG = "x" * 400


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A form sent with something wrong in it: the browser's own checks are put aside, the page that answers is read."""

    form: str = "main form[method=post]"
    typed: Mapping[str, str] = field(default_factory=dict)
    button: str = "button:not([type=button]), input[type=submit]"

    def send(self, page: Page) -> Response:
        """Fill, send, and wait for the page that says what is wrong."""
        form = page.locator(self.form).first
        form.evaluate("form => { form.noValidate = true }")
        for name, value in self.typed.items():
            form.locator(f"[name='{name}']").first.evaluate("(field, value) => { field.value = value }", value)
        with page.expect_navigation() as answer:
            form.locator(self.button).last.evaluate("button => button.click()")
        assert answer.value is not None
        return answer.value


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One address as people open it. What stands between braces is said by `tests/proof/things.py`."""

    pattern: str
    address: str
    roles: tuple[str, ...] = EVERYBODY
    wrong: Wrong | None = None
    wrong_for: str = "member"
    prepare: Callable[[Page], None] | None = None

    @property
    def name(self) -> str:
        return f"{self.pattern} {self.address}"
