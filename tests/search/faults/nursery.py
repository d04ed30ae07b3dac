"""A process that has started the site once and forks a child for each act: real processes, in milliseconds.

`python -m tests.search.faults.nursery` reads one order a line, as JSON: {"act": name, "arguments": {…}, "answer": path}
is answered by the child's process id, {"wait": id} by how it ended. It holds no connection and no thread itself.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import django

django.setup()

from django.urls import get_resolver  # noqa: E402
from wagtail import hooks  # noqa: E402
from wagtail.log_actions import registry  # noqa: E402

from tests.search.faults import acts  # noqa: E402
from tests.search.faults.marks import mark, marked_in  # noqa: E402


def main() -> None:
    _get_warm()
    for line in sys.stdin:
        order = json.loads(line)
        answer = _ended(order["wait"]) if "wait" in order else _begun(order)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _get_warm() -> None:
    """What every process of the site reads at its first page or its first act, seconds of it: once for all children."""
    hooks.search_for_hooks()
    registry.scan_for_actions()
    assert get_resolver().reverse_dict


def _ended(pid: int) -> int:
    """The exit status, or the number of the signal that ended it, negative."""
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _begun(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            status = _live(order)
        finally:
            os._exit(status)  # neither the nursery's loop nor its clean-up are the child's
    return pid


def _live(order: dict[str, Any]) -> int:
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    path = Path(order["answer"])
    marked_in(path.with_suffix(".marks"))
    try:
        answer, status = {"value": getattr(acts, order["act"])(**order["arguments"])}, 0
    except BaseException:
        answer, status = {"error": traceback.format_exc()}, 1
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(answer), encoding="utf-8")
    draft.replace(path)
    mark("ended")
    return status


if __name__ == "__main__":
    main()
