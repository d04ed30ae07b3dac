"""The benches' own site: files and database of its own, nothing in the background, Wagtail's search as it comes."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config import env

SCRATCH = Path(tempfile.mkdtemp(prefix="faire-avec-bench-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
env.forget_the_site(
    data_dir=SCRATCH
)  # on a machine whose environment is that of the real site, nothing of it is touched
env.loosen(background="false", log_level="ERROR")

from config.settings.development import *  # noqa: E402
from config.settings.development import INSTALLED_APPS, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir()
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = False

# What we are compared with: the backend that Wagtail takes when a project says nothing.
INSTALLED_APPS = [*INSTALLED_APPS, "bench.stock"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
