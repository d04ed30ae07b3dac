"""What the units of deploy/ and the document of operations must agree on; tests/deploy/install/ really runs them."""

import re

import pytest
from django.conf import settings

from config.env import ROOT
from tests.deploy.install.document import blocks
from tests.deploy.units import SERVICES, unit

TYPED = "\n".join(command for block in blocks() for command in block.commands)
OF_EACH = {"ExecStart", "Type", "KillMode", "Restart", "RestartSec", "RuntimeDirectory", "RuntimeDirectoryMode"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_lives_under_the_same_rules(name: str) -> None:
    """Account, folders, and all that it may not do: what one is refused, no other is given."""
    rules = [{key: value for key, value in unit(each).items() if key not in OF_EACH} for each in (name, SERVICES[0])]
    assert rules[0] == rules[1]


def test_what_a_service_makes_is_for_its_account_only() -> None:
    said = unit("faire-avec.service")
    assert (said["User"], said["UMask"], said["StateDirectoryMode"]) == ("faire-avec", "0077", "0750")
    assert said["RuntimeDirectoryMode"] == "0750", "only nginx speaks to the site"
    assert said["CapabilityBoundingSet"] == ""
    assert said["ProtectSystem"] == "strict"


def test_uploaded_files_alone_may_be_read_by_the_web_server() -> None:
    assert (settings.FILE_UPLOAD_PERMISSIONS, settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS) == (0o640, 0o750)


def test_a_command_of_the_document_runs_as_the_services_do() -> None:
    manage = next(line for line in TYPED.splitlines() if line.startswith("manage() "))
    said = unit("faire-avec.service")
    for name in ("EnvironmentFile", "UMask", "StateDirectory", "StateDirectoryMode"):
        assert f"-p {name}={said[name]} " in manage
    assert f"--uid={said['User']} --gid={said['Group']} --working-directory={said['WorkingDirectory']} " in manage


def test_the_site_asks_for_no_socket_it_could_not_make() -> None:
    assert "--no-control-socket" in unit("faire-avec.service")["ExecStart"].split()


def test_the_document_names_files_that_exist() -> None:
    named = set(re.findall(r"deploy/[\w./-]*\w", (ROOT / "docs" / "operations.md").read_text()))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_database_belongs_to_the_role_that_makes_its_tables() -> None:
    made = re.findall(r"createdb .*", TYPED)
    assert made
    assert [line for line in made if "-O faire_avec " not in line] == []
