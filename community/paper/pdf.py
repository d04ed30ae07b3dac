"""The PDF of a document: two pages of A4 where the text allows it, tagged for screen readers. The only door to fpdf2.

It needs no program and no font of the system. Titles, language, headings (as outline and as tags), the link and the
order of reading are in the file.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from functools import cached_property, lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf import FPDF, ViewerPreferences

from community.paper import letters, qr
from community.paper.document import Foot, Part, Printout
from community.paper.lines import lines_of, paragraphs
from community.typography.signs import french

SIZES = (11.0, 10.5, 10.0, 9.5)  # points, tried in turn until two pages are enough; smaller is not read by everybody
MOST_LETTERS_OF_TWO_PAGES = 12_000  # beyond, no size is tried: the text takes the pages it needs, at the first one
MOST_PAGES = 60  # of one document; what is longer ends with where to read the rest
PAGES_WANTED = 2
MARGIN, PAGE_WIDTH, PAGE_HEIGHT = 18.0, 210.0, 297.0  # millimetres
BOTTOM = PAGE_HEIGHT - 20.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
A_POINT = 0.3528  # in millimetres
LEADING = 1.38  # the height of a line, for a size
GREY = 90
HOW_MANY = "{\u00a0nb\u00a0}"  # in the text, replaced by the number of pages once it is known
QR_SIDE, SMALLEST_SQUARE = 26.0, 0.5  # of the code, and of a square that a telephone reads


class TooLongError(Exception):
    """The document has all the pages that one may have."""


def written(document: Printout) -> bytes:
    """The PDF of this document."""
    is_short = sum(len(text) for part in document.parts for text in part.texts) < MOST_LETTERS_OF_TWO_PAGES
    for size in SIZES if is_short else ():
        paper = _written(document, size)
        if paper.pages_count <= PAGES_WANTED:
            return bytes(paper.output())
    return bytes(_written(document, SIZES[1]).output())


def _written(document: Printout, size: float) -> "Paper":
    paper = Paper(document, size=size)
    try:
        paper.head()
        for part in document.parts:
            paper.part(part)
    except TooLongError:
        paper.is_ending = True
        paper.block(_("La suite est sur la page du site, dont l’adresse est ci-dessous."), style="B")
    paper.foot(document.foot)
    return paper


class Paper(FPDF):
    """One document while it is written: where the pen is, and which tag it is in."""

    def __init__(self, document: Printout, *, size: float) -> None:
        super().__init__(format="A4")
        self.document, self.size = document, size
        self.has_boxes = self.is_ending = False
        self.set_auto_page_break(False)
        self.alias_nb_pages(HOW_MANY)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        for family, style, font in (("text", "", letters.TEXT), ("text", "B", letters.TEXT_BOLD)):
            self.add_font(family, style, font)
        self.add_font("title", "", letters.TITLE)
        self._describe()
        self._marks: dict[int, int] = {}  # of each page, how many pieces of text carry a tag
        self.add_page()

    def _describe(self) -> None:
        self.set_lang("fr-FR")
        self.set_title(letters.sayable(self.document.title))
        self.set_author(letters.sayable(self.document.foot.owner))
        self.set_subject(letters.sayable(self.document.summary))
        self.set_creator("Faire avec")
        day = self.document.foot.day
        if day:  # else the same text would be another file each time
            self.set_creation_date(timezone.make_aware(datetime.combine(day, time(12))))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def footer(self) -> None:
        """Below each page: the site, the title, the number. Readers of screens skip it."""
        self._out("/Artifact BMC")
        self.set_font("text", "", 8)
        self.set_text_color(GREY)
        self.set_xy(MARGIN - self.c_margin, PAGE_HEIGHT - 14)
        number = _("page %(number)s sur %(all)s") % {"number": self.page, "all": HOW_MANY}
        self.cell(w=WIDTH, h=4, text=f"{self._title_below} – {number}")
        self.set_text_color(0)
        self._out("EMC")

    @cached_property
    def _title_below(self) -> str:
        """As much of the site's name and the title as the foot of a page holds, in the letters of the foot."""
        return next(iter(lines_of(f"Faire avec – {self._seen(self.document.title)}", width=140, measure=self._wide)))

    def head(self) -> None:
        """The kind of page, its title, who tells it, its sentence, its facts."""
        self.block(self.document.kind, style="B", after=1)
        self.heading(self.document.title, level=1)
        self.block(self.document.by, after=2)
        if self.document.summary:
            self.block(self.document.summary, style="B", bigger=1.1, after=2)
        for name, value in self.document.facts:
            self.block(f"{name} : {value}", after=0.4)
        self.y += 2

    def part(self, part: Part) -> None:
        """A title, and its texts: steps are numbered, words that somebody said are set in."""
        if part.title:
            self.heading(part.title, level=2)
        for number, text in enumerate(part.texts, start=1):
            for rank, paragraph in enumerate(paragraphs(self._seen(text))):
                label = f"{number}." if part.is_numbered and rank == 0 else ""
                inset = 7.0 if part.is_numbered or part.is_quoted else 0.0
                role = "/BlockQuote" if part.is_quoted else "/P"
                self.block(paragraph, inset=inset, label=label, role=role, after=1.6)
        self.y += 1.2

    def heading(self, text: str, *, level: int) -> None:
        """A title, never left alone at the bottom of a page, and its line in the outline."""
        size = self.size * (1.9 if level == 1 else 1.25)
        self._room(for_height=size * A_POINT * LEADING + 3 * self._line_height())
        if level > 1:
            self.y += 1
        self.start_section(letters.sayable(text), level=level - 1, strict=False)
        self.block(text, family="title", points=size, role=f"/H{level}", leading=1.15, after=1.2)

    def block(
        self,
        text: str,
        *,
        family: str = "text",
        style: str = "",
        points: float = 0,
        bigger: float = 1,
        inset: float = 0,
        label: str = "",
        role: str = "/P",
        leading: float = LEADING,
        after: float = 1.0,
    ) -> None:
        """A paragraph, over as many pages as it needs; millimetres."""
        self.set_font(family, style, points or self.size * bigger)
        height = self.font_size * leading
        lines = list(lines_of(self._seen(text), width=WIDTH - inset, measure=self._measure()))
        while lines:
            self._room(for_height=height)
            here = max(1, int((BOTTOM - self.y) / height))
            with self._tagged(role):
                for line in lines[:here]:
                    if label:
                        self.text(MARGIN, self.y + height * 0.75, label)
                        label = ""
                    self.text(MARGIN + inset, self.y + height * 0.75, line)
                    self.y += height
            lines = lines[here:]
        self.y += after

    def foot(self, foot: Foot) -> None:
        """Where the page is, with its code; whose it is; what may be done with it; as of when. Kept together."""
        squares = qr.squares(address=foot.address)
        side = max(QR_SIDE, SMALLEST_SQUARE * len(squares)) if squares else 0.0
        self.size = 9.5
        text = [_("Cette page est sur le site Faire avec :"), foot.owner, foot.licence]
        if foot.day:
            text.append(_("Texte du %(day)s.") % {"day": date_format(foot.day, "j F Y")})
        if self.has_boxes:
            text.append(_("□ : des lettres que ce document ne sait pas écrire ; elles sont sur la page du site."))
        self._room(for_height=max(side, 40.0) + 6)
        self.y += 2
        with self._artifact():
            self.line(MARGIN, self.y, PAGE_WIDTH - MARGIN, self.y)
        self.y += 4
        top, inset = self.y, side + 6 if side else 0.0
        self._squares(squares, side, foot.address)
        first, *others = text
        self.block(first, inset=inset, after=0)
        self._address(foot.address, inset)
        for line in others:
            self.block(line, inset=inset, after=0.6)
        self.y = max(self.y, top + side)

    def _address(self, address: str, inset: float) -> None:
        top = self.y
        self.block(address, style="B", inset=inset, after=1, role="/P")
        self.link(MARGIN + inset, top, WIDTH - inset, self.y - top, link=address, contents=address)

    def _squares(self, squares: list[list[bool]], side: float, address: str) -> None:
        if not squares:
            return
        square = side / len(squares)
        with self._tagged("/Figure", alt_text=_("QR code de l’adresse %(address)s") % {"address": address}):
            for row, line in enumerate(squares):
                for column, is_dark in enumerate(line):
                    if is_dark:  # a little larger than itself: no white hair between two
                        x, y = MARGIN + column * square, self.y + row * square
                        self.rect(x, y, square + 0.01, square + 0.01, style="F")

    def _room(self, *, for_height: float) -> None:
        """Go to the next page when this one has not that much left."""
        if self.y + for_height <= BOTTOM:
            return
        if self.page >= MOST_PAGES and not self.is_ending:
            raise TooLongError
        font = (self.font_family, self.font_style, self.font_size_pt)
        self.add_page()
        self.set_font(*font)

    def _line_height(self) -> float:
        return self.size * A_POINT * LEADING

    def _seen(self, text: str) -> str:
        drawn = letters.drawable(french(text))
        self.has_boxes = self.has_boxes or letters.BOX in drawn
        return drawn

    def _wide(self, text: str) -> float:
        return float(self.get_string_width(text))

    def _measure(self) -> Callable[[str], float]:
        """How wide a text is in the font of now; words come again and again."""
        return lru_cache(maxsize=4_000)(self._wide)

    @contextmanager
    def _tagged(self, role: str, alt_text: str | None = None) -> Iterator[None]:
        """What is written within is one piece of the tree that screen readers walk through.

        fpdf2 tags figures only: this is what it does for them, for any role (tests read the tree back).
        """
        mark = self._marks.get(self.page, 0)
        self._marks[self.page] = mark + 1
        self._add_marked_content(struct_type=role, mcid=mark, alt_text=alt_text)
        self._out(f"{role} <</MCID {mark}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def _artifact(self) -> Iterator[None]:
        """What is written within says nothing: readers of screens skip it."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")
