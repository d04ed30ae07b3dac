"""What leaves in French typography, and what leaves as it was typed."""

import time
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory

from community.typography.pages import FrenchPages, french_page
from tests.architecture.house import ROOT, place

N = "\u00a0"


def answered(response: HttpResponseBase, *, address: str = "/", **headers: str) -> HttpResponseBase:
    def make(request: HttpRequest) -> HttpResponseBase:
        return response

    return FrenchPages(make)(RequestFactory().get(address, headers=headers))


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Quoi ?</p>", f"<p>Quoi{N}?</p>"),
        ("<b>Quoi</b> ? « <i>oui</i> »", f"<b>Quoi</b>{N}? «{N}<i>oui</i>{N}»"),
        ("d&#x27;un, l&#39;eau, l'<em>eau</em>", "d’un, l’eau, l’<em>eau</em>"),
        ('<img alt="Quoi ?" src="/a ?">', f'<img alt="Quoi{N}?" src="/a ?">'),
        ("<a aria-label='Voir : tout' data-x='a : b'>", f"<a aria-label='Voir{N}: tout' data-x='a : b'>"),
        ('<textarea placeholder="Oui ?">a ?</textarea> ?', f'<textarea placeholder="Oui{N}?">a ?</textarea>{N}?'),
        ('<option value="a ?">a ?</option>', f'<option value="a ?">a{N}?</option>'),
        ("a < b ? <", f"a < b{N}? <"),
    ],
)
def test_what_is_shown_or_read_out_is_in_french(html: str, shown: str) -> None:
    assert french_page(html) == shown
    assert french_page(shown) == shown


@pytest.mark.parametrize(
    "html",
    [
        '<input value="a ? d&#x27;un">',
        "<SCRIPT>a ? b : c</script>",
        "<style>a { b : c }</STYLE>",
        "<pre><b>a ?</b></pre>",
        "<code>a ?</code>",
        "<!-- a ? <b> b ? -->",
        '<a href="/?q=a ?" data-title="b ?" title=c ?>',
        "<a title='a ?",
        "<input value=\" title='a ?'\">",
        "&amp;; &lt;b&gt;",
        "<textarea>a ?",
    ],
)
def test_what_goes_back_or_is_for_machines_is_as_it_was(html: str) -> None:
    assert french_page(html) == html


@pytest.mark.parametrize(
    "part",
    [
        "<",
        " ?",
        "« ",
        "d&#x27;",
        "d'a",
        "1 ",
        "<!--",
        "<a ",
        '<a title="',
        "<a x='",
        "<textarea>",
        "</",
        "\"' ",
        "x = ?",
    ],
)
def test_a_million_signs_of_anything_take_a_moment(part: str) -> None:
    begun = time.monotonic()
    for start in ("", "<a ", '<a title="'):
        french_page(start + part * (300_000 // len(part)) + " ?")
    assert time.monotonic() - begun < 5  # one that goes back takes minutes


class Read(HTMLParser):
    """What a browser understands of a page: its tags, its attributes, its texts without their spaces."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {[name for name, _value in attrs]}")

    def handle_data(self, data: str) -> None:
        self.text += data.replace(N, " ").replace("’", "'")


@pytest.mark.parametrize(
    "text", ["&lt;script&gt;alert(1) ;&lt;/script&gt; ?", "&lt;img title=&quot;a ?&quot;", "&amp; ;&#x27; ?"]
)
def test_escaping_is_never_undone(text: str) -> None:
    html = f'<p title="{text}">{text}</p>'
    before, after = Read(html), Read(french_page(html))
    assert (after.tags, after.text) == (before.tags, before.text)


def test_only_html_of_ours_is_read() -> None:
    assert answered(HttpResponse("a ?")).content.decode() == f"a{N}?"
    assert answered(HttpResponse("a ?"), **{"HX-Request": "true"}).content.decode() == f"a{N}?"
    assert answered(HttpResponse("a ?", content_type="application/json")).content == b"a ?"
    assert answered(HttpResponse("a ?"), address="/admin/pages/").content == b"a ?"
    streamed = answered(StreamingHttpResponse(["a ?"], content_type="text/html"))
    assert isinstance(streamed, StreamingHttpResponse)
    assert streamed.getvalue() == b"a ?"


def test_pages_are_written_under_what_keeps_them_and_says_their_length() -> None:
    order = [one for one in settings.MIDDLEWARE if one.endswith(("KeptPages", "CommonMiddleware", "FrenchPages"))]
    assert [one.rsplit(".", 1)[1] for one in order] == ["KeptPages", "CommonMiddleware", "FrenchPages"]


def test_no_template_does_it_by_hand() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*.*") if "french" in path.read_text()]
    assert [place(path) for path in templates] == []
