"""What every search engine must do, said once: an engine passes by giving its own `engine` fixture to this class."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import FACETS, PUBLIC, Changes, Document, Query, Results, SearchEngine
from search.engines.language.synonyms import SynonymTable
from tests.chosen import times

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MEMBER = "member"


def sheet(number: int, title: str, text: str = "", **fields: Any) -> Document:
    """A public sheet unless said otherwise."""
    return Document(
        **{"uid": f"sheet:{number}", "kind": "sheet", "title": title, "text": text, "groups": (PUBLIC,)} | fields
    )


def uids(results: Results) -> list[str]:
    return [hit.uid for hit in results.hits]


def asked(text: str = "", **fields: Any) -> Query:
    return Query(**{"text": text, "now": NOW} | fields)


@pytest.mark.suite("contract")
class EngineContract:
    """The `engine` fixture gives an engine already built, empty, whose spelling vocabulary never lags."""

    @pytest.mark.parametrize(
        "typed", ["usager", "usagers", "usagère", "usagères", "usager·ère·s", "usager.e.s", "usager(ère)s"]
    )
    def test_every_way_of_writing_usager_gives_the_same_answer_and_never_usage(
        self, engine: SearchEngine, typed: str
    ) -> None:
        engine.index(
            [sheet(1, "Avec les usagers"), sheet(2, "Une usagère raconte", "long texte"), sheet(3, "Mode d’usage")]
        )
        assert uids(engine.search(asked(typed))) == uids(engine.search(asked("usager")))
        assert set(uids(engine.search(asked(typed)))) == {"sheet:1", "sheet:2"}

    @pytest.mark.parametrize("typed", ["l'accueil", "l’accueil", "ACCUEIL", "accueillir", "accueils"])
    def test_elision_case_and_inflection_do_not_matter(self, engine: SearchEngine, typed: str) -> None:
        engine.index([sheet(1, "L’accueil du mardi")])
        assert uids(engine.search(asked(typed))) == ["sheet:1"]

    def test_writing_a_uid_again_replaces_it(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Ancien titre")])
        engine.index([sheet(1, "Nouveau titre"), sheet(1, "Dernier titre")])
        assert engine.search(asked()).total == 1
        assert engine.search(asked("ancien nouveau")).total == 0
        assert uids(engine.search(asked("dernier"))) == ["sheet:1"]

    def test_a_deleted_document_is_gone_and_an_unknown_uid_is_no_error(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Café"), sheet(2, "Café")])
        engine.delete(["sheet:1", "sheet:99"])
        assert uids(engine.search(asked("café"))) == ["sheet:2"]
        assert engine.digests().keys() == {"sheet:2"}

    def test_every_document_is_held_with_the_digest_of_what_it_says(self, engine: SearchEngine) -> None:
        said = [
            sheet(1, "Café", "Le mardi.", keywords=("accueil",), facets={"lever": ("accueil", "valeurs")}, date=NOW),
            sheet(2, "Caché", groups=(), visible_until=NOW),
            sheet(3, "Un uid avec des espaces", uid="sheet:3 et plus"),
        ]
        engine.index(said)
        assert engine.digests() == {document.uid: document.digest for document in said}
        closed = replace(said[0], groups=(MEMBER,))
        engine.index([closed])
        engine.delete(["sheet:2"])
        assert engine.digests() == {closed.uid: closed.digest, said[2].uid: said[2].digest}
        engine.rebuild(said, catch_up=lambda: Changes(documents=[closed], deleted=["sheet:2"]))
        assert engine.digests() == {closed.uid: closed.digest, said[2].uid: said[2].digest}

    def test_the_counts_of_a_facet_ignore_its_own_selection(self, engine: SearchEngine) -> None:
        engine.index(
            [
                sheet(1, "Un", facets={"lever": ("accueil",), "level": ("acteur",)}),
                sheet(2, "Deux", facets={"lever": ("valeurs", "accueil"), "level": ("acteur", "coproducteur")}),
                sheet(3, "Trois", facets={"lever": ("besoins",), "level": ("coproducteur",)}),
            ]
        )
        results = engine.search(asked(selected={"lever": ("accueil",), "level": ("coproducteur", "acteur")}))
        assert set(uids(results)) == {"sheet:1", "sheet:2"}
        assert results.facets["lever"] == {"accueil": 2, "valeurs": 1, "besoins": 1}
        assert results.facets["level"] == {"acteur": 2, "coproducteur": 1}
        assert results.facets["kind"] == {"sheet": 2}
        assert set(results.facets) == set(FACETS)

    def test_several_values_of_a_facet_widen_and_two_facets_narrow(self, engine: SearchEngine) -> None:
        engine.index(
            [
                sheet(n, "Fiche", facets={"lever": (lever,), "year": (year,)})
                for n, lever, year in [(1, "a", "2024"), (2, "b", "2024"), (3, "c", "2024"), (4, "a", "2025")]
            ]
        )
        results = engine.search(asked(selected={"lever": ("a", "b"), "year": ("2024",)}))
        assert set(uids(results)) == {"sheet:1", "sheet:2"}

    @pytest.mark.parametrize(
        "hidden",
        [
            {"groups": (MEMBER,)},
            {"groups": ()},
            {"visible_from": NOW + timedelta(seconds=1)},
            {"visible_until": NOW},
        ],
    )
    def test_what_may_not_be_found_leaves_no_trace(self, engine: SearchEngine, hidden: dict[str, Any]) -> None:
        secret = sheet(2, "Confidence bleutée", "accueil confidentiellement", facets={"lever": ("secret",)}, **hidden)
        engine.index([sheet(1, "Accueil ouvert", "accueil confident", facets={"lever": ("accueil",)}), secret])
        results = engine.search(asked("accueil confidence bleutée"))
        assert uids(results) == ["sheet:1"]
        assert results.total == 1
        assert results.facets["lever"] == {"accueil": 1}
        assert engine.suggest("bleu", now=NOW) == ()
        assert engine.similar("sheet:1", now=NOW) == ()
        assert engine.similar("sheet:2", now=NOW) == ()
        assert engine.search(asked("confidentielement")).corrections == {}

    def test_what_may_be_found_is_found_by_those_who_may(self, engine: SearchEngine) -> None:
        engine.index(
            [sheet(1, "Réservé", groups=(MEMBER, "group:4"), visible_from=NOW, visible_until=NOW + timedelta(1))]
        )
        assert engine.search(asked("réservé")).total == 0
        assert uids(engine.search(asked("réservé", groups=(PUBLIC, "group:4")))) == ["sheet:1"]
        assert [found.uid for found in engine.suggest("rés", groups=(MEMBER,), now=NOW)] == ["sheet:1"]

    def test_a_page_made_private_takes_its_words_out_of_spelling(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Recyclerie"), sheet(2, "Autre")])
        assert engine.search(asked("recyclrie")).corrections == {"recyclrie": "recyclerie"}
        engine.index([sheet(1, "Recyclerie", groups=(MEMBER,))])
        assert engine.search(asked("recyclrie")).corrections == {}

    def test_a_mistyped_word_is_corrected_with_its_accents_unless_the_exact_words_are_asked(
        self, engine: SearchEngine
    ) -> None:
        engine.index([sheet(1, "L’épicerie solidaire"), sheet(2, "Le jardin")])
        results = engine.search(asked("une epicerei solidaire"))
        assert uids(results) == ["sheet:1"]
        assert results.corrections == {"epicerei": "épicerie"}
        assert results.corrected_text == "une épicerie solidaire"
        assert engine.search(asked("epicerei", exact=True)).total == 0

    def test_a_word_that_may_be_right_or_a_slip_is_looked_up_both_ways(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Un sondage auprès des parents"), sheet(2, "Sonder le terrain")])
        results = engine.search(asked("sondae"))
        assert set(uids(results)) == {"sheet:1", "sheet:2"}
        assert results.corrections == {}
        assert uids(engine.search(asked("sondae", exact=True))) == ["sheet:2"]

    def test_synonyms_widen_below_the_typed_word_and_say_so(self, engine: SearchEngine) -> None:
        table = SynonymTable([("EHPAD", "maison de retraite"), ("ressourcerie", "recyclerie", "réemploi")])
        engine.index([sheet(1, "Une maison de retraite"), sheet(2, "La retraite d’une maison"), sheet(3, "EHPAD")])
        results = engine.search(asked("ehpad", synonyms=table))
        assert uids(results) == ["sheet:3", "sheet:1"]
        assert results.widened == ("maison de retraite",)
        assert uids(engine.search(asked("ehpad", synonyms=table, exact=True))) == ["sheet:3"]
        assert engine.search(asked("recyclerie", synonyms=table)).widened == ()

    def test_the_words_that_no_text_holds_are_said_whatever_the_filters(self, engine: SearchEngine) -> None:
        table = SynonymTable([("conflit", "tension")])
        engine.index(
            [sheet(1, "Tension entre bénévoles", facets={"lever": ("a",)}), sheet(2, "Caché", groups=(MEMBER,))]
        )
        chosen = {"lever": ("b",)}
        for fields in ({}, {"exact": True}, {"synonyms": table}, {"selected": chosen}, {"limit": 0, "counted": ()}):
            results = engine.search(asked("Comment calmer un conflit entre bénévoles ou verger", **fields))
            assert results.absent == ("calmer", "conflit", "verger"), fields
        assert engine.search(asked("caché")).absent == ("caché",)
        assert engine.search(asked("caché", groups=(PUBLIC, MEMBER))).absent == ()
        assert engine.search(asked("benevolle")).absent == ("benevolle",)
        assert engine.search(asked("comment faire avec les bénévoles")).absent == ()
        assert engine.search(asked("")).absent == ()

    def test_two_families_are_not_taken_one_for_the_other(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Mobiliser les parents"), sheet(2, "La mobilité des parents"), sheet(3, "Mobilisation")])
        assert set(uids(engine.search(asked("mobiliser")))) == {"sheet:1", "sheet:3"}
        assert uids(engine.search(asked("mobilité"))) == ["sheet:2"]

    def test_words_that_mean_nothing_alone_are_found_together(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Avec vous", "Il y a beaucoup à faire."), sheet(2, "Faire avec les habitants")])
        assert uids(engine.search(asked("faire avec")))[0] == "sheet:2"
        assert uids(engine.search(asked("« faire avec »"))) == ["sheet:2"]

    def test_quotes_ask_for_a_phrase_and_a_minus_leaves_out(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Le café du mardi"), sheet(2, "Mardi, un café"), sheet(3, "Le café du lundi")])
        assert uids(engine.search(asked('"café du mardi"'))) == ["sheet:1"]
        assert uids(engine.search(asked("café -mardi"))) == ["sheet:3"]
        assert uids(engine.search(asked("-mardi"))) == ["sheet:3"]

    def test_neighbours_count_more_than_words_far_apart(self, engine: SearchEngine) -> None:
        far = "comité " + "mot " * 30 + "usagers"
        engine.index([sheet(1, "A", far), sheet(2, "B", "mot " * 30 + "comité des usagers")])
        assert uids(engine.search(asked("comité usagers")))[0] == "sheet:2"

    def test_weights_of_kinds_change_the_order_and_not_what_is_found(self, engine: SearchEngine) -> None:
        kinds = ("sheet", "story", "place", "remark")
        engine.index([sheet(n, "Accueil" + " mot" * n, kind=kind, uid=f"{kind}:1") for n, kind in enumerate(kinds)])
        weights = {"place": 4.0, "remark": 4.0, "story": 2.0, "unknown": 9.0}
        plain, weighted = engine.search(asked("accueil")), engine.search(asked("accueil", kind_weights=weights))
        assert uids(plain) == [f"{kind}:1" for kind in kinds]
        assert uids(weighted) == ["place:1", "remark:1", "story:1", "sheet:1"]
        assert (weighted.total, weighted.facets) == (plain.total, plain.facets)
        before, after = ({hit.uid: hit.score for hit in results.hits} for results in (plain, weighted))
        assert {uid: after[uid] / before[uid] for uid in before} == pytest.approx(
            {f"{kind}:1": weights.get(kind, 1.0) for kind in kinds}
        )

    @pytest.mark.parametrize(
        "fields", [{"sort": "date"}, {"selected": {"kind": ("story",)}}, {"text": ""}, {"text": "-jamais"}]
    )
    def test_weights_of_kinds_matter_to_relevance_among_several_kinds_only(
        self, engine: SearchEngine, fields: dict[str, Any]
    ) -> None:
        engine.index([sheet(1, "Accueil", date=NOW), sheet(2, "Accueil", kind="story", uid="story:2")])
        plain = asked(**{"text": "accueil"} | fields)
        assert engine.search(replace(plain, kind_weights={"story": 4.0})) == engine.search(plain)

    def test_pages_follow_each_other_without_gap_or_repetition(self, engine: SearchEngine) -> None:
        engine.index([sheet(n, "Accueil", "mot " * (n % 7), date=NOW) for n in range(57)])
        for sort in ("relevance", "date", "discussed", "tried"):
            pages = [engine.search(asked("accueil", sort=sort, offset=at, limit=10)) for at in range(0, 70, 10)]
            seen = [uid for page in pages for uid in uids(page)]
            assert len(seen) == len(set(seen)) == 57
            assert {page.total for page in pages} == {57}

    def test_sorted_by_date_by_discussion_or_by_those_who_tried(self, engine: SearchEngine) -> None:
        engine.index([sheet(n, "Accueil", date=NOW - timedelta(days=n), discussed=n) for n in (2, 1, 3)])
        engine.index([sheet(4, "Accueil", tried=2), sheet(5, "Jardin", tried=1), sheet(6, "Jardin", tried=12)])
        assert uids(engine.search(asked("accueil", sort="date"))) == ["sheet:1", "sheet:2", "sheet:3", "sheet:4"]
        assert uids(engine.search(asked("accueil", sort="discussed")))[:3] == ["sheet:3", "sheet:2", "sheet:1"]
        assert uids(engine.search(asked("jardin", sort="tried"))) == ["sheet:6", "sheet:5"]
        assert uids(engine.search(asked("accueil", sort="tried")))[:2] == ["sheet:4", "sheet:1"]
        assert uids(engine.search(asked()))[:3] == ["sheet:1", "sheet:2", "sheet:3"]

    @pytest.mark.parametrize(
        "window", [{"limit": 0}, {"limit": -1}, {"offset": 10**12}, {"offset": -5, "limit": 10**9}]
    )
    def test_absurd_windows_still_count(self, engine: SearchEngine, window: dict[str, int]) -> None:
        engine.index([sheet(1, "Accueil")])
        assert engine.search(asked("accueil", **window)).total == 1

    def test_a_bad_row_takes_no_other_with_it(self, engine: SearchEngine) -> None:
        engine.index([sheet(2, "Accueil avant")])
        bad = [
            sheet(2, 3),
            sheet(3, "x", groups="public"),
            sheet(4, "x", facets={"inconnue": ("a",)}),  # type: ignore[arg-type]
            sheet(5, "x", date=datetime(2026, 1, 1)),
            sheet(6, "x", discussed="mille"),
            sheet(7, "x", uid=""),
        ]
        report = engine.index([sheet(1, "Accueil"), *bad, sheet(8, "Accueil")])
        assert report.indexed == 2
        assert [rejected.uid for rejected in report.rejected] == [
            "sheet:2",
            "sheet:3",
            "sheet:4",
            "sheet:5",
            "sheet:6",
            "",
        ]
        assert all(rejected.reason for rejected in report.rejected)
        assert set(uids(engine.search(asked("accueil")))) == {"sheet:1", "sheet:8"}
        engine.index([sheet(9, "Accueil")])
        assert engine.search(asked("accueil")).total == 3

    def test_a_rebuild_forgets_the_old_and_catches_up_with_what_changed_meanwhile(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Vieux")])
        report = engine.rebuild(
            [sheet(2, "Lu"), sheet(3, "Supprimé")],
            catch_up=lambda: Changes(documents=[sheet(4, "Publié pendant")], deleted=["sheet:3"]),
        )
        assert report.indexed == 3
        assert engine.digests().keys() == {"sheet:2", "sheet:4"}

    def test_suggestions_complete_the_last_word_and_forgive_a_slip(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Le café d’accueil"), sheet(2, "Café associatif"), sheet(3, "Témoignage")])
        assert {found.uid for found in engine.suggest("caf", now=NOW)} == {"sheet:1", "sheet:2"}
        assert [found.uid for found in engine.suggest("café d’acc", now=NOW)] == ["sheet:1"]
        assert [(found.uid, found.kind) for found in engine.suggest("temoingage", now=NOW)] == [("sheet:3", "sheet")]
        assert engine.suggest(" ’ ", now=NOW) == ()

    def test_similar_pages_share_rare_words(self, engine: SearchEngine) -> None:
        engine.index(
            [
                sheet(1, "Parrainage des nouveaux", "binôme distribution paniers"),
                sheet(2, "Paniers en binôme", "distribution du mardi"),
                sheet(3, "Podcast", "énergie citoyenne"),
                sheet(4, "Binôme et paniers", kind="story", uid="story:4"),
            ]
        )
        assert engine.similar("sheet:1", now=NOW)[0].uid == "sheet:2"
        assert [hit.uid for hit in engine.similar("sheet:1", now=NOW, kinds=("story",))] == ["story:4"]

    def test_only_signs_find_nothing_and_nothing_typed_finds_everything(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Accueil")])
        assert engine.search(asked("?!… « »")).total == 0
        assert engine.search(asked("  ")).total == 1

    def test_health_says_how_many(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "Accueil")])
        assert engine.health().is_ready
        assert engine.health().documents == 1

    # The same test on two engines is the point here: an example that breaks one may well be tried on the other.
    @settings(
        max_examples=times(50),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(
        text=st.one_of(
            st.text(max_size=300),
            st.text(alphabet='"-«»“”()*:[]{}^~\\/+&|!?.·usager éœ\x00\u00ad\ud800’', max_size=80),
            st.sampled_from(["a" * 100_000, "( " * 5_000, '"' * 999, "uid:x OR groups:*", "AND OR NOT", "﷽", "\ud800"]),
        ),
        value=st.text(max_size=50),
        sort=st.sampled_from(["relevance", "date", "discussed", "tried"]),
    )
    def test_nothing_typed_breaks_it(self, engine: SearchEngine, text: str, value: str, sort: Any) -> None:
        if not engine.digests():
            engine.index([sheet(1, "Accueil des usagers", "a b c")])
        query = asked(text, selected={"lever": (value,)} if value else {}, sort=sort, groups=(PUBLIC, value))
        assert engine.search(query).total in {0, 1}
        assert engine.suggest(text, now=NOW) in {(), engine.suggest("accueil", now=NOW)}
        assert engine.similar(value or "x", now=NOW) == ()
