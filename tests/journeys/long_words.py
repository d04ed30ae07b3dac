"""Feeds a word that no line can hold into every text of a page, and says what then stands out of the screen."""

from playwright.sync_api import Page

LONG_WORD = "anticonstitutionnellement" * 6
"""A hundred and fifty letters without a place to cut."""

LONG_ADDRESS = "https://exemple.test/" + "un-dossier-partage/" * 14 + "fichier"
"""Three hundred signs, as a shared folder has."""

# The moments of a film are figures that the site writes, and that stay on one line.
FEED = """word => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.data.trim() && !text.parentElement.closest("script, style, template, textarea, .moment")) text.data = word;
  }
  document.querySelectorAll("details").forEach(each => { each.open = true; });
}"""

WIDER = """() => {
  const screen = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= screen) return [];
  const out = [...document.body.querySelectorAll("*")].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width > 1 && (box.right > screen + 1 || box.left < -1);
  });
  const named = out.map(each => `${each.tagName.toLowerCase()}.${each.className} in ${each.parentElement.className}`);
  return [`${document.documentElement.scrollWidth} pixels`, ...named];
}"""


def wider_than_the_screen(page: Page, word: str = "") -> list[str]:
    """What stands out once each text of the page is `word`; nothing when the page does not scroll sideways."""
    if word:
        page.evaluate(FEED, word)
    found: list[str] = page.evaluate(WIDER)
    return found
