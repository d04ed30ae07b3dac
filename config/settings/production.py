"""Production: the strict settings, as they are."""

from config.settings.base import *
