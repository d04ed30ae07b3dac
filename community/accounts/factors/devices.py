"""What a browser says it is, in the words of whoever holds it."""

from django.utils.translation import gettext as _

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
)
OTHERS = (("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # most call themselves these too: asked last


def device_of(user_agent: str) -> str:
    """« Téléphone Android, Firefox »; what is not recognised is an « Appareil », without guessing."""
    machine = _machine(user_agent)
    browser = next((name for sign, name in (*BROWSERS, *OTHERS) if sign in user_agent), "")
    return f"{machine}, {browser}" if browser else machine


def _machine(user_agent: str) -> str:
    if "iPhone" in user_agent:
        return _("iPhone")
    if "iPad" in user_agent:
        return _("iPad")
    if "Android" in user_agent:
        return _("Téléphone Android") if "Mobile" in user_agent else _("Tablette Android")
    if "Windows" in user_agent:
        return _("Ordinateur Windows")
    if "Macintosh" in user_agent:
        return _("Mac")
    if "Linux" in user_agent or "CrOS" in user_agent:
        return _("Ordinateur Linux")
    return _("Appareil")
