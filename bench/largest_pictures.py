"""The heaviest pictures that the doors accept, of each kind, made to weigh little and to cost much."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image

WIDE, SQUARE = (8192, 6144), (7090, 7090)  # 50 million points: as telephones take them, and without a side to halve
SEE_THROUGH, FOUR_INKS = (6200, 4700), (7100, 5350)  # 29 and 38 millions
WEBP, GIF = (5000, 3790), (7400, 5700)  # 19 and 42
ON_ITS_SIDE = 6


def make(folder: Path, /) -> dict[str, Path]:
    """Write them all; what each is → its file."""
    files: dict[str, Path] = {}
    for what, (ending, write) in KINDS.items():
        files[what] = folder / f"{len(files)}.{ending}"
        write(files[what])
    return files


def _write(path: Path, *, size: tuple[int, int], mode: str = "RGB", **options: object) -> None:
    """Large squares of colour: few bytes, and as many points as any photograph."""
    squares = Image.effect_noise((size[0] // 64, size[1] // 64), 60).convert("RGB").convert(mode)
    squares.resize(size, Image.Resampling.NEAREST).save(path, **options)


def _noted(path: Path, *, size: tuple[int, int]) -> None:
    """With a camera's notes, and to be set upright: what takes the most copies."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = ON_ITS_SIDE, "Telephone"
    _write(path, size=size, exif=notes, quality=60)


KINDS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "JPEG of a telephone, on its side": ("jpg", partial(_noted, size=WIDE)),
    "JPEG, square": ("jpg", partial(_noted, size=SQUARE)),
    "JPEG, progressive": ("jpg", partial(_write, size=WIDE, progressive=True, subsampling=0, quality=60)),
    "JPEG, progressive, four inks": ("jpg", partial(_write, size=FOUR_INKS, mode="CMYK", progressive=True)),
    "PNG": ("png", partial(_write, size=WIDE)),
    "PNG, seen through": ("png", partial(_write, size=SEE_THROUGH, mode="RGBA")),
    "PNG, 256 colours, seen through": ("png", partial(_write, size=SEE_THROUGH, mode="P", transparency=0)),
    "WebP": ("webp", partial(_write, size=WEBP, method=0)),
    "GIF (the admin only)": ("gif", partial(_write, size=GIF, mode="P")),
}
