"""`make screens`: twelve pictures of the demonstration for docs/screens/, desk and telephone, light and dark."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.conftest import ROOT, Site
from tests.proof.expected import FILM, PICTURED

FOLDER = ROOT / "docs" / "screens"
HEAVIEST = 150_000  # bytes each
SCREENS = {"desk": (1280, 900, 1), "phone": (390, 844, 2)}
SHOWN = {
    "front": ("/", [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]),
    "search": ("/recherche/?q=accueillir+les+nouveaux", [("desk", "light"), ("phone", "light")]),
    "sheet": (PICTURED, [("desk", "light"), ("phone", "light"), ("phone", "dark")]),
    "testimonial": (FILM, [("desk", "dark"), ("phone", "light")]),
    "structure": ("/structures/cafe-la-bascule/", [("desk", "light")]),
}
PICTURES = [(name, *how) for name, (_address, hows) in SHOWN.items() for how in hows]


@pytest.mark.parametrize(("name", "screen", "scheme"), PICTURES)
def test_draw(name: str, screen: str, scheme: str, demo_site: Site, browser: Browser) -> None:
    width, height, density = SCREENS[screen]
    context = browser.new_context(
        base_url=demo_site.url,
        locale="fr-FR",
        viewport={"width": width, "height": height},
        device_scale_factor=density,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(SHOWN[name][0], wait_until="networkidle")
    page.evaluate("() => document.fonts.ready")
    keep(page.screenshot(), FOLDER / f"{name}-{screen}-{scheme}.webp")
    context.close()


def keep(picture: bytes, path: Path) -> None:
    """As WebP, as fine as its weight allows."""
    path.parent.mkdir(exist_ok=True)
    for quality in (90, 80, 70, 60):
        made = io.BytesIO()
        Image.open(io.BytesIO(picture)).save(made, "WEBP", quality=quality, method=6)
        if len(made.getvalue()) <= HEAVIEST:
            break
    assert len(made.getvalue()) <= HEAVIEST, f"{path.name} is heavier than {HEAVIEST} bytes"
    path.write_bytes(made.getvalue())
