"""`manage.py search_query "mots"`: what a person finds, in which order, and why in that order."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.models import Member
from search.answering.queries import Found, SearchRequest, as_query, shown
from search.engines.base import EngineError, Results, SearchEngine
from search.engines.explanation import Explains, Share, parts_of, shares
from search.engines.language.plan import Form, Plan, Term
from search.things.audience import groups_of
from search.things.registry import kind_weights, split_uid
from search.which_engine import Fallback, asked_of_an_engine, engine_of, own_targets

MOST_RESULTS = 100


@dataclass(frozen=True, slots=True)
class _Answered:
    engine: str
    results: Results
    shares: dict[str, list[Share]]


class Command(BaseCommand):
    help = (
        "Show what somebody finds: by default the public, with --as the person who has this e-mail address. "
        "Exits with 1 when no engine answers or the address is unknown, with 0 otherwise, found or not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", help="what is searched")
        parser.add_argument("--as", dest="email", default="", help="e-mail address of the member who searches")
        parser.add_argument("--explain", action="store_true", help="how the words were understood, and what counted")
        parser.add_argument("--exact", action="store_true", help="only the words typed, as « mots exacts » on the page")
        parser.add_argument("--target", default="", help="ask this index, rather than the one that answers readers")
        parser.add_argument("--limit", type=int, default=10, help=f"results shown, {MOST_RESULTS} at most")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        member = _member(options["email"])
        asked = SearchRequest(text=options["words"], exact=options["exact"])
        limit = min(max(options["limit"], 0), MOST_RESULTS)
        query = as_query(asked=asked, groups=groups_of(member=member), limit=limit)
        try:
            answered, fallback = _answered(
                options["target"], lambda engine: _ask(engine, engine.search(query), explains=options["explain"])
            )
        except EngineError as error:
            raise CommandError(f"no engine answers: {error}") from error
        results = answered.results
        found = shown(uids=[hit.uid for hit in results.hits], plan=results.plan, member=member)
        summary = _summary(answered, fallback, found, explains=options["explain"])
        if options["json"]:
            self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=2))
            return
        self._write(summary)

    def _write(self, summary: dict[str, Any]) -> None:
        for line in summary.get("understood", ()):
            self.stdout.write(f"  {line}")
        for number, line in enumerate(summary["results"], start=1):
            self.stdout.write(f"{number:2} {line['score']:7.3f} {line['uid']:18} {line['title']}")
            for share in line.get("why", ()):
                self.stdout.write(
                    f"     {share['score']:7.3f}   {share['why']:10} « {share['said']} » in {share['field']}"
                )
        corrected = f", read as « {summary['corrected_text']} »" if summary["corrected_text"] else ""
        stand_in = " in the place of the one that settings name" if summary["fallback"] != Fallback.NONE.value else ""
        self.stdout.write(f"{summary['total']} found by {summary['engine']}{stand_in}{corrected}")


def _member(email: str) -> Member | None:
    if not email:
        return None
    member = Member.objects.filter(email=email).first()
    if member is None:
        raise CommandError(f"nobody has the address {email}")
    if not member.is_active:
        raise CommandError(f"the account of {email} is closed: this person searches as the public does")
    return member


def _answered(target: str, ask: Any) -> tuple[_Answered, Fallback]:
    if not target:
        return asked_of_an_engine(ask)
    if target not in own_targets():
        raise CommandError(f"this host keeps no index called {target}; it keeps {', '.join(own_targets()) or 'none'}")
    return ask(engine_of(target=target)), Fallback.NONE


def _ask(engine: SearchEngine, results: Results, *, explains: bool) -> _Answered:
    told: dict[str, list[Share]] = {}
    if explains and isinstance(engine, Explains):
        parts, weights = parts_of(results.plan), kind_weights()
        for hit in results.hits:
            times = weights.get(split_uid(hit.uid)[0], 1.0)
            told[hit.uid] = shares(parts, engine.worth(hit.uid, parts), times=times)
    return _Answered(engine.name, results, told)


def _summary(answered: _Answered, fallback: Fallback, found: Sequence[Found], *, explains: bool) -> dict[str, Any]:
    results = answered.results
    scores = {hit.uid: hit.score for hit in results.hits}
    lines = []
    for one in found:
        uid = one.kind.uid(one.thing.pk)
        line = {
            "uid": uid,
            "score": round(scores[uid], 3),
            "title": one.kind.headline(one.thing, one.page),
            "extract": str(one.extract),
        }
        if explains:
            line["why"] = [asdict(share) | {"score": round(share.score, 3)} for share in answered.shares.get(uid, ())]
        lines.append(line)
    understood = {"understood": list(_understood(results.plan))} if explains else {}
    return {
        "engine": answered.engine,
        "fallback": fallback.value,
        "total": results.total,
        "corrections": dict(results.corrections),
        "corrected_text": results.corrected_text,
        "widened": list(results.widened),
        "absent": list(results.absent),
        "facets": {name: dict(counts) for name, counts in results.facets.items()},
        **understood,
        "results": lines,
    }


def _understood(plan: Plan) -> Iterable[str]:
    """The plan in sentences, for whoever wonders what the words became."""
    for phrase in plan.phrases:
        yield f"holds the words « {_words(phrase)} » one after the other"
    if plan.hard_terms:
        yield f"holds {plan.required} of these {len(plan.hard_terms)} at least:"
    for term in (*plan.hard_terms, *plan.soft_terms):
        yield f"  {_wordings(term)}{', for the order only' if term.is_soft else ''}"
    for pair in plan.pairs:
        yield f"goes up where « {pair.first.exact} » and « {pair.second.exact} » stand close (× {pair.weight})"
    for words in plan.excluded:
        yield f"does not hold « {_words(words)} »"
    for typed, meant in plan.corrections.items():
        yield f"nothing holds « {typed} », read as « {meant} »"
    if not (plan.terms or plan.phrases):
        yield "no word to look for: everything answers, the newest first"


def _wordings(term: Term) -> str:
    return ", or ".join(
        f"« {_words(wording.forms)} »"
        + ("" if wording.origin == "typed" else f" ({wording.origin}, × {wording.weight:.2g})")
        for wording in term.wordings
    )


def _words(forms: Sequence[Form]) -> str:
    return " ".join(form.exact for form in forms)
