"""An audit calls clean only what it has looked up."""

from typing import Any

from config.checks.audit import judge, read

CLEAN = {"name": "wagtail", "version": "7.4.4", "vulns": []}
UNKNOWN = {"name": "tantivy", "skip_reason": "not found"}
VULNERABLE = {"name": "old", "version": "1.0", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["1.1"]}]}


def verdict(*packages: dict[str, Any], required: bool = False) -> tuple[int, str]:
    return judge(verdict=read(report={"dependencies": list(packages)}), required=required)


def test_a_vulnerable_package_fails_and_is_named() -> None:
    status, sentence = verdict(CLEAN, VULNERABLE)
    assert status == 1
    assert "old 1.0: CVE-2026-1 (fixed in 1.1)" in sentence


def test_clean_packages_pass() -> None:
    assert verdict(CLEAN) == (0, "1 packages, no known vulnerability.")


def test_an_index_without_advisories_is_never_called_clean() -> None:
    status, sentence = verdict(UNKNOWN)
    assert status == 0
    assert sentence.startswith("AUDIT NOT DONE")
    assert verdict(UNKNOWN, required=True)[0] == 1


def test_packages_that_could_not_be_looked_up_are_named() -> None:
    assert verdict(CLEAN, UNKNOWN)[1] == "1 packages clean; not looked up: tantivy"
