"""The PDF of a page: made once for what the public reads, each time for what only some read."""

from functools import cache
from pathlib import Path

from wagtail.models import Page

import community.paper
from community import made
from community.paper.document import Printout
from community.visibility import visible_to

KIND = "pdf"


def pdf_of(*, document: Printout, pk: int, is_public: bool) -> bytes:
    """The bytes of the PDF. What is not public is never kept: it would outlive the right to read it."""
    if not is_public:
        return _written(document)
    mark = made.mark_of(document, _version())
    return made.made_once(kind=KIND, of=f"page-{pk}", mark=mark, make=lambda: _written(document))


def forget_what_nobody_reads() -> int:
    """Erase the PDFs of pages that the public does not read any more, and those that nobody asked for lately."""
    keys = [int(of.removeprefix("page-")) for of, _place in made.kept_of(kind=KIND) if of.startswith("page-")]
    still = visible_to(Page.objects.filter(pk__in=keys).order_by(), None).values_list("pk", flat=True)
    return made.forget(kind=KIND, still={f"page-{pk}" for pk in still})


def _written(document: Printout) -> bytes:
    from community.paper import pdf  # its library takes half a second to open: when somebody first asks

    return pdf.written(document)


@cache
def _version() -> str:
    room = Path(community.paper.__file__).parent
    return made.version_of(*room.glob("*.py"), *room.glob("fonts/*.ttf"))
