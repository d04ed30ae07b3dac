"""The colours of the one style sheet: every text keeps 4.5:1 on every ground it is written on."""

import re

import pytest
from django.conf import settings

SHEET = (settings.ROOT / "static" / "css" / "site.css").read_text()
COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", SHEET)) | {"white": "#ffffff", "footer-link": "#ffd9b3"}
GROUNDS = ("paper", "card", "wash", "warn-wash", "good-wash", "bad-wash")
PAIRS = [
    *[(text, ground) for text in ("ink", "soft-ink", "accent") for ground in GROUNDS],
    *[("white", ground) for ground in ("accent", "accent-deep", "bad")],
    ("good", "good-wash"), ("warn", "warn-wash"), ("bad", "bad-wash"), ("bad", "paper"), ("bad", "card"),
    ("footer-link", "ink"), ("paper", "ink"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.1 defines it."""
    channels = [int(COLOURS[colour][start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_a_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("ground", ["card", "paper", "wash"])
def test_the_edge_of_a_field_can_be_seen(ground: str) -> None:
    assert contrast("field-line", ground) >= 3
