"""A clean Debian 12 in which every command of docs/operations.md is typed: installed, upgraded, saved, restored.

`make test-install` runs it, as root, with Debian's mirror and the package index within reach. Its name keeps it out of
`make test`. The rules are read in order, each on what those before it left.
"""

import json
import re
import shutil
import stat
from collections.abc import Iterator

import pytest

from tests.deploy.front import NAME
from tests.deploy.install.clean_root import CleanRoot, CommandFailed, scratch_folder
from tests.deploy.install.document import Block, blocks
from tests.deploy.install.versions import LATER, Repository

PASSWORD = "un mot de passe de test"
REPOSITORY = "/origin.git"
DATA = "var/lib/faire-avec"
SETTINGS = {
    "FAIRE_AVEC_SECRET_KEY": "pour-cet-essai-seulement-" * 3,
    "FAIRE_AVEC_SITE_URL": f"https://{NAME}",
    "FAIRE_AVEC_EMAIL_URL": f"filemail:////{DATA}/mails",
}
INSTALL, BACKUPS, UPGRADES, ONCE = "Install", "Backups", "Upgrades", "Once, after this upgrade"
SOMEBODY_WRITES = (
    'import sqlite3, time; d = sqlite3.connect("/var/lib/faire-avec/site.sqlite3", isolation_level=None, timeout=20); '
    'd.execute("BEGIN EXCLUSIVE"); time.sleep(3); d.execute("ROLLBACK")'
)
_typed: list[Block] = []


@pytest.fixture(scope="module")
def root() -> Iterator[CleanRoot]:
    """The clean root, with the programs of the document and nothing else; everything leaves with it."""
    with scratch_folder() as folder:
        root = CleanRoot(folder)
        root.prepare(packages=[line for block in blocks() for line in block.commands if line.startswith("apt ")])
        try:
            root.enter()
            yield root
        finally:
            root.leave()


@pytest.fixture(scope="module")
def repository(root: CleanRoot) -> Repository:
    """What the document clones, then pulls from."""
    (root.path / "etc/gitconfig").write_text(f"[safe]\n\tdirectory = {REPOSITORY}\n")
    return Repository(scratch=root.folder, path=root.path / REPOSITORY.strip("/"))


def follow(root: CleanRoot, section: str, kinds: tuple[str, ...], *, first: int = 0, last: int | None = None) -> None:
    """Type the blocks of a section that are for one of these kinds of machines, with what a person has to put in."""
    for block in [block for block in blocks() if block.section == section][first:last]:
        if block.kind in kinds:
            _typed.append(block)
            for command in block.commands:
                wanted = "answers" if "--pwprompt" in command else ""
                root.type(
                    command.replace("<address of this repository>", f"file://{REPOSITORY}"),
                    answers=f"{PASSWORD}\n{PASSWORD}" if wanted else "",
                )


def fill(root: CleanRoot, **values: str) -> None:
    """Write these values into the settings, as the administrator does with an editor; an empty one is put aside."""
    path = root.path / "etc/faire-avec.env"
    text = path.read_text()
    for name, value in values.items():
        line = f'{name}="{value}"' if value else f"# {name}="
        text, found = re.subn(rf"^(# )?{name}=.*$", line, text, flags=re.MULTILINE)
        assert found == 1, name
    path.write_text(text)


def modes(root: CleanRoot) -> dict[str, str]:
    """The rights of everything in the data folder, uploaded and static files apart."""
    found = {}
    for path in sorted((root.path / DATA).rglob("*")):
        found[str(path.relative_to(root.path / DATA))] = stat.filemode(path.stat().st_mode)
    return found


def page(root: CleanRoot, address: str) -> str:
    return root.type(f"curl -sS https://{NAME}{address}")


def is_given(root: CleanRoot, film: str) -> bool:
    """Whether a film comes whole through the site and nginx."""
    name = film.removeprefix("/fichiers/")
    said = root.type(f"curl -fsS https://{NAME}{film} | cmp - /{DATA}/media/{name} && echo the same")
    return said.strip() == "the same"


def upload(root: CleanRoot) -> str:
    """A film on the site, published, as its people would; its address."""
    said = root.type("manage shell --command 'from tests.deploy.published import publish; print(publish())'")
    return re.search(r"'film': '([^']+)'", said)[1]


def test_the_site_installs_as_the_document_says(root: CleanRoot, repository: Repository) -> None:
    follow(root, INSTALL, ("",), last=1)
    fill(root, **SETTINGS, DATABASE_URL="")
    follow(root, INSTALL, ("",), first=1)
    assert json.loads(page(root, "/sante/"))["status"] == "ok"
    assert "Faire avec" in page(root, "/")


def test_systemd_finds_nothing_to_say_about_the_units(root: CleanRoot) -> None:
    units = "/etc/systemd/system/faire-avec*"
    assert root.type(f"/usr/bin/systemd-analyze verify {units}").strip() == ""
    for name in ("", "-daily", "-mails", "-worker"):
        said = root.type(f"/usr/bin/systemd-analyze security --offline=true faire-avec{name}.service | tail -n 1")
        level = re.search(r"(\d+\.\d) OK", said)
        assert level, said
        assert float(level[1]) < 2


