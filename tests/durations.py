"""How long each test took, written where `--times` says: what `.ci/run` makes its table of."""

from collections import Counter
from pathlib import Path

import pytest

_seconds: Counter[str] = Counter()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--times", metavar="FILE", help="write « seconds, tabulation, test » there, the slowest first")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """With what was prepared for it and put away after it."""
    _seconds[report.nodeid] += report.duration


def pytest_terminal_summary(config: pytest.Config) -> None:
    if config.option.times:
        lines = [f"{seconds:.2f}\t{nodeid}\n" for nodeid, seconds in _seconds.most_common()]
        Path(config.option.times).write_text("".join(lines), encoding="utf-8")
