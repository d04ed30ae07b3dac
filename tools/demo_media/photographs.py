"""The drawn photographs of four demo sheets and the drawn logos of four structures: flat shapes, as cut out of paper.

Run it from the root of the project, after changing a drawing; it needs the Debian package fonts-dejavu-core:

    .venv/bin/python -m tools.demo_media.photographs
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from home.demo.source import MEDIA
from tools.demo_media.drawing import (
    BARK,
    HEIGHT,
    SKINS,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    draw_arm,
    draw_cup,
    draw_person,
)
from tools.demo_media.scenes import MARK

BRICK, SUN, LEAF, BLUE = "#C2451E", "#E3A31F", "#2C7A57", "#2B58A6"
PEACH, STRAW, MINT, MIST = "#F2C9B4", "#F8E1A6", "#CFE3D3", "#CFE0EE"
PAPER, DARK = "#FBF6EC", "#241C15"
LOGO_SIZE: Final = 240
QUALITY: Final = 80

Draw = Callable[[Canvas], None]


def draw_basket(canvas: Canvas) -> None:
    """A crate of vegetables on a scale, the notebook where it is ticked, and the hands of two people."""
    canvas.disc(x=480, y=330, radius=330, fill=STRAW)
    canvas.box(x=0, y=430, width=WIDTH, height=HEIGHT, fill=WOOD)
    for x, tall in ((330, 190), (372, 230), (412, 205)):
        canvas.box(x=x, y=310 - tall, width=26, height=tall + 30, fill=PAPER, radius=12)
        for side in (-1, 1):
            tip = (x + 13 + side * 46, 310 - tall - 44)
            canvas.shape(points=((x + 2, 330 - tall), tip, (x + 24, 350 - tall)), fill=LEAF)
    canvas.disc(x=520, y=250, radius=86, fill=LEAF)
    canvas.disc(x=520, y=258, radius=60, fill="#6FA583")
    canvas.arc(x=520, y=262, radius=34, start=200, end=340, fill=MINT, width=8)
    for x, lean in ((610, 30), (650, 54), (684, 84)):
        canvas.shape(points=((x - 22, 320), (x + lean, 150), (x + 24, 320)), fill=BRICK)
        for leaf in (-16, 0, 16):
            canvas.stroke(points=((x + lean, 156), (x + lean + leaf, 110)), fill=LEAF, width=9)
    for row in range(3):
        canvas.box(x=296, y=296 + row * 44, width=400, height=34, fill=BARK if row % 2 else "#8F5C37", radius=6)
    for x in (306, 656):
        canvas.box(x=x, y=290, width=30, height=130, fill="#6B4526", radius=5)
    canvas.box(x=270, y=424, width=452, height=26, fill=DARK, radius=12)
    canvas.box(x=420, y=448, width=152, height=70, fill=BLUE, radius=14)
    canvas.disc(x=496, y=484, radius=27, fill=PAPER)
    canvas.stroke(points=((496, 484), (510, 468)), fill=BRICK, width=5)
    canvas.shape(points=((748, 452), (884, 438), (902, 520), (760, 534)), fill=PAPER)
    for line in range(3):
        canvas.stroke(points=((772, 468 + line * 19), (872, 458 + line * 19)), fill=SUN, width=5)
    draw_arm(canvas, points=((0, 250), (130, 330), (300, 340)), sleeve=BLUE, skin=SKINS[1])
    draw_arm(canvas, points=((WIDTH, 180), (830, 290), (700, 352)), sleeve=SUN, skin=SKINS[0])


def draw_podcast(canvas: Canvas) -> None:
    """Two people with headphones, a microphone between them, and the waves of what is said."""
    for ring, colour in ((330, MIST), (240, "#E3EDF5"), (150, PAPER)):
        canvas.disc(x=480, y=300, radius=ring, fill=colour)
    for x, skin, hair, clothes, long_hair in (
        (200, SKINS[3], DARK, SUN, True),
        (760, SKINS[0], "#B9AFA5", LEAF, False),
    ):
        draw_person(canvas, x=x, y=236, skin=skin, hair=hair, clothes=clothes, long_hair=long_hair)
        canvas.arc(x=x, y=232, radius=60, start=180, end=360, fill=BRICK, width=13)
        for side in (-54, 54):
            canvas.box(x=x + side - 14, y=216, width=28, height=48, fill=BRICK, radius=12)
    canvas.box(x=0, y=440, width=WIDTH, height=HEIGHT, fill=WOOD)
    canvas.box(x=468, y=330, width=24, height=120, fill=DARK)
    canvas.box(x=400, y=436, width=160, height=26, fill=DARK, radius=13)
    canvas.arc(x=480, y=262, radius=76, start=20, end=160, fill=DARK, width=14)
    canvas.box(x=432, y=140, width=96, height=170, fill=BRICK, radius=48)
    for line in range(4):
        canvas.box(x=448, y=176 + line * 26, width=64, height=9, fill=PEACH, radius=4)
    for side, reach in ((-1, 104), (1, 104), (-1, 142), (1, 142)):
        start, end = (150, 210) if side < 0 else (-30, 30)
        canvas.arc(x=480, y=226, radius=reach, start=start, end=end, fill=BLUE, width=11)
    draw_cup(canvas, x=330, y=478, fill=BLUE, moment=1.0)
    draw_cup(canvas, x=640, y=478, fill=SUN, moment=2.2)


def draw_kitchen(canvas: Canvas) -> None:
    """A worktop seen from above: boards, knives, rounds of carrot, a slate, and hands that peel."""
    canvas.box(x=90, y=70, width=350, height=230, fill=WOOD, radius=22)
    canvas.box(x=520, y=240, width=350, height=230, fill="#C98E5C", radius=22)
    for index in range(7):
        canvas.disc(x=150 + index % 4 * 62, y=130 + index // 4 * 64, radius=25, fill=BRICK)
        canvas.disc(x=150 + index % 4 * 62, y=130 + index // 4 * 64, radius=13, fill="#DE7A4C")
    canvas.box(x=330, y=196, width=150, height=24, fill=MIST, radius=10)
    canvas.box(x=470, y=192, width=90, height=32, fill=DARK, radius=12)
    for index in range(6):
        x, y = 590 + index % 3 * 96, 300 + index // 3 * 96
        canvas.disc(x=x, y=y, radius=40, fill=LEAF)
        canvas.disc(x=x, y=y, radius=26, fill="#6FA583")
        canvas.disc(x=x, y=y, radius=11, fill=MINT)
    canvas.box(x=560, y=40, width=320, height=160, fill=BARK, radius=14)
    canvas.box(x=576, y=56, width=288, height=128, fill=DARK, radius=6)
    for line, wide in enumerate((190, 232, 150)):
        canvas.box(x=600, y=80 + line * 32, width=wide, height=10, fill=STRAW, radius=5)
        canvas.disc(x=848 - line * 20, y=85 + line * 32, radius=6, fill=SUN)
    canvas.disc(x=260, y=430, radius=104, fill=BLUE)
    canvas.disc(x=260, y=430, radius=82, fill=MIST)
    for turn in range(5):
        across, down = 260 + 40 * math.cos(turn * 1.3), 430 + 40 * math.sin(turn * 1.3)
        canvas.arc(x=across, y=down, radius=24, start=turn * 70, end=turn * 70 + 230, fill=SUN, width=12)
    draw_arm(canvas, points=((0, 60), (60, 180), (150, 214)), sleeve=SUN, skin=SKINS[2])
    draw_arm(canvas, points=((430, HEIGHT), (470, 470), (560, 410)), sleeve=BRICK, skin=SKINS[3])
    draw_arm(canvas, points=((WIDTH, 520), (900, 450), (820, 400)), sleeve=LEAF, skin=SKINS[0])


def draw_vote(canvas: Canvas) -> None:
    """Raised hands of many people, some with a card: a decision taken together."""
    canvas.disc(x=480, y=560, radius=400, fill=SUN)
    hands = (
        (120, 230, BLUE),
        (260, 150, BRICK),
        (400, 210, LEAF),
        (540, 130, DARK),
        (680, 200, BRICK),
        (820, 170, BLUE),
    )
    for number, (x, top, sleeve) in enumerate(hands):
        skin = SKINS[number % 4]
        canvas.stroke(points=((x + (number % 3 - 1) * 30, HEIGHT + 30), (x, top + 120)), fill=sleeve, width=64)
        canvas.stroke(points=((x, top + 110), (x, top + 60)), fill=skin, width=40)
        canvas.disc(x=x, y=top + 44, radius=36, fill=skin)
        for finger in range(4):
            tip = (x - 30 + finger * 20, top - 26 + abs(finger - 1.4) * 8)
            canvas.stroke(points=((x - 24 + finger * 16, top + 30), tip), fill=skin, width=15)
        canvas.stroke(points=((x + 30, top + 46), (x + 56, top + 22)), fill=skin, width=15)


def draw_garden(canvas: Canvas) -> None:
    """Rows of leeks and cabbages, a greenhouse, the sun, and two people over one notebook."""
    canvas.disc(x=780, y=130, radius=76, fill=SUN)
    canvas.slice(x=250, y=300, radius=210, start=180, end=360, fill=WHITE)
    for spoke in range(1, 6):
        angle = math.pi + spoke * math.pi / 6
        canvas.stroke(
            points=((250, 300), (250 + 206 * math.cos(angle), 300 + 206 * math.sin(angle))), fill=MIST, width=7
        )
    canvas.arc(x=250, y=300, radius=212, start=180, end=360, fill=BLUE, width=12)
    canvas.box(x=0, y=296, width=WIDTH, height=HEIGHT, fill=LEAF)
    for row in range(4):
        y = 330 + row * 62
        canvas.box(x=0, y=y + 14, width=WIDTH, height=26, fill=BARK)
        for place in range(13):
            x = place * 78 + row % 2 * 34
            if row % 2:
                canvas.disc(x=x, y=y + 10, radius=25, fill="#6FA583")
                canvas.disc(x=x, y=y + 10, radius=13, fill=MINT)
            else:
                for side in (-15, 0, 15):
                    canvas.stroke(points=((x, y + 22), (x + side, y - 20)), fill=MINT, width=8)
    draw_person(canvas, x=520, y=226, skin=SKINS[3], hair=DARK, clothes=BRICK)
    draw_person(canvas, x=690, y=240, skin=SKINS[0], hair="#A65B32", clothes=BLUE, long_hair=True)
    canvas.shape(points=((562, 372), (606, 384), (650, 372), (650, 446), (606, 458), (562, 446)), fill=PAPER)
    canvas.stroke(points=((606, 386), (606, 456)), fill=SUN, width=5)
    draw_arm(canvas, points=((478, 320), (500, 410), (566, 424)), sleeve=BRICK, skin=SKINS[3])
    draw_arm(canvas, points=((738, 330), (724, 416), (646, 424)), sleeve=BLUE, skin=SKINS[0])


def draw_scales(canvas: Canvas) -> None:
    """Café La Bascule: a cup that leans."""
    canvas.disc(x=480, y=270, radius=250, fill=BRICK)
    canvas.shape(points=((340, 190), (630, 130), (606, 350), (430, 390)), fill=PAPER)
    canvas.arc(x=628, y=226, radius=52, start=-110, end=100, fill=PAPER, width=24)
    canvas.stroke(points=((330, 446), (650, 380)), fill=STRAW, width=26)


def draw_sprout(canvas: Canvas) -> None:
    """Jardin de la Grande Buse: a shoot with two leaves before the sun."""
    canvas.disc(x=480, y=270, radius=250, fill=STRAW)
    canvas.disc(x=480, y=200, radius=84, fill=SUN)
    canvas.stroke(points=((480, 470), (480, 250)), fill=LEAF, width=26)
    canvas.slice(x=480, y=330, radius=170, start=180, end=270, fill=LEAF)
    canvas.slice(x=480, y=410, radius=150, start=270, end=360, fill="#3F9A6E")


def draw_turn(canvas: Canvas) -> None:
    """Ressourcerie Le Second Tour: an arrow that comes round again."""
    canvas.disc(x=480, y=270, radius=250, fill=BLUE)
    canvas.arc(x=480, y=270, radius=160, start=-40, end=250, fill=PAPER, width=56)
    canvas.shape(points=((402, 56), (448, 184), (524, 84)), fill=SUN)
    canvas.disc(x=480, y=270, radius=44, fill=SUN)


def draw_winds(canvas: Canvas) -> None:
    """Centre social Les Quatre Vents: four sails around one house."""
    canvas.disc(x=480, y=270, radius=250, fill=MINT)
    for quarter, colour in enumerate((BRICK, SUN, LEAF, BLUE)):
        angle = quarter * math.pi / 2 + 0.5
        x, y = 480 + 118 * math.cos(angle), 270 + 118 * math.sin(angle)
        canvas.slice(x=x, y=y, radius=112, start=quarter * 90 - 20, end=quarter * 90 + 160, fill=colour)
    canvas.disc(x=480, y=270, radius=40, fill=DARK)


PHOTOGRAPHS: Final[Mapping[str, tuple[str, Draw]]] = {
    "t02": (MINT, draw_basket),
    "t09": (PEACH, draw_podcast),
    "t10": (PEACH, draw_kitchen),
    "t10-vote": (STRAW, draw_vote),
    "t18": (MIST, draw_garden),
}
LOGOS: Final[Mapping[str, Draw]] = {
    "cafe-la-bascule": draw_scales,
    "jardin-de-la-grande-buse": draw_sprout,
    "ressourcerie-le-second-tour": draw_turn,
    "centre-social-les-quatre-vents": draw_winds,
}


def main() -> None:
    """Writes them all in `home/demo/media/`."""
    for name, (background, draw) in PHOTOGRAPHS.items():
        canvas = Canvas(background=background)
        draw(canvas)
        canvas.label(text=MARK, is_still=True)
        canvas.finished(width=WIDTH, height=HEIGHT).save(MEDIA / f"{name}.webp", quality=QUALITY, method=6)
    for name, draw in LOGOS.items():
        canvas = Canvas(background=WHITE)
        draw(canvas)
        edge = (WIDTH - HEIGHT) // 2
        square = canvas.finished(width=WIDTH, height=HEIGHT).crop((edge, 0, WIDTH - edge, HEIGHT))
        square.resize((LOGO_SIZE, LOGO_SIZE)).quantize(48).save(MEDIA / f"logo-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
