"""Hostile questions asked of the whole site: its page of results and what it proposes while somebody types."""

from collections.abc import Callable

from bs4 import BeautifulSoup

from bench import site

_MADE_OF = ("script", "img", "svg", "b")
"""Elements that the hostile questions, and the sheet planted among the others, try to make."""


def intruders(page: bytes, /) -> list[str]:
    """What came from no template of ours: in the main part of a page, or anywhere in a part of one."""
    whole = BeautifulSoup(page, "html.parser")
    here = whole.find("main") or whole
    made = here.find_all(_MADE_OF)
    handlers = [element for element in here.find_all(True) if any(name.startswith("on") for name in element.attrs)]
    return [str(element)[:80] for element in (*made, *handlers) if "alert" in str(element) or element.name == "b"]


def pages() -> Callable[[str], None]:
    """Ask the demonstration a question by both addresses; raises RuntimeError at what no reader should ever meet.

    `bench.site` must be started; a sheet of the demonstration is given words that are markup.
    """
    site.make_demonstration()
    _plant()
    from django.test import Client
    from django.urls import reverse

    client = Client()

    def ask(text: str) -> None:
        sent = {"q": text.encode(errors="replace").decode()}  # no browser can send half a character
        for name in ("search", "suggestions"):
            response = client.get(reverse(name), sent)
            if response.status_code != 200:
                raise RuntimeError(f"{name} answers {response.status_code}")
            if found := intruders(response.content):
                raise RuntimeError(f"{name} holds {found[0]}")

    return ask


def _plant() -> None:
    from practices.models import PracticePage
    from search.indexing.upkeep import drain_fully
    from search.which_engine import own_targets

    sheet = PracticePage.objects.live().earliest("pk")
    sheet.title, sheet.first_step = "Usagers & accueil <b>gras</b>", "<script>alert(1)</script>"
    sheet.save_revision().publish()
    if sum(drain_fully(target=target) for target in own_targets()):
        raise RuntimeError("the changes of the planted sheet still wait")
