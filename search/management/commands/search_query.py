"""`manage.py search_query "mots"`: what a person finds, in which order, with the engine's scores."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.models import Member
from search.audience import groups_of
from search.chosen_engine import get_engine
from search.engines.base import EngineError, Query, Results
from search.kinds import kind_weights
from search.queries import Found, shown


class Command(BaseCommand):
    help = "Show what somebody finds: by default the public, with --as the person who has this e-mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", help="what is searched")
        parser.add_argument("--as", dest="email", default="", help="e-mail address of the member who searches")
        parser.add_argument("--limit", type=int, default=10)
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        member = self._member(options["email"])
        query = Query(
            text=options["words"],
            groups=groups_of(member=member),
            limit=max(options["limit"], 0),
            kind_weights=kind_weights(),
        )
        try:
            results = get_engine().search(query)
        except EngineError as error:
            raise CommandError(str(error)) from error
        found = shown(uids=[hit.uid for hit in results.hits], plan=results.plan, member=member)
        scores = {hit.uid: hit.score for hit in results.hits}
        lines = [_line(one, scores[one.kind.uid(one.thing.pk)]) for one in found]
        if options["json"]:
            self.stdout.write(json.dumps(_summary(results) | {"results": lines}, ensure_ascii=False, indent=2))
            return
        for number, line in enumerate(lines, start=1):
            self.stdout.write(f"{number:2} {line['score']:7.3f} {line['uid']:18} {line['title']}")
        self.stdout.write(
            f"{results.total} found{f', read as « {results.corrected_text} »' if results.corrections else ''}"
        )

    def _member(self, email: str) -> Member | None:
        if not email:
            return None
        try:
            return Member.objects.get(email__iexact=email)
        except Member.DoesNotExist:
            raise CommandError(f"nobody has the address {email}") from None


def _line(one: Found, score: float) -> dict[str, Any]:
    return {
        "uid": one.kind.uid(one.thing.pk),
        "score": round(score, 3),
        "title": one.kind.headline(one.thing, one.page),
        "extract": str(one.extract),
    }


def _summary(results: Results) -> dict[str, Any]:
    return {
        "total": results.total,
        "corrections": dict(results.corrections),
        "widened": list(results.widened),
        "facets": {name: dict(counts) for name, counts in results.facets.items()},
    }
