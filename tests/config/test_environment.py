"""The environment is read in one place, typed, documented, and loud when something is missing or wrong."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

REQUIRED = {"SECRET_KEY": "k" * 60, "SITE_URL": "https://exemple.test", "EMAIL_URL": "smtp://localhost:25"}
NAMES = re.compile(r'_(?:text|flag)\(\s*"([A-Z_]+)"')
BARE_NAMES = re.compile(r'_(?:bare|number)\(\s*"([A-Z_]+)"')


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that says nothing but what production requires."""
    monkeypatch.setattr(env, "_defaults", {})
    for name in _names():
        monkeypatch.delenv(name, raising=False)
    for name, value in {**REQUIRED, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(env.PREFIX + name, value)


def _names() -> set[str]:
    """Every variable that the site reads, by its whole name."""
    source = (env.ROOT / "config" / "env.py").read_text()
    return {env.PREFIX + name for name in NAMES.findall(source)} | set(BARE_NAMES.findall(source)) | {"DATABASE_URL"}


def test_every_variable_is_documented() -> None:
    example = (env.ROOT / ".env.example").read_text()
    assert {name for name in _names() if not re.search(rf"^#?\s?{name}=", example, re.MULTILINE)} == set()


def test_no_variable_is_documented_that_nobody_reads() -> None:
    documented = set(re.findall(r"^#?\s?([A-Z_]+)=", (env.ROOT / ".env.example").read_text(), re.MULTILINE))
    assert documented <= _names() | {"DJANGO_SETTINGS_MODULE"}


@pytest.mark.parametrize("name", REQUIRED)
def test_production_refuses_to_start_without_what_it_needs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(env.PREFIX + name)
    with pytest.raises(ImproperlyConfigured, match=name):
        env.read()


def test_an_address_without_its_scheme_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(env.PREFIX + "SITE_URL", "exemple.test")
    with pytest.raises(ImproperlyConfigured, match="https://"):
        env.read()


def test_a_flag_that_is_neither_true_nor_false_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(env.PREFIX + "BEHIND_PROXY", "peut-être")
    with pytest.raises(ImproperlyConfigured, match="BEHIND_PROXY must be true or false"):
        env.read()


def test_without_a_database_named_it_is_a_file_of_the_data_folder(tmp_path: Path) -> None:
    database = env.read().database
    assert database["ENGINE"].endswith("sqlite3")
    assert database["NAME"] == str(tmp_path / "site.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_url_moves_the_site_to_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://site:secret@127.0.0.1:5433/faire_avec")
    database = env.read().database
    assert database["ENGINE"].endswith("postgresql")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("127.0.0.1", 5433, "faire_avec")
    assert database["CONN_HEALTH_CHECKS"] is True


def test_nothing_is_loosened_unless_the_settings_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = env.read()
    assert environment.debug is False
    assert environment.behind_proxy is False
    assert environment.background is True


def test_finding_needs_nothing_on_one_machine() -> None:
    environment = env.read()
    assert environment.search_engine == "embedded"
    assert environment.search_embedded_here == "embedded"
    assert environment.search_embedded_indexes == ("embedded",)


def test_every_machine_names_its_own_index_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRE_AVEC_SEARCH_EMBEDDED_HERE", "web2")
    monkeypatch.setenv("FAIRE_AVEC_SEARCH_EMBEDDED_INDEXES", "web1, web2")
    assert set(env.read().search_embedded_indexes) == {"web1", "web2"}


def test_a_machine_may_keep_no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRE_AVEC_SEARCH_EMBEDDED_HERE", "")
    assert env.read().search_embedded_indexes == ()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SEARCH_ENGINE", "solr", "SEARCH_ENGINE must be embedded or elasticsearch"),
        ("SEARCH_ENGINE", "elasticsearch", "needs ELASTICSEARCH_URL"),
        ("ELASTICSEARCH_SHARDS", "0", "ELASTICSEARCH_SHARDS must be a number, 1 or more"),
        ("ELASTICSEARCH_TIMEOUT_MS", "2 s", "ELASTICSEARCH_TIMEOUT_MS must be a number"),
        ("FAIRE_AVEC_SEARCH_EMBEDDED_HERE", "elasticsearch", "cannot name an index"),
        ("FAIRE_AVEC_SEARCH_EMBEDDED_INDEXES", "web1;web2", "cannot name an index"),
    ],
)
def test_a_wrong_word_about_finding_is_refused(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=said):
        env.read()


def test_the_former_secret_keys_are_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.read().secret_key_fallbacks == ()
    monkeypatch.setenv("FAIRE_AVEC_SECRET_KEY_FALLBACKS", "a-former-key  an-older-one")
    assert env.read().secret_key_fallbacks == ("a-former-key", "an-older-one")


@pytest.mark.parametrize(("said", "days"), [("14", 14), ("0", 0), ("never", None), (" Never ", None)])
def test_a_second_factor_is_due_after_some_days_or_never(
    monkeypatch: pytest.MonkeyPatch, said: str, days: int | None
) -> None:
    monkeypatch.setenv("FAIRE_AVEC_SECOND_FACTOR_GRACE_DAYS", said)
    assert env.read().second_factor_grace_days == days


@pytest.mark.parametrize("said", ["deux semaines", "-1", ""])
def test_what_is_no_number_of_days_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("FAIRE_AVEC_SECOND_FACTOR_GRACE_DAYS", said)
    with pytest.raises(ImproperlyConfigured, match="SECOND_FACTOR_GRACE_DAYS"):
        env.read()
