"""The address of a page as a QR code, for whoever holds the paper and a telephone. The only door to segno."""

from functools import lru_cache

import segno
from segno.encoder import DataOverflowError

QUIET = 2  # light squares around, of the four that the norm asks for: paper is white beyond


def squares(*, address: str) -> list[list[bool]]:
    """The code, row by row: whether each square is dark. Nothing for an address that is too long (2 331 letters)."""
    code = _code(address)
    return [[bool(square) for square in row] for row in code.matrix] if code else []


@lru_cache(maxsize=1_000)  # 5 kB each; drawing one takes a tenth of the time of its page
def drawing(*, address: str) -> str:
    """The code as SVG, for a page: without a size, a colour or a style of its own. Empty where none can hold it."""
    return drawing_of_a_secret(address=address)


def drawing_of_a_secret(*, address: str) -> str:
    """The same, of an address that is shown once: no memory keeps it."""
    code = _code(address)
    return str(code.svg_inline(border=QUIET, omitsize=True, svgclass=None, lineclass=None)) if code else ""


def _code(address: str) -> segno.QRCode | None:
    try:
        # « m » : it is read with 15 % of it folded, stained or badly copied.
        return segno.make_qr(address, error="m", boost_error=False)
    except DataOverflowError:
        return None
