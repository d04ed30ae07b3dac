"""A copy of the project, with data of its own, in which a recipe is walked as a newcomer would."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.recipes.steps import Change, Command, steps

PYTHON = ".venv/bin/python"
LEFT_BEHIND = ("var", ".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "node_modules")
DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "config.settings.development"}


@dataclass(frozen=True, slots=True)
class House:
    """The folder of a copy, and what the environment of its commands says besides."""

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def copied_to(cls, folder: Path) -> "House":
        """The sources, and an empty folder for its data."""
        shutil.copytree(settings.ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        (folder / "var").mkdir()
        return cls(folder)

    def walk(self, recipe: Path, *, since: str = "", until: str = "") -> None:
        """Do what the recipe says, in order; what it calls wrong must fail, in the words that it quotes.

        `since` and `until` are headings of the recipe, between which it is walked; by default, the whole of it.
        """
        before: dict[Path, str] = {}
        lines = recipe.read_text("utf-8").splitlines()
        first, last = lines.index(since) if since else 0, lines.index(until) if until else len(lines)
        for step in (step for step in steps(recipe) if first < step.line <= last):
            if isinstance(step, Change):
                path = self._path(step)
                if step.is_wrong:
                    before.setdefault(path, path.read_text("utf-8"))
                self._change(path, step)
                continue
            self._typed(step, must_fail=step.is_refused or bool(before))
            for path, text in before.items():
                path.write_text(text, "utf-8")
            before = {}

    def run(self, typed: str) -> tuple[int, str]:
        """Type a command; returns its status and all that it printed."""
        first, *rest = shlex.split(re.sub(r"^manage\b", f"{PYTHON} manage.py", typed))
        assert first == PYTHON, f"a walk types only {PYTHON} and manage: {typed}"
        if rest[:2] == ["-m", "pytest"]:
            self._python("-m", "tests.recipes.ready", **DEVELOPMENT).check_returncode()
        done = self._python(*rest)
        return done.returncode, done.stdout

    def told_by(self, module: str) -> Any:
        """What a module of `tests/recipes/`, run in the copy, says on its last line."""
        done = self._python("-m", module, **DEVELOPMENT)
        assert done.returncode == 0, done.stdout
        return json.loads(done.stdout.splitlines()[-1])

    def leave(self) -> None:
        """Remove what Python compiled of it, which stands elsewhere."""
        shutil.rmtree(_compiled() / self.folder.relative_to("/"), ignore_errors=True)

    @contextmanager
    def visitor(self) -> Iterator["Visitor"]:
        """Somebody who reads, in a process of their own that stays until they leave."""
        with subprocess.Popen(
            [sys.executable, "-m", "tests.recipes.visitor"],
            cwd=self.folder,
            env=self._environment() | DEVELOPMENT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            yield Visitor(process)
            assert process.stdin is not None
            process.stdin.close()

    def _path(self, change: Change) -> Path:
        """« … » in its name stands for what only the machine knows: the number of a migration."""
        found = list(self.folder.glob(change.path.replace("…", "*"))) if "…" in change.path else []
        return found[0] if len(found) == 1 else self.folder / change.path

    def _change(self, path: Path, change: Change) -> None:
        assert path.exists() != (change.place == "a new file"), f"{change.path}: line {change.line} of the recipe"
        path.write_text(change.made_in(path.read_text("utf-8") if path.exists() else ""), "utf-8")

    def _typed(self, command: Command, *, must_fail: bool) -> None:
        status, printed = self.run(command.typed)
        where = f"line {command.line} of the recipe, {command.typed}\n{printed}"
        assert bool(status) is must_fail, where
        lines = iter(printed.splitlines())
        for awaited in command.prints:
            pattern = ".*".join(map(re.escape, awaited.split("…")))
            assert any(re.search(pattern, line) for line in lines), f"« {awaited} » is not printed: {where}"

    def _python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self._environment() | environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def _environment(self) -> dict[str, str]:
        """Nothing of the run that walks: another database, no engine, nobody's settings."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        return (
            kept
            | self.variables
            | {
                "FAIRE_AVEC_DATA_DIR": str(self.folder / "var"),
                "FAIRE_AVEC_BACKGROUND": "false",
                "PYTHONPYCACHEPREFIX": str(_compiled()),
            }
        )


def _compiled() -> Path:
    """Where the libraries are compiled once for all the processes of the tests, as `make test` says."""
    return Path(os.environ.get("PYTHONPYCACHEPREFIX") or settings.DATA_DIR / "compiled")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A reader without a session."""

    process: subprocess.Popen[str]

    def opens(self, address: str) -> dict[str, Any]:
        """The page's `status` and `text`, and how many `queries` it cost."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{address}\n")
        self.process.stdin.flush()
        seen: dict[str, Any] = json.loads(self.process.stdout.readline())
        return seen
