"""What opens an account and must be read again (secret of an application, seed of recovery codes), sealed in its row.

A copy of the database opens nothing without the site's secret key. The keys of before (`SECRET_KEY_FALLBACKS`) still
open what they sealed. The only door to `cryptography`.
"""

import logging
import secrets
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)


def sealed(text: str) -> str:
    """The text, unreadable without the site's secret key."""
    return _keys().encrypt(text.encode()).decode()


def opened(kept: str) -> str:
    """The text that was sealed; where no key of this site opens it, a secret of the moment, which no code matches."""
    try:
        return _keys().decrypt(kept.encode()).decode()
    except InvalidToken:
        logger.error("a second proof was sealed with a secret key that is in neither SECRET_KEY nor its fallbacks")
        return "".join(secrets.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(32))


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache(maxsize=8)
def _key(secret: str) -> Fernet:
    made = salted_hmac("community.accounts.factors.sealing", "seal", secret=secret, algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(made))
