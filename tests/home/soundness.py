"""What is wrong with the HTML of a page, in sentences: the part of accessibility that a program can check."""

import re
from collections import Counter

from bs4 import BeautifulSoup, NavigableString
from bs4.element import Tag, TemplateString

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SHOWN = (NavigableString, TemplateString)  # a <template> waits for a script: its words count
NAMED_BY_THEMSELVES = ("hidden", "submit", "button", "image", "reset")


def faults(html: str) -> list[str]:
    """Every fault found; an empty list for a sound page."""
    # What waits in a <template> is shown by a script: it is read like the rest, and its words are words.
    page = BeautifulSoup(re.sub(r"<(/?)template\b", r"<\1div", html), "html.parser")
    return [
        *_document(page),
        *_headings(page),
        *_pictures_and_media(page),
        *_controls(page),
        *_references(page),
        *_links(page),
        *_inline_code(page),
    ]


def _document(page: BeautifulSoup) -> list[str]:
    found = []
    if not page.html or page.html.get("lang") != "fr":
        found.append("the page does not say it is in French")
    if not page.title or len(page.title.get_text(strip=True)) < len("x – Faire avec"):
        found.append("the page has no title of its own")
    if len(page.find_all("main")) != 1:
        found.append("there is not exactly one main part")
    return found


def _headings(page: BeautifulSoup) -> list[str]:
    levels = [int(heading.name[1]) for heading in page.find_all(HEADINGS)]
    found = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
    for above, below in zip([1, *levels], levels, strict=False):
        if below > above + 1:
            found.append(f"h{below} follows h{above}")
    found += [f"an empty {heading.name}" for heading in page.find_all(HEADINGS) if not heading.get_text(strip=True)]
    return found


def _pictures_and_media(page: BeautifulSoup) -> list[str]:
    found = [f"no alt on {image.get('src')}" for image in page.find_all("img") if not image.has_attr("alt")]
    for video in page.find_all("video"):
        if not video.find("track", kind="captions"):
            found.append("a video without captions")
    for media in page.find_all(["video", "audio"]):
        if not media.has_attr("controls") or media.has_attr("autoplay"):
            found.append(f"a {media.name} that people do not command")
    for frame in page.find_all("iframe"):
        found.append(f"a frame from elsewhere: {frame.get('src')}")
    return found


def _controls(page: BeautifulSoup) -> list[str]:
    found = []
    for control in page.find_all(["input", "select", "textarea"]):
        if control.get("type") not in NAMED_BY_THEMSELVES and not _has_label(control, page):
            found.append(f"no label for {control.get('name')}")
    for button in page.find_all("button"):
        if not button.get_text(strip=True, types=SHOWN) and not button.get("aria-label"):
            found.append("a button without words")
    found += [
        "a form that posts without its token" for form in page.find_all("form", method="post") if not _token(form)
    ]
    return found


def _has_label(control: Tag, page: BeautifulSoup) -> bool:
    if control.get("aria-label") or control.get("aria-labelledby") or control.find_parent("label"):
        return True
    return bool(control.get("id") and page.find("label", attrs={"for": control["id"]}))


def _token(form: Tag) -> bool:
    return form.find("input", attrs={"name": "csrfmiddlewaretoken"}) is not None


def _references(page: BeautifulSoup) -> list[str]:
    ids = [str(element["id"]) for element in page.find_all(id=True)]
    found = [f"id {name} is there {count} times" for name, count in Counter(ids).items() if count > 1]
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        for element in page.find_all(attrs={attribute: True}):
            found += [f"{attribute} points to {ref}" for ref in str(element[attribute]).split() if ref not in ids]
    for link in page.find_all("a", href=True):
        if str(link["href"]).startswith("#") and str(link["href"])[1:] not in ids:
            found.append(f"a link to {link['href']}, which is not there")
    names = Counter(nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.find_all("nav"))
    found += ["a nav without a name"] if names.get(None) else []
    return found


def _links(page: BeautifulSoup) -> list[str]:
    return [f"a link without words to {link['href']}" for link in page.find_all("a", href=True) if not _words(link)]


def _words(link: Tag) -> str:
    alternatives = " ".join(str(image.get("alt", "")) for image in link.find_all("img"))
    return f"{link.get_text()} {link.get('aria-label', '')} {alternatives}".strip()


LINKS_ONLY_TOLD = {"alternate", "canonical", "prev", "next"}  # whole addresses of this site, which no browser loads


def _is_inline(script: Tag) -> bool:
    """What no browser runs is data: the facts of a page, for machines; what a key is asked."""
    return not script.get("src") and script.get("type") not in {"application/ld+json", "application/json"}


def _inline_code(page: BeautifulSoup) -> list[str]:
    """The content security policy refuses it: it would silently not work."""
    found = ["an inline style" for _element in page.find_all(attrs={"style": True})]
    found += ["an inline script" for script in page.find_all("script") if _is_inline(script)]
    for element in page.find_all(True):
        found += [f"{name} on {element.name}" for name in element.attrs if name.startswith("on")]
    for tag, attribute in (("script", "src"), ("link", "href"), ("img", "src"), ("source", "src")):
        for element in page.find_all(tag, attrs={attribute: True}):
            is_fetched = not LINKS_ONLY_TOLD.intersection(element.get("rel") or ())
            if is_fetched and str(element[attribute]).startswith(("http:", "https:", "//")):
                found.append(f"{element[attribute]} comes from elsewhere")
    return found