def test_the_first_administrator_is_made_by_the_documents_command(root: CleanRoot) -> None:
    said = root.type("manage createsuperuser --email chef@exemple.test --display_name Chef --noinput")
    assert "superuser" in said.lower() or "superutilisateur" in said.lower()


def test_nobody_else_reads_accounts_and_agreements(root: CleanRoot) -> None:
    film = upload(root)
    found = modes(root)
    assert stat.filemode((root.path / DATA).stat().st_mode) == "drwxr-x---"
    assert found["site.sqlite3"] == "-rw-------"
    open_to_nginx = {name for name in found if name.split("/")[0] in {"media", "static"}}
    others = {name: mode for name, mode in found.items() if mode[4:] != "------" and name not in open_to_nginx}
    assert others == {}, "only our account"
    assert {name: mode for name, mode in found.items() if mode[7:] != "---"} == {}, "nobody of the machine"
    assert is_given(root, film), "nginx reads what it sends"


def test_the_daily_care_runs_as_its_unit_says(root: CleanRoot) -> None:
    root.type("systemctl start faire-avec-mails.service")
    root.type("systemctl start faire-avec-daily.service")


def test_what_nginx_says_by_itself_is_readable_by_its_account(root: CleanRoot) -> None:
    root.type("systemctl stop faire-avec")
    assert "Le site revient dans un instant" in page(root, "/")
    root.type("systemctl start faire-avec")


def test_a_later_version_replaces_it_as_the_document_says(root: CleanRoot, repository: Repository) -> None:
    before = page(root, "/")
    repository.bring_later_version()
    follow(root, UPGRADES, ("",))
    assert LATER in page(root, "/nulle-part/")
    style = re.compile(r"/css/pages\.\w+\.css")
    assert style.findall(page(root, "/")) != style.findall(before) != []
    assert "[X] " in root.type("manage showmigrations home | tail -n 1 | grep later")
    assert "# later" in (root.path / "etc/systemd/system/faire-avec.service").read_text()
    assert json.loads(page(root, "/sante/"))["status"] == "ok"


def test_a_site_installed_otherwise_is_set_right_once(root: CleanRoot) -> None:
    root.type("chown -R root:root /srv/faire-avec && chmod 755 /var/lib/faire-avec")
    root.type("chmod 644 /var/lib/faire-avec/site.sqlite3*")
    with pytest.raises(CommandFailed, match="dubious ownership"):
        root.type("runuser -u faire-avec -- git pull")
    follow(root, ONCE, ("once",))
    root.type("runuser -u faire-avec -- git pull")
    assert {name: mode for name, mode in modes(root).items() if mode[7:] != "---"} == {}
    assert modes(root)["site.sqlite3"] == "-rw-------"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_lost_site_comes_back_from_its_backup(root: CleanRoot, kind: str) -> None:
    if kind == "postgresql":
        move_to_postgresql(root)
    film = upload(root)
    title = re.search(r"<h1[^>]*>([^<]+)", page(root, "/"))[1]
    if kind == "sqlite":
        root.type(f"python3.11 -c '{SOMEBODY_WRITES}' &")
    follow(root, BACKUPS, ("", kind), last=4)
    root.type("systemctl stop faire-avec")
    lose(root, kind)
    follow(root, BACKUPS, ("", kind), first=4)
    assert title in page(root, "/")
    assert is_given(root, film)
    assert json.loads(page(root, "/sante/"))["status"] == "ok"
    assert stat.filemode((root.path / "var/backups/faire-avec").stat().st_mode) == "drwx------"


def move_to_postgresql(root: CleanRoot) -> None:
    """The same machine, now with the database server of the document, and a new site in it."""
    root.type("systemctl stop faire-avec && rm -rf /var/backups/faire-avec /var/lib/faire-avec")
    root.type("cd /srv/faire-avec && systemctl start postgresql")
    follow(root, INSTALL, ("postgresql",))
    fill(root, DATABASE_URL=f"postgres://faire_avec:{PASSWORD.replace(' ', '%20')}@127.0.0.1:5432/faire_avec")
    follow(root, INSTALL, ("",), first=2, last=3)
    root.type("systemctl start faire-avec")


def lose(root: CleanRoot, kind: str) -> None:
    """What a broken disk takes: the database and the files."""
    shutil.rmtree(root.path / DATA / "media")
    if kind == "sqlite":
        for path in (root.path / DATA).glob("site.sqlite3*"):
            path.write_bytes(b"")
    else:
        root.type("runuser -u postgres -- dropdb faire_avec")


def test_no_start_said_that_something_was_wrong(root: CleanRoot) -> None:
    logs = root.type("cat /run/emulated/*.log")
    assert "Listening at: unix:/run/faire-avec/site.sock" in logs
    assert re.findall(r".*(?:ERROR|CRITICAL|Traceback).*", logs) == []


def test_every_block_of_the_document_was_typed() -> None:
    assert [block for block in blocks() if block not in _typed] == []
