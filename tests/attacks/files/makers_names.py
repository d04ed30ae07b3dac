"""Sound little files under hostile names."""

from collections.abc import Callable

from tests.attacks.files.makers_pictures import painted


def picture() -> bytes:
    return painted("PNG", size=(8, 6))


MAKERS: dict[str, Callable[[], bytes]] = {
    "../../../etc/passwd.png": picture,
    "..\\..\\windows\\win.png": picture,
    "/etc/cron.d/a.png": picture,
    "a\r\nSet-Cookie: x=1\r\n.png": picture,
    "nul\x00.png": picture,
    f"{'a' * 240}.png": picture,
    f"{'é' * 240}.png": picture,
    f"{'a' * 3000}.png": picture,
    "renverse\u202egnp.exe": picture,
    "renverse\u202eexe.png": picture,
    "invisible\u200b\ufeff.png": picture,
    ".png": picture,
    "...": picture,
    "sans fin": picture,
    "deux.php.png": picture,
    "un flux.png::$DATA": picture,
    "%2e%2e%2f.png": picture,
    "CON.png": picture,
    "<script>alert(1)</script>.png": picture,
    "{{ 7*7 }}{% load x %}.png": picture,
    '"; filename="autre.exe': picture,
    "🥖🥖🥖.PNG": picture,
}
