"""Two versions of this site in a repository: the working copy as it is, and one that came later."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LATER = "Cette page vient de la version suivante."
MIGRATION = '''"""A table that only the later version has."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "{before}")]
    operations = [migrations.RunSQL("CREATE TABLE of_the_later_version (number integer)", migrations.RunSQL.noop)]
'''


class Repository:
    """The one that the document's `git clone` and `git pull` fetch from, at `path`."""

    def __init__(self, *, scratch: Path, path: Path) -> None:
        self.path = path
        self._work = scratch / "work"
        self._work.mkdir()
        listed = _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        for name in filter(None, listed):
            if (ROOT / name).is_file():
                (self._work / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self._work / name)
        _git(self._work, "init", "--quiet", "--initial-branch=main")
        self._commit()
        _git(scratch, "clone", "--quiet", "--bare", str(self._work), str(path))

    def bring_later_version(self) -> None:
        """A migration, a page, a style and a unit that differ."""
        before = max(path.stem for path in (self._work / "home/migrations").glob("0*.py"))
        number = int(before[:4]) + 1
        (self._work / f"home/migrations/{number:04}_later.py").write_text(MIGRATION.format(before=before))
        page = self._work / "templates/404.html"
        page.write_text(re.sub(r"(</h1>)", rf"\1<p>{LATER}</p>", page.read_text(), count=1))
        with (self._work / "static/css/pages.css").open("a") as style:
            style.write("/* later */\n")
        with (self._work / "deploy/faire-avec.service").open("a") as unit:
            unit.write("# later\n")
        self._commit()
        _git(self._work, "push", "--quiet", str(self.path), "main")

    def _commit(self) -> None:
        _git(self._work, "add", "--all")
        who = ("-c", "user.name=Test", "-c", "user.email=test@exemple.test", "-c", "commit.gpgsign=false")
        _git(self._work, *who, "commit", "--quiet", "--message", "a version")


def _git(where: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=where, check=True, capture_output=True, text=True).stdout
