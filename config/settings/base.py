"""Strict settings, those of production. The other files only loosen them."""

from csp.constants import NONE, SELF

from config import env
from config.settings.people import *

ENV = env.read()
ROOT = env.ROOT

SECRET_KEY = ENV.secret_key
SECRET_KEY_FALLBACKS = list(ENV.secret_key_fallbacks)
DEBUG = False
SHOW_DESIGN = False  # /design/, for those who build the site
ALLOWED_HOSTS = [ENV.site_url.split("//")[1].split("/")[0].rsplit(":", 1)[0]]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORCE_SCRIPT_NAME = ""  # the root of its host: a header that says otherwise would be kept, and shown to everybody
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The house: our apps first, so that their templates win over the libraries'. Each may import those below it.
INSTALLED_APPS = [
    "home",
    "search",
    "practices",
    "django_comments_xtd",  # before community, which takes one of its signals away
    "django_comments",
    "community",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "community.accounts.factors.apps.SessionsConfig",  # allauth.usersessions, with our rows of sessions
    "csp",
    "django_htmx",
    "taggit",
    "modelcluster",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",  # featured answers to a question
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "community.admin.apps.AccountsConfig",  # wagtail.users, with our accounts screens
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",  # the comments library wants it; unrelated to Wagtail's sites
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # templates of fields, below ours
    "community.kept.apps.KeptConfig",  # last: it lays its triggers on the tables of all the others
]
SITE_ID = 1

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.links_in_logs.LinksStayHere",  # below the one that says the policy of all other pages
    "community.files.leftovers.without_leftovers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "community.kept.middleware.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "community.typography.pages.FrenchPages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "community.accounts.factors.gate.SecondFactorGate",
    "practices.thrown_doors.ThrownDraftsStayShut",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context.front_door",
            ]
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # fields by our templates first: templates/django/forms/

# --- Data. Not ATOMIC_REQUESTS: with SQLite every page view would take the write lock; each act opens its own.
DATABASES = {"default": ENV.database}
CACHES = {
    "default": ENV.cache,
    "throttles": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttles",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # more than that: what is over goes first, then only a flood remains
    },
    "pages": {  # in each process
        "BACKEND": "community.kept.store.BoundedMemory",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2_000, "MAX_BYTES": 24 * 1024 * 1024},
    },
    "pages-with-parameters": {
        "BACKEND": "community.kept.store.BoundedMemory",
        "LOCATION": "pages-with-parameters",
        "OPTIONS": {"MAX_ENTRIES": 500, "MAX_BYTES": 8 * 1024 * 1024},
    },
    "pages-parts": {
        "BACKEND": "community.kept.store.BoundedMemory",
        "LOCATION": "pages-parts",
        "OPTIONS": {"MAX_ENTRIES": 2_000, "MAX_BYTES": 8 * 1024 * 1024},
    },
}
KEEP_PAGES = ENV.keep_pages  # whole pages kept for visitors: docs/features/kept-pages.md
DATA_DIR = ENV.data_dir
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/fichiers/"  # one door, which asks who is reading: community/files/
SENDFILE_PREFIX = ENV.sendfile_prefix
FILE_UPLOAD_PERMISSIONS = 0o640  # the web server sends them: its account is in our group. All else is ours only (UMask)
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "community.files.receiving.PatientUploadHandler",
]
DISK_LEFT_FREE = 64 * 1024 * 1024  # bytes that no upload may take: the database and the index need them

# --- Language. Texts are written in French where they stand; locale/ adds what gettext must decide (plurals).
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- Files of the interface
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "community.files.storing.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Comments: the library's tables, form security and flags; the rest is community/comments/.
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "community.comments.models.PeerComment"
COMMENTS_XTD_MAX_THREAD_LEVEL = 1  # a thread and its replies
COMMENTS_XTD_CONFIRM_EMAIL = False
COMMENTS_XTD_THREADED_EMAILS = False
COMMENTS_XTD_SALT = SECRET_KEY.encode()
COMMENTS_TIMEOUT = 24 * 3600  # seconds; the default of two hours answers a slow writer with an empty page

# --- Words attached to pages
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True
TAGGIT_TAGS_FROM_STRING = "community.typed_text.keywords.from_string"

