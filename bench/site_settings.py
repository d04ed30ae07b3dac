"""The benches' own site without its contestant: pages are saved as on the real one, with one index to keep."""

from bench.settings import *
from bench.settings import INSTALLED_APPS
from config.settings.base import WAGTAILSEARCH_BACKENDS as WAGTAILSEARCH_BACKENDS

INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "bench.stock"]
