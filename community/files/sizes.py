"""The sizes in which pages show a picture, said once: what is prepared beforehand is exactly what is asked for."""

from dataclasses import dataclass, replace
from typing import Self

FORMATS = ("avif", "webp")  # the lightest first: browsers take the first that they know
SHOWN_BY_ALL = "webp"


@dataclass(frozen=True)
class Sizes:
    """How a picture is cut in one place of the pages, in Wagtail's words, the narrowest first."""

    cuts: tuple[str, ...]

    @property
    def specs(self) -> tuple[str, ...]:
        """What Wagtail calls each of these files."""
        return tuple(spec_of(cut, kind) for kind in FORMATS for cut in self.cuts)


def spec_of(cut: str, kind: str) -> str:
    """The name of one cut in one format."""
    return f"{cut}|format-{kind}"


ON_A_CARD = Sizes(("fill-400x225", "fill-800x450"))
ON_A_PAGE = Sizes(("width-480", "width-960"))  # the widest of our pages shows 960 points
AS_A_LOGO = Sizes(("max-120x120", "max-240x240"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """What `components/picture.html` writes: addresses with their widths, and the size that keeps its place.

    `alt` is empty where the words beside the picture say as much (on a card).
    """

    src: str
    width: int
    height: int
    avif: str
    webp: str
    alt: str = ""

    def described(self, alt: str) -> Self:
        """The same picture, with what it shows in words."""
        return replace(self, alt=alt)
