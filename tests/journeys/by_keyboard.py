"""What somebody does who has no pointer: keys only; and what Chromium tells whoever does not see the page."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.journeys.clicks import ANSWERED_WITHIN

MOST_TABS = 120  # stops of the Tab key on the longest page: more, and somebody is trapped
SCROLLED_WITHIN = 1500  # ms
TREES, A_MOMENT = 20, 100  # ms
ACTED_ON = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "DisclosureTriangle", "option"}
"""Roles, in Chromium's words, of what people act on: each must have a name."""
PARTS = ("banner", "navigation", "main", "contentinfo")

FOCUS_IS_SEEN = """() => {
  const here = document.activeElement;
  const box = here.getBoundingClientRect();
  const isOutlined = (part, pseudo) => {
    const {outlineStyle, outlineWidth} = getComputedStyle(part, pseudo);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  // The browser's own controls show where one is; what surrounds a field, or covers a card, may be marked in its place.
  let isMarked = here.matches("video, audio") || isOutlined(here, "::after");
  for (let part = here; part && !isMarked; part = part.parentElement) isMarked = isOutlined(part);
  return isMarked && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


def go_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, which must be seen at every stop on the way."""
    expect(target).to_be_visible()
    wanted = target.element_handle()  # found once: by its role and name, it takes longer than all the rest
    for _stop in range(MOST_TABS):
        if wanted.evaluate("target => target === document.activeElement"):
            return
        page.keyboard.press("Tab")
        if not page.evaluate(f"() => document.activeElement === document.body || ({FOCUS_IS_SEEN})()"):
            _see_it(page)
    raise AssertionError(f"{target} is not reached by the Tab key")


def _see_it(page: Page) -> None:
    """A page may take a moment to scroll there."""
    try:
        page.wait_for_function(FOCUS_IS_SEEN, timeout=SCROLLED_WITHIN)
    except TimeoutError:
        hidden = page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"the focus is not seen on {hidden}") from None


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    go_to(page, target)
    page.keyboard.press(key)


def follow(page: Page, target: Locator) -> None:
    """Press what leads to another page, or to the same one answered by the server, and wait until it is there."""
    go_to(page, target)
    with page.expect_navigation(timeout=ANSWERED_WITHIN):
        page.keyboard.press("Enter")


def write(page: Page, target: Locator, text: str) -> None:
    go_to(page, target)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


@dataclass(frozen=True)
class Told:
    """A node of the accessibility tree."""

    role: str
    name: str


def tree(page: Page) -> list[Told]:
    """What Chromium gives to a screen reader, in reading order."""
    line = page.context.new_cdp_session(page)
    nodes = line.send("Accessibility.getFullAXTree")["nodes"]
    line.detach()
    return [
        Told(role=node["role"]["value"], name=node.get("name", {}).get("value", "").strip())
        for node in nodes
        if not node.get("ignored") and "role" in node
    ]


def hear(page: Page) -> list[Told]:
    """The tree of a page that can be followed by ear: its parts, one first title, a name on all that is acted on."""
    page.wait_for_load_state()
    told = tree(page)
    for _try in range(TREES):  # the tree is made a little after the page
        if PARTS[-1] in {node.role for node in told}:
            break
        page.wait_for_timeout(A_MOMENT)
        told = tree(page)
    roles = [node.role for node in told]
    assert [part for part in PARTS if part not in roles] == [], f"{page.url}: {sorted(set(roles))}"
    assert roles.count("main") == roles.count("banner") == roles.count("contentinfo") == 1, page.url
    assert [node for node in told if node.role in ACTED_ON and not node.name] == [], page.url
    assert page.locator("h1").count() == 1, page.url
    return told
