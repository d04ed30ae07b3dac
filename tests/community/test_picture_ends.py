"""What a picture hides behind its own end goes, even when the file ends as a picture does."""

from io import BytesIO
from random import Random
from typing import Any
from zlib import crc32

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from community.files.documents import photographs
from community.files.pictures import tidy

KINDS = ["JPEG", "PNG", "WEBP", "GIF"]


def noise(kind: str, side: int, *, mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose data holds all bytes."""
    content = BytesIO()
    points = Random(side).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), points).convert(mode).save(content, format=kind, **options)
    return content.getvalue()


def cropped_over(kind: str) -> bytes:
    """As a tool saved it that writes the cropped picture over the former one, and forgets to cut the file."""
    former, cropped = noise(kind, 120), noise(kind, 30)
    return cropped + former[len(cropped) :]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("behind", [cropped_over, lambda kind: noise(kind, 30) + noise(kind, 120)])
def test_another_picture_behind_the_end_goes(kind: str, behind: Any) -> None:
    sent = behind(kind)
    kept = tidy(ContentFile(sent, name=f"a.{kind.lower()}"))
    assert kept is not None
    assert sent[-100:] not in kept.read()


def test_a_part_that_no_reader_draws_goes() -> None:
    part = b"prVW" + b"lieu"
    said = (4).to_bytes(4, "big") + part + crc32(part).to_bytes(4, "big")
    plain = noise("PNG", 30)
    kept = tidy(ContentFile(plain[:33] + said + plain[33:], name="a.png"))
    assert kept is not None
    assert b"lieu" not in kept.read()


@pytest.mark.parametrize(
    "sent",
    [
        *(noise(kind, 60) for kind in KINDS),
        noise("JPEG", 60, progressive=True),
        noise("JPEG", 60, restart_marker_blocks=2),
        *(noise("JPEG", 60, mode=mode) for mode in ("L", "CMYK")),
        *(noise("PNG", 60, mode=mode) for mode in ("P", "RGBA", "L", "1")),
        noise("PNG", 60, mode="P", transparency=0),
        noise("GIF", 60, mode="P", transparency=0),
        noise("WEBP", 60, lossless=True),
        noise("WEBP", 61, mode="RGBA"),
    ],
)
def test_a_picture_alone_in_its_file_is_kept_to_the_byte(sent: bytes) -> None:
    assert tidy(ContentFile(sent, name="a")) is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_tidied_has_nothing_to_tidy(kind: str) -> None:
    once = tidy(ContentFile(cropped_over(kind), name="a"))
    assert once is not None
    assert tidy(ContentFile(once.read(), name="a")) is None


def test_a_photograph_of_a_document_ends_at_its_first_end() -> None:
    assert photographs.without_notes(noise("JPEG", 30) + noise("JPEG", 120)) == noise("JPEG", 30)
