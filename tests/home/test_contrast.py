"""The colours of both themes: every text keeps 4.5:1 on every ground it is written on, every edge 3:1."""

import re

import pytest
from django.conf import settings

SHEET = (settings.ROOT / "static" / "css" / "tokens.css").read_text()
BOTH = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\);", SHEET))
SAME = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", SHEET))
SHAPES = ("arch", "flower", "leaf", "pebbles", "moon", "waves", "ladder", "star")
TINTS = tuple(f"{shape}-tint" for shape in SHAPES)
GROUNDS = ("paper", "card", "wash", "warn-wash", "good-wash", "bad-wash")
PAIRS = [
    *[(text, ground) for text in ("ink", "soft-ink", "action") for ground in GROUNDS],
    *[("ink", ground) for ground in (*TINTS, "lit")],
    *[("action", ground) for ground in TINTS],  # a link in the band at the head of a page
    *[("on-action", ground) for ground in ("action", "action-deep")],
    ("good", "good-wash"), ("warn", "warn-wash"), ("bad", "bad-wash"), ("bad", "paper"), ("bad", "card"),
    *[(text, "night") for text in ("on-night", "soft-on-night", "night-action")],
    ("on-night-action", "night-action"),
]  # fmt: skip


def colour(name: str, theme: int) -> str:
    return BOTH[name].split(", ")[theme] if name in BOTH else SAME[name]


def luminance(value: str) -> float:
    """Relative luminance, as WCAG 2.1 defines it."""
    channels = [int(value[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_a_text_can_be_read(text: str, ground: str, theme: int) -> None:
    assert contrast(colour(text, theme), colour(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["card", "paper", "wash"])
def test_the_edge_of_a_field_can_be_seen(ground: str, theme: int) -> None:
    assert contrast(colour("field-line", theme), colour(ground, theme)) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_number_of_a_step_can_be_read(theme: int) -> None:
    """Large and bold: 3:1."""
    assert contrast(("#ffffff", "#1b1511")[theme], colour("arch-ink", theme)) >= 3
