"""The torture's site: as on a developer's machine, and each answer says for which request it was made."""

import os
from pathlib import Path

from config.settings.development import *  # noqa: F403
from config.settings.development import LOGGING, MIDDLEWARE

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(os.environ["TORTURE_MEDIA"])  # one for all, as hosts share it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
MIDDLEWARE = [
    each
    for one in MIDDLEWARE
    for each in (
        [one, "tests.attacks.kept_pages.made_for.MadeFor"] if one == "community.kept.middleware.KeptPages" else [one]
    )
]
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}  # pages that hide are asked for again and again
