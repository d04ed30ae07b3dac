"""Pictures that are broken, enormous or false: the name each is sent under, and the function that makes its bytes."""

import struct
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO

from PIL import Image, ImageCms

ORIENTATION, MAKER, ARTIST, PLACE = 0x0112, 0x010F, 0x013B, 0x8825
PNG_START = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<html><script>alert(1)</script></html>"


def painted(kind: str, mode: str = "RGB", size: tuple[int, int] = (96, 64), **options: object) -> bytes:
    """A sound picture whose points all differ, so that half a file is half a picture."""
    content = BytesIO()
    picture = Image.effect_noise(size, 60).convert(mode) if mode != "1" else Image.new("1", size, 1)
    picture.save(content, format=kind, **options)
    return content.getvalue()


def noted(kind: str, orientation: int = 6) -> bytes:
    """With the place, the telephone and the author noted, and taken on its side."""
    notes = Image.Exif()
    notes[MAKER], notes[ARTIST], notes[ORIENTATION] = "Telephone", "Nadia", orientation
    notes.get_ifd(PLACE)[1] = "N"
    return painted(kind, exif=notes)


def cut(content: bytes, *, keep: float = 0.6, short_of: int = 0) -> bytes:
    """The beginning of a file: a share of it, or all but the last bytes."""
    return content[:-short_of] if short_of else content[: int(len(content) * keep)]


def chunk(name: bytes, data: bytes) -> bytes:
    """One piece of a PNG, with its length and its sum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *, depth: int = 8, colour: int = 0, data: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG written by hand: its header may announce anything."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG_START + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")


def announced(content: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header says another size than its data."""
    for marker in (b"\xff\xc0", b"\xff\xc2"):
        at = content.find(marker)
        if at > 0:
            return content[: at + 5] + struct.pack(">HH", height, width) + content[at + 9 :]
    raise ValueError("no header")


def animated_gif(width: int, height: int, frames: int) -> bytes:
    """Frames of one point each, in a canvas of any size."""
    start = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    frame = (
        b"\x21\xf9\x04\x04\x0a\x00\x00\x00" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    )
    return start + frame * frames + b"\x3b"


def two_pictures() -> bytes:
    """What some telephones write: a second JPEG behind the first."""
    content = BytesIO()
    first, second = (Image.new("RGB", (40, 30), colour) for colour in ("teal", "red"))
    first.save(content, format="MPO", save_all=True, append_images=[second])
    return content.getvalue()


def palette_with_transparency() -> bytes:
    content = BytesIO()
    picture = Image.effect_noise((40, 30), 60).convert("P")
    picture.save(content, format="PNG", transparency=0)
    return content.getvalue()


def animated(kind: str) -> bytes:
    content = BytesIO()
    frames = [Image.new("RGB", (32, 24), (tone, 0, 0)) for tone in range(0, 250, 25)]
    frames[0].save(content, format=kind, save_all=True, append_images=frames[1:])
    return content.getvalue()


def text_bomb() -> bytes:
    """A note of a few kilobytes that unfolds into a hundred megabytes."""
    packed = zlib.compress(b"\x00" * 100_000_000, 1)
    return png(4, 4, data=b"\x00" * 20, extra=chunk(b"iTXt", b"Comment\x00\x01\x00fr\x00\x00" + packed))


def profile_bomb() -> bytes:
    packed = zlib.compress(b"\x00" * 50_000_000, 1)
    return png(4, 4, data=b"\x00" * 20, extra=chunk(b"iCCP", b"profil\x00\x00" + packed))


def scanned_again(times: int) -> bytes:
    """A progressive JPEG of fifty million points whose last pass comes again and again."""
    content = painted_in_one_tone(size=(8192, 6144))
    last_pass = content[content.rfind(b"\xff\xda") : -2]
    return content[:-2] + last_pass * times + content[-2:]


def painted_in_one_tone(*, size: tuple[int, int]) -> bytes:
    content = BytesIO()
    Image.new("L", size).save(content, format="JPEG", progressive=True)
    return content.getvalue()


def wrong_sum() -> bytes:
    sound = painted("PNG")
    at = sound.find(b"IDAT") + 8
    return sound[:at] + bytes([sound[at] ^ 0xFF]) + sound[at + 1 :]


def in_the_middle(content: bytes) -> bytes:
    """A hundred bytes replaced by zeros, half-way."""
    at = len(content) // 2
    return content[:at] + b"\x00" * 100 + content[at + 100 :]


JPEG, PNG, WEBP, GIF = (
    partial(painted, "JPEG"),
    partial(painted, "PNG"),
    partial(painted, "WEBP"),
    partial(painted, "GIF"),
)
SRGB = partial(lambda: ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())

