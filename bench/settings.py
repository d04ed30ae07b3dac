"""The benches' own site: files and database of its own, nothing in the background, Wagtail's search as it comes."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config import env

env.loosen(background="false", log_level="ERROR")

from config.settings.development import *  # noqa: E402
from config.settings.development import CACHES, DATABASES, INSTALLED_APPS  # noqa: E402

SCRATCH = Path(tempfile.mkdtemp(prefix="faire-avec-bench-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

DEBUG = False
BACKGROUND_WORK = False
MEDIA_ROOT = SCRATCH / "media"
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()
SEARCH_INDEX_DIR = SCRATCH / "search"
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES = {"default": DATABASES["default"] | {"NAME": SCRATCH / "site.sqlite3"}}
if "LOCATION" in CACHES["default"] and "file" in CACHES["default"]["BACKEND"]:
    CACHES = {"default": CACHES["default"] | {"LOCATION": str(SCRATCH / "cache")}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = False

# What we are compared with: the backend that Wagtail takes when a project says nothing.
INSTALLED_APPS = [*INSTALLED_APPS, "bench.stock"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
