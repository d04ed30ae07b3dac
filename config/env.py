"""The only reader of environment variables: typed, and loud when something is missing or wrong."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "FAIRE_AVEC_"  # every variable but those whose bare names hosting services already set, and SEARCH_ENGINE

_defaults: dict[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the machine says of itself. Each field is FAIRE_AVEC_ and its name in capitals.

    The database (DATABASE_URL), the search engine (SEARCH_ENGINE) and ELASTICSEARCH_… have no prefix.
    """

    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    second_factor_grace_days: int | None
    site_url: str
    data_dir: Path
    debug: bool
    database: dict[str, Any]
    cache: dict[str, Any]
    email: dict[str, Any]
    from_email: str
    behind_proxy: bool
    sendfile_prefix: str
    log_level: str
    background: bool
    keep_pages: bool
    search_engine: str
    search_embedded_here: str
    search_embedded_indexes: tuple[str, ...]
    elasticsearch_url: str
    elasticsearch_api_key: str
    elasticsearch_ca_certs: str
    elasticsearch_index: str
    elasticsearch_shards: int
    elasticsearch_replicas: int
    elasticsearch_timeout: float


def loosen(**defaults: str) -> None:
    """Give defaults to variables that production requires; called by development and test settings only."""
    _defaults.update({name.upper(): value for name, value in defaults.items()})


def forget_the_site(*, data_dir: Path) -> None:
    """Delete the variables that describe a real site of this machine: what is read next lives in a folder of its own.

    Called by the settings of the benches only. ELASTICSEARCH_… stays: a bench names its indices itself.
    """
    for name in list(os.environ):
        if name.startswith(PREFIX) or name in {"DATABASE_URL", "SEARCH_ENGINE"}:
            del os.environ[name]
    loosen(data_dir=str(data_dir))


def read() -> Environment:
    """Read the environment.

    Raises ImproperlyConfigured, naming the variable, when a required one is missing or one is malformed.
    """
    data_dir = Path(_text("DATA_DIR", default=str(ROOT / "var"))).resolve()
    site_url = _text("SITE_URL").rstrip("/")
    if not site_url.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"{PREFIX}SITE_URL must start with http:// or https://")
    return Environment(
        secret_key=_text("SECRET_KEY"),
        secret_key_fallbacks=tuple(_text("SECRET_KEY_FALLBACKS", default="").split()),
        second_factor_grace_days=_grace(),
        site_url=site_url,
        data_dir=data_dir,
        debug=_flag("DEBUG", default="false"),
        database=_database(data_dir=data_dir),
        cache=environ.Env.cache_url_config(_text("CACHE_URL", default=f"filecache://{data_dir}/cache")),
        email=environ.Env.email_url_config(_text("EMAIL_URL")),
        from_email=_text("FROM_EMAIL", default="Faire avec <ne-pas-repondre@exemple.test>"),
        behind_proxy=_flag("BEHIND_PROXY", default="false"),
        sendfile_prefix=_text("SENDFILE_PREFIX", default=""),
        log_level=_text("LOG_LEVEL", default="INFO").upper(),
        background=_flag("BACKGROUND", default="true"),
        keep_pages=_flag("KEEP_PAGES", default="true"),
        **_finding(),
    )


def _grace() -> int | None:
    """Days before a second factor is required of facilitators; None: never, where accounts guard nothing."""
    days = _text("SECOND_FACTOR_GRACE_DAYS", default="14").strip().lower()
    if days != "never" and not days.isdigit():
        raise ImproperlyConfigured(f"{PREFIX}SECOND_FACTOR_GRACE_DAYS must be a number of days or never, not {days!r}")
    return None if days == "never" else int(days)


def _finding() -> dict[str, Any]:
    """The search engine that answers, the embedded indexes of every host, and how to reach Elasticsearch."""
    engine = _bare("SEARCH_ENGINE", default="embedded").lower()
    if engine not in {"embedded", "elasticsearch"}:
        raise ImproperlyConfigured(f"SEARCH_ENGINE must be embedded or elasticsearch, not {engine!r}")
    url = _bare("ELASTICSEARCH_URL")
    if engine == "elasticsearch" and not url.startswith(("http://", "https://")):
        raise ImproperlyConfigured("SEARCH_ENGINE=elasticsearch needs ELASTICSEARCH_URL, http:// or https://")
    here = _text("SEARCH_EMBEDDED_HERE", default="embedded").strip()
    others = [name.strip() for name in _text("SEARCH_EMBEDDED_INDEXES", default=here).split(",")]
    for name in (here, *others):
        if not re.fullmatch(r"[a-z0-9-]{0,40}", name) or name == "elasticsearch" or name.endswith("-replay"):
            raise ImproperlyConfigured(f"{PREFIX}SEARCH_EMBEDDED_…: {name!r} cannot name an index (a-z, 0-9, dashes)")
    return {
        "search_engine": engine,
        "search_embedded_here": here,
        "search_embedded_indexes": tuple(dict.fromkeys(name for name in (here, *others) if name)),
        "elasticsearch_url": url,
        "elasticsearch_api_key": _bare("ELASTICSEARCH_API_KEY"),
        "elasticsearch_ca_certs": _bare("ELASTICSEARCH_CA_CERTS"),
        "elasticsearch_index": _bare("ELASTICSEARCH_INDEX", default="faire-avec"),
        "elasticsearch_shards": _number("ELASTICSEARCH_SHARDS", default=1, least=1),
        "elasticsearch_replicas": _number("ELASTICSEARCH_REPLICAS", default=0, least=0),
        "elasticsearch_timeout": _number("ELASTICSEARCH_TIMEOUT_MS", default=2000, least=50) / 1000,
    }


def _bare(name: str, *, default: str = "") -> str:
    value: str = environ.Env().str(name, default=default)
    return value.strip()


def _number(name: str, *, default: int, least: int) -> int:
    value = _bare(name, default=str(default))
    if not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a number, {least} or more, not {value!r}")
    return int(value)


def _text(name: str, *, default: str | None = None) -> str:
    fallback = _defaults.get(name, default)
    value: str = environ.Env().str(PREFIX + name, default=environ.Env.NOTSET if fallback is None else fallback)
    return value


def _flag(name: str, *, default: str) -> bool:
    value = _text(name, default=default).lower()
    if value not in {"true", "false", "1", "0", "yes", "no"}:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be true or false, not {value!r}")
    return value in {"true", "1", "yes"}


def _database(*, data_dir: Path) -> dict[str, Any]:
    """DATABASE_URL, or a SQLite file in the data directory."""
    database: dict[str, Any] = environ.Env().db_url("DATABASE_URL", default=f"sqlite:///{data_dir}/site.sqlite3")
    if database["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: a transaction that will write takes its lock at once and waits, instead of failing half way.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # What is deleted is overwritten: some builds of SQLite leave it in the file. community/rights/at_rest.py
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        }
        database["CONN_MAX_AGE"] = None  # opening it reads the whole schema, which costs more than a kept page
        database["TEST"] = {"NAME": str(data_dir / "test.sqlite3")}  # a file: threads cannot share one in memory
    else:
        # A server that is away is said to be in seconds, to readers and to probes, unless its address says otherwise.
        database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
        database["CONN_MAX_AGE"] = 60
        database["CONN_HEALTH_CHECKS"] = True
    return database