MAKERS: dict[str, Callable[[], bytes]] = {
    "coupee au tiers.jpg": lambda: cut(JPEG(), keep=0.33),
    "coupee aux deux tiers.jpg": lambda: cut(JPEG(), keep=0.66),
    "dix octets de moins.jpg": lambda: cut(JPEG(), short_of=10),
    "deux octets de moins.jpg": lambda: cut(JPEG(), short_of=2),
    "coupee avec notes.jpg": lambda: cut(noted("JPEG")),
    "progressive coupee.jpg": lambda: cut(JPEG(progressive=True)),
    "un en-tete seul.jpg": lambda: cut(JPEG(), keep=0.2),
    "des zeros au milieu.jpg": lambda: in_the_middle(JPEG()),
    "progressive.jpg": lambda: JPEG(progressive=True),
    "lue deux mille fois.jpg": lambda: scanned_again(2000),
    "quatre encres.jpg": lambda: JPEG("CMYK"),
    "grise.jpeg": lambda: JPEG("L"),
    "deux images.jpg": two_pictures,
    "sens impossible.jpg": lambda: noted("JPEG", 99),
    "couchee.jpg": lambda: noted("JPEG", 6),
    "profil casse.jpg": lambda: JPEG(icc_profile=b"\x00" * 200),
    "profil coupe.jpg": lambda: JPEG(icc_profile=cut(SRGB())),
    "annonce 12000 x 9000.jpg": lambda: announced(JPEG(), 12_000, 9_000),
    "annonce 65000 x 65000.jpg": lambda: announced(JPEG(), 65_000, 65_000),
    "annonce zero.jpg": lambda: announced(JPEG(), 0, 0),
    "et une page.jpg": lambda: JPEG() + SCRIPT,
    "et une archive.jpg": lambda: JPEG() + b"PK\x05\x06" + b"\x00" * 18,
    "en fait un png.jpg": lambda: PNG(),
    "en fait un heic.jpg": lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 400,
    "en fait un dessin.jpg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "en fait une page.jpg": lambda: SCRIPT,
    "en fait un pdf.jpg": lambda: b"%PDF-1.4\n%%EOF",
    "vide.jpg": lambda: b"",
    "un octet.jpg": lambda: b"\xff",
    "deux octets.jpg": lambda: b"\xff\xd8",
    "coupee.png": lambda: cut(PNG()),
    "sans sa fin.png": lambda: cut(PNG(), short_of=12),
    "somme fausse.png": wrong_sum,
    "zero de large.png": lambda: png(0, 10),
    "60000 x 60000.png": lambda: png(60_000, 60_000, depth=1, data=b"\x00" * 1000),
    "quatre milliards.png": lambda: png(0xFFFFFFFF, 0xFFFFFFFF),
    "108 millions de points.png": lambda: png(12_000, 9_000, depth=1, data=b"\x00" * 1501 * 9_000),
    "seize bits.png": lambda: png(8, 8, depth=16, data=b"\x00" * 17 * 8),
    "seize bits en couleurs.png": lambda: png(8, 8, depth=16, colour=2, data=b"\x00" * 49 * 8),
    "profondeur impossible.png": lambda: png(8, 8, depth=7, data=b"\x00" * 100),
    "palette transparente.png": palette_with_transparency,
    "un bit.png": lambda: PNG("1"),
    "note geante.png": text_bomb,
    "profil geant.png": profile_bomb,
    "donnees de trop.png": lambda: PNG() + b"\x00" * 5000,
    "entrelacee.png": lambda: PNG("RGBA"),
    "animee.png": lambda: animated("PNG"),
    "coupee.webp": lambda: cut(WEBP()),
    "coupee sans perte.webp": lambda: cut(WEBP(lossless=True)),
    "animee.webp": lambda: animated("WEBP"),
    "un en-tete seul.webp": lambda: b"RIFF\xff\xff\xff\x7fWEBPVP8 ",
    "notee.webp": lambda: noted("WEBP"),
    "coupee.gif": lambda: cut(GIF()),
    "geante et animee.gif": lambda: animated_gif(60_000, 60_000, 2000),
    "animee.gif": lambda: animated("GIF"),
    "coupee.avif": lambda: cut(painted("AVIF")),
    "entiere.avif": lambda: painted("AVIF", "RGBA"),
    "coupee.heic": lambda: cut(painted("HEIF")),
    "entiere.heic": lambda: painted("HEIF"),
    "un tiff.tif": lambda: painted("TIFF"),
    "un tiff.jpg": lambda: painted("TIFF"),
    "un bmp.bmp": lambda: painted("BMP"),
    "une icone.ico": lambda: painted("ICO", size=(32, 32)),
    "un dessin.svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
}