# --- Wagtail
WAGTAIL_SITE_NAME = "Faire avec"
WAGTAILADMIN_BASE_URL = ENV.site_url
SITE_URL = ENV.site_url
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one network, one hour: nothing to choose on the account page
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y", "%d/%m/%Y %H:%M"  # in the fields of the admin
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no address leaves this machine
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_LOGIN_URL = "admin_door"
WAGTAIL_FRONTEND_LOGIN_URL = "/compte/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_COMMENTS_ENABLED = False  # its mails are its own, sent while people wait; reviews have their page
WAGTAIL_AUTOSAVE_INTERVAL = 0  # it makes a draft row of every form opened and a revision every half second
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILIMAGES_IMAGE_MODEL = "community.SiteImage"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_AVIF_QUALITY = 50  # no difference to the eye on a photograph of this size, a third lighter than WebP
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILIMAGES_IMAGE_FORM_BASE = "community.admin.file_forms.ImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "community.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "community.admin.file_forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "direct"  # addresses under MEDIA_URL, so that there is one door
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# No zip: what is inside could not be cleaned of names (community/files/documents/).
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "vtt", "xlsx"]
WAGTAILMEDIA = {
    "MEDIA_MODEL": "community.SiteMedia",
    "MEDIA_FORM_BASE": "community.admin.file_forms.MediaForm",
    "AUDIO_EXTENSIONS": ["m4a", "mp3", "oga", "ogg", "opus", "wav", "webm"],  # a WebM may hold a voice alone
    "VIDEO_EXTENSIONS": ["m4v", "mov", "mp4", "webm"],  # the first three are one, and kept as MP4
}
# The admin's own search: LIKE, accents aside (community/letters.py). The stock SQLite backend takes seconds and fails
# on a double quote.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- The demonstration's four accounts have a known password: never on a site that others can reach.
DEMO_ACCOUNTS = False

# --- Finding
SEARCH_ENGINE = ENV.search_engine  # "embedded" or "elasticsearch"
SEARCH_INDEX_DIR = DATA_DIR / "search"
SEARCH_EMBEDDED_HERE = ENV.search_embedded_here  # the embedded index that this host keeps, "" for none
SEARCH_EMBEDDED_INDEXES = ENV.search_embedded_indexes  # those of every host: a change is written down once for each
ELASTICSEARCH_URL = ENV.elasticsearch_url  # several nodes of one cluster are separated by commas
ELASTICSEARCH_API_KEY = ENV.elasticsearch_api_key
ELASTICSEARCH_CA_CERTS = ENV.elasticsearch_ca_certs
ELASTICSEARCH_INDEX = ENV.elasticsearch_index
ELASTICSEARCH_SHARDS = ENV.elasticsearch_shards
ELASTICSEARCH_REPLICAS = ENV.elasticsearch_replicas
ELASTICSEARCH_TIMEOUT = ENV.elasticsearch_timeout  # seconds a reader may wait for an answer
SEARCH_LOG_EVERY = 5  # seconds between two writings of what was searched (0: never by itself)
BACKGROUND_WORK = ENV.background  # drain the search outbox and the mails in a thread woken by commits

# --- Mail
EMAIL_CONFIG = ENV.email
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or ""
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = EMAIL_CONFIG.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = ENV.from_email
EMAIL_SUBJECT_PREFIX = ""

# --- Safety
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [ENV.site_url]
CSRF_FAILURE_VIEW = "home.errors.csrf_failure"
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_proxy else None
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows its previews in a frame
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # Wagtail's page forms are long
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}
# Wagtail's admin keeps a few inline scripts (date fields, explorer filters) and frames its own previews.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_links": {"()": "config.links_in_logs.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_links"]}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    # A page of traceback for each try at a server that is away; the search app says it once, in a line.
    "loggers": {
        "elastic_transport": {"level": "ERROR"},
        # It writes what it cannot read, or answer, with its address: as the rest, once the site is there.
        "gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for every subdomain and for browsers' own list: the name may be one among others
    "security.W021",  # of an association, it is not ours to promise for them
    "security.W019",  # frames: the admin shows its previews in one, from the same origin only
]
