"""Does the time of an answer tell which addresses have an account? Medians of known over unknown: between 0.9 and 1.1.

    python -m bench.who_has_an_account [--rounds 200] [--passwords 40] [--json FILE]

Asking for a code, asking for another, typing a wrong one, a wrong password, a request to come in: each by a browser of
its own, an address that has an account and one that has none in turn, and who comes first alternates. Counters of tries
are put back between two (not timed). The exit status is 1 when a ratio is out of bounds.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import site

LOWEST_RATIO, HIGHEST_RATIO = 0.9, 1.1
KNOWN, UNKNOWN = "connue@exemple.test", "absent@exemple.test"
PEOPLE = 500  # accounts beside: a look-up has something to look through
Act = Callable[[str], float]


def main(arguments: list[str]) -> int:
    """Make the accounts, warm, ask in turn, print, judge."""
    parser = argparse.ArgumentParser(prog="bench.who_has_an_account", description="Times with and without account.")
    parser.add_argument("--rounds", type=int, default=200, help="how many times each act is done for each address")
    parser.add_argument("--passwords", type=int, default=40, help="the same for passwords, which take long on purpose")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    site.start(settings=site.OURS_ALONE)
    _hash_as_on_a_real_site()
    site.make_tables()
    _make_accounts()
    acts: dict[str, tuple[Act, int]] = {
        "a code asked for": (_ask, options.rounds),
        "another code asked for": (_ask_again, options.rounds),
        "a wrong code": (_be_wrong, options.rounds),
        "a wrong password": (_wrong_password, options.passwords),
        "a request to come in": (_request, options.rounds),
    }
    figures = {name: _measured(act, rounds) for name, (act, rounds) in acts.items()}
    _say(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if all(_is_kept(figure) for figure in figures.values()) else 1


def _measured(act: Act, rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for number in range(-3, rounds):  # three to warm
        for address in (KNOWN, UNKNOWN) if number % 2 else (UNKNOWN, KNOWN):
            _forget()
            took = act(address)
            if number >= 0:
                times[address].append(took)
    known, unknown = (statistics.median(times[address]) for address in (KNOWN, UNKNOWN))
    return {"known_ms": known * 1000, "unknown_ms": unknown * 1000, "ratio": known / unknown}


def _ask(address: str) -> float:
    client = _browser()
    return _timed(client, "account_login", {"email": address}, expected=302)


def _ask_again(address: str) -> float:
    return _timed(_waiting(address), "account_confirm_login_code", {"resend": ""}, expected=302)


def _be_wrong(address: str) -> float:
    return _timed(_waiting(address), "account_confirm_login_code", {"code": "00000000"}, expected=200)


def _wrong_password(address: str) -> float:
    return _timed(_browser(), "account_login", {"login": address, "password": "pas le bon"}, expected=200)


def _request(address: str) -> float:
    """The form of « Demander un compte », shown a minute ago."""
    data = {"stamp": _stamp(), "name": "N", "address": address, "structure_name": "S", "reason": "R"}
    return _timed(_browser(), "ask_to_come_in", data, expected=302, words="?pour=compte")


def _stamp() -> str:
    import time

    from django.core.signing import TimestampSigner, b62_encode
    from django.utils.crypto import get_random_string

    from community.requests.hurry import SALT

    signer = TimestampSigner(salt=SALT)
    signer.timestamp = lambda: b62_encode(int(time.time()) - 60)  # type: ignore[method-assign]
    return signer.sign(get_random_string(12))


def _timed(client: Any, name: str, data: dict[str, str], *, expected: int, words: str = "") -> float:
    """Seconds that the answer took. Raises RuntimeError for another than expected: a refusal would be quick."""
    from django.urls import reverse

    answers: list[Any] = []
    took = site.seconds(lambda: answers.append(client.post(reverse(name) + words, data)))
    if answers[0].status_code != expected:
        raise RuntimeError(f"{name} answers {answers[0].status_code}")
    return took


def _browser() -> Any:
    from django.test import Client

    return Client()


def _waiting(address: str) -> Any:
    """A browser that has asked for a code."""
    client = _browser()
    _timed(client, "account_login", {"email": address}, expected=302)
    return client


def _forget() -> None:
    """Nobody has tried anything, and no mail waits."""
    from django.core.cache import caches

    from community.models import AskedCode, EntryRequest, Notification

    caches["throttles"].clear()
    AskedCode.objects.all().delete()
    EntryRequest.objects.all().delete()
    Notification.objects.all().delete()


def _hash_as_on_a_real_site() -> None:
    """Other benches have quick passwords."""
    from django.conf import global_settings, settings

    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS


def _make_accounts() -> None:
    from community.models import Member

    for number in range(PEOPLE):
        Member.objects.create_user(f"personne{number}@exemple.test", None, display_name=f"Personne {number}")
    Member.objects.create_user(KNOWN, "une-phrase-facile-a-retenir", display_name="Nadia B.")


def _is_kept(figure: dict[str, float]) -> bool:
    return LOWEST_RATIO <= figure["ratio"] <= HIGHEST_RATIO


def _say(figures: dict[str, dict[str, float]]) -> None:
    sys.stdout.write(f"{'medians in ms':<28}{'known':>9}{'unknown':>9}{'ratio':>8}\n")
    for name, figure in figures.items():
        verdict = "kept" if _is_kept(figure) else "MISSED"
        sys.stdout.write(
            f"{name:<28}{figure['known_ms']:>9.2f}{figure['unknown_ms']:>9.2f}{figure['ratio']:>8.3f}  {verdict}\n"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
