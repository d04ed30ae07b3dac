"""A developer’s or a visitor’s own machine: no HTTPS, mails printed on the terminal, static files as they are."""

from config import env

env.loosen(
    secret_key="for-this-machine-only-never-put-it-online",
    site_url="http://127.0.0.1:8000",
    email_url="consolemail://",
    log_level="WARNING",
    second_factor_grace_days="never",  # everybody knows the passwords of the demonstration
)

from config.settings.base import *  # noqa: E402
from config.settings.base import ENV, STORAGES  # noqa: E402

DEBUG = ENV.debug
SHOW_DESIGN = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
CSRF_TRUSTED_ORIGINS: list[str] = []
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMO_ACCOUNTS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # keys on http://localhost
