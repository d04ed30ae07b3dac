"""A title is shown with its French spaces wherever it is shown: « Faut-il ouvrir ? » never leaves its mark alone."""

import re

from tests.architecture.house import ROOT, parts, place

SHOWN = re.compile(r"\{\{ [\w.]+\.(?:title|draft_title)[ |]|\w+=[\w.]+\.(?:title|draft_title)\b")
# A browser's own lines, of which none is broken: the title of its window, a name read out, the subject of a mail.
ON_ONE_LINE = re.compile(r"\{% block (?:title|open_graph|breadcrumbs)|open_graph\.html|rss\+xml")
UNBROKEN = re.compile(r"(?:aria-label|href)=\"(?:\{[{%].*?[}%]\}|[^\"])*\"")
IN_PARTS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def bare(template: str) -> list[str]:
    """The tags of a template that show a title as it was typed."""
    lines = [line for line in template.splitlines() if not ON_ONE_LINE.search(line)]
    tags = [tag for line in lines for tag in IN_PARTS.findall(UNBROKEN.sub("", line)) if SHOWN.search(tag)]
    return [tag for tag in tags if "french_spaces" not in tag]


def test_a_title_is_shown_with_its_french_spaces() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in parts(path)]
    assert {place(path): tags for path in templates if (tags := bare(path.read_text()))} == {}


def test_a_bare_title_is_seen() -> None:
    assert bare(
        "<h3>{{ row.title }}</h3>{% blocktranslate with name=page.title %}{{ name }}{% endblocktranslate %}"
    ) == [
        "{{ row.title }}",
        "{% blocktranslate with name=page.title %}",
    ]
    assert bare('<a aria-label="{{ row.title }}" href="/">{{ row.title }}</a>') == ["{{ row.title }}"]
    assert bare("{% block title %}{{ page.title }}{% endblock title %}\n{{ page.title|french_spaces }}") == []
