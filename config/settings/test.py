"""Tests: development, with quick passwords, mails kept in memory and nothing running in the background."""

import tempfile
from pathlib import Path

from config import env

env.loosen(background="false", data_dir=str(env.ROOT / "var" / "tests"), log_level="ERROR")

from config.settings.development import *  # noqa: E402

DEBUG = False
SHOW_DESIGN = True
SECOND_FACTOR_GRACE_DAYS = 14  # as in production
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    name: cache if name.startswith("pages") else {"BACKEND": MEMORY, "LOCATION": name} for name, cache in CACHES.items()
}  # tests/community/test_throttles.py asks the real one
SCRATCH = Path(tempfile.mkdtemp(prefix="faire-avec-tests-"))  # files and index of this run; the conftest removes it
MEDIA_ROOT = SCRATCH / "media"
SEARCH_INDEX_DIR = SCRATCH / "search"
SEARCH_LOG_EVERY = 0  # tests write when they want to look
MADE_TWICE = True  # every page that a visitor may be shown again: tests/visitors.py
MIDDLEWARE = [
    each
    for one in MIDDLEWARE
    for each in ([one, "tests.visitors.MadeTwice"] if one == "community.kept.middleware.KeptPages" else [one])
]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False  # every test client would list them all again
