"""Telling a robot from a person in a hurry, without a captcha: nobody is refused, at worst they are asked again.

A robot fills every field, and answers before the page could be read. So may a browser that fills fields by itself, or
a slow telephone: then the form comes back as it was typed, and the next press sends it.
"""

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.crypto import get_random_string

SALT = "community.requests.hurry"
LEAST_SECONDS = 3
MOST_SECONDS = 2 * 24 * 3600  # a form left open since: its press is asked once more, for the stamp could be copied


def new_stamp() -> str:
    """What a form carries since it was shown: when, and a number that no other one has."""
    return _signer().sign(get_random_string(12))


def is_sound(stamp: str, /) -> bool:
    """Whether this site gave it, not too long ago."""
    try:
        _signer().unsign(stamp, max_age=MOST_SECONDS)
    except BadSignature:
        return False
    return True


def is_too_quick(stamp: str, /) -> bool:
    """Whether a sound stamp was given so short a time ago that nobody could have read the page."""
    try:
        _signer().unsign(stamp, max_age=LEAST_SECONDS)
    except SignatureExpired:
        return False
    return True


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=SALT)
