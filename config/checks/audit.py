"""Known vulnerabilities of a lock file: pip-audit, which must not call clean what it could not look up."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an audit found: how many packages were looked up, which could not be, and the vulnerable ones."""

    looked_up: int
    unknown: list[str]
    vulnerable: list[str]


def read(*, report: dict[str, Any]) -> Verdict:
    """Sort the packages of pip-audit's JSON report."""
    packages = report["dependencies"]
    known = [package for package in packages if "skip_reason" not in package]
    return Verdict(
        looked_up=len(known),
        unknown=[package["name"] for package in packages if "skip_reason" in package],
        vulnerable=[
            f"{package['name']} {package['version']}: {vulnerability['id']}"
            f" (fixed in {', '.join(vulnerability['fix_versions']) or 'no version yet'})"
            for package in known
            for vulnerability in package["vulns"]
        ],
    )


def judge(*, verdict: Verdict, required: bool) -> tuple[int, str]:
    """Exit status and sentence. A package index without advisories (a mirror) fails only where an audit is required."""
    if verdict.vulnerable:
        return 1, "Vulnerable packages:\n  " + "\n  ".join(verdict.vulnerable)
    if not verdict.looked_up:
        return int(required), (
            "AUDIT NOT DONE: this package index gives no advisories. Run it where the public Python index answers."
        )
    if verdict.unknown:
        return int(required), f"{verdict.looked_up} packages clean; not looked up: {', '.join(verdict.unknown)}"
    return 0, f"{verdict.looked_up} packages, no known vulnerability."


def main(arguments: list[str]) -> int:
    """Audit the lock file named first; `--required` makes an impossible audit a failure."""
    lock, *options = arguments
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--disable-pip", "--require-hashes"]
    command += ["--format", "json", "--progress-spinner", "off"]
    run = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    try:
        verdict = read(report=json.loads(run.stdout))
    except (json.JSONDecodeError, KeyError):
        fault = run.stderr.strip().rpartition("\n")[2] or f"pip-audit ended with {run.returncode}"
        sys.stdout.write(f"AUDIT NOT DONE: {fault}\n")
        return 1
    status, sentence = judge(verdict=verdict, required="--required" in options)
    sys.stdout.write(f"{sentence}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
