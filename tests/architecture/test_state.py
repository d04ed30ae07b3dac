"""What one request learns never stays on an object that the next one meets: no state of a person outlives an answer.

Views that are objects (feeds), engines, workers and modules are shared by all the threads of a process. Writing on
them is allowed to the few named here, each for a reason that holds whoever is asking.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management.base import BaseCommand
from django.db.models import Model
from django.forms import BaseForm, BaseFormSet, Field
from django.views import View

from tests.architecture.house import APPS, ROOT, place, sources

MADE_ANEW = (BaseForm, BaseFormSet, View, Model, BaseCommand, Exception)
"""Made for one request, one command or one row: what is written on them goes away with it."""

MIXED_IN = {
    "AttachmentFields": "a part of a form",
    "PictureFields": "a part of a form",
}

SHARED_AND_WRITTEN = {
    "community.background.Worker": "its own thread; what it drains is in the database",
    "community.kept_order.KeptOrder": "one more order to keep, the same for everybody",
    "community.kept.remembered.Remembered": "rows that are the same for everybody, behind a lock",
    "community.kept.remembered.RememberedByKind": "likewise, for all of a kind: nothing else of a reader is kept",
    "community.kept.store._Shelf": "pages that are the same for every visitor, behind a lock",
    "search.breaker.Breaker": "whether a server answers, the same for everybody",
    "search.answering.counts._Writer": "whether a thread is awaited; the counts it writes name nobody",
    "search.engines.embedded.side_by_side.SideBySide": "the thread that computes; tasks carry what they need",
    "search.engines.elastic.server.Connection": "the connection to the server, one a process",
    "search.engines.embedded.reader.Readers": "the open index, replaced when another is built",
    "search.engines.embedded.reader.Snapshot": "how many documents each audience may find, by its groups",
    "search.engines.language.known_words.KnownWords": "the words of public documents, behind a lock",
    "search.engines.embedded.soundness.Soundness": "whether the files are sound, the same for everybody",
}

MADE_FOR_ONE_USE = {
    "community.drawing.covers._Lots": "made for one cover",
    "community.paper.pdf.Paper": "made for one PDF",
    "community.files.receiving.PatientUploadHandler": "made for one request",
    "practices.adoptions.lineage._Tree": "made for one page",
    "community.seen_pages.SeenPages": "made for one page",
    "community.rights.archives._Making": "made for one archive",
    "community.invitations.fates._Judge": "made for one list",
    "community.files.recordings.boxes.Boxes": "made for one file",
    "community.files.recordings.ebml.Elements": "made for one file",
    "community.files.recordings.eraser.Eraser": "made for one file",
    "search.admin.chosen_answers.ChosenAnswerScreen": "a part of a view",
    "search.things.audience.Surroundings": "made for one batch of pages",
    "search.engines.elastic.reader.ServerVocabulary": "made for one question",
    "search.engines.elastic.writer.PreparedActions": "made for one batch of documents",
    "search.engines.elastic.writer._Outcome": "made for one batch of documents",
    "search.engines.embedded.writer.PreparedRows": "made for one batch of documents",
    "search.engines.language.plan._Builder": "made for one question",
    "search.engines.language.synonyms.SynonymTable": "filled while it is made",
}

MODULES_THAT_REMEMBER = {
    "community.contexts._contexts": "filled by ready()",
    "community.files.shown._showings": "filled by ready()",
    "community.kept.generation._tables_move": "whether this process migrates: of no request",
    "community.kept.stamp._comparisons": "filled by ready()",
    "community.kept.store._shelves": "pages that are the same for every visitor, behind a lock",
    "community.moderation.subjects._subjects": "filled by ready()",
    "community.notifications.answering._source": "filled by ready()",
    "community.notifications.mails._kinds": "filled by ready()",
    "community.notifications.letters._writers": "filled by ready()",
    "community.notifications.letters._awaited": "filled by ready()",
    "community.comments.attaching._attachable": "filled by ready()",
    "community.comments.marks._acts": "filled by ready()",
    "community.comments.marks._marks": "filled by ready()",
    "community.comments.quoting._quotable": "filled by ready()",
    "community.comments.telling._tell_too": "filled by ready()",
    "community.permissions._authors": "filled by ready()",
    "community.permissions._put_away": "filled by ready()",
    "practices.requests.finder._finders": "filled by ready()",
    "community.rights.leavers._forgetting": "filled by ready()",
    "community.rights.what_we_keep._gathering": "filled by ready()",
    "community.visibility._conditions": "filled by ready()",
    "search.things.registry._kinds": "filled by ready()",
    "search.things.registry._unsearchable": "filled by ready()",
    "search.answering.counts._waiting": "counts of questions, without who asked, behind a lock",
    "search.indexing.upkeep._hurried": "names of indexes",
    "search.indexing.upkeep._looked_after": "when each index was looked at",
    "search.engines.language.french._cache": "stems of words",
    "config.env._defaults": "filled while the settings are read",
}

CHANGES = {"append", "add", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "update"}
KEEP_ANSWERS = {"cache", "lru_cache", "cache_page", "memoize"}
ABOUT_A_PERSON = {"request", "member", "user", "reader"}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def writes_on_self(method: ast.FunctionDef) -> Iterator[str]:
    """The attributes that a method gives to its own object, or whose content it changes."""
    places = [*method.args.posonlyargs, *method.args.args]
    own = places[0].arg if places else ""
    for target in flattened([one for node in ast.walk(method) for one in changed_by(node)]):
        while isinstance(target, ast.Subscript):
            target = target.value
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == own:
            yield target.attr


def changed_by(node: ast.AST) -> list[ast.expr]:
    """What a statement or a call gives, changes or takes away."""
    match node:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            return targets
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return [target]
        case ast.Call(func=ast.Name(id="setattr"), args=[owner, *_]):
            return [ast.Attribute(value=owner, attr="…", ctx=ast.Store())]
        case ast.Call(func=ast.Attribute(value=owner, attr=act)) if act in CHANGES:
            return [owner]
    return []


def flattened(targets: list[ast.expr]) -> Iterator[ast.expr]:
    for target in targets:
        if isinstance(target, ast.Tuple | ast.List):
            yield from flattened(target.elts)
        else:
            yield target


def shared_classes_written(tree: ast.Module, module: str) -> Iterator[str]:
    """The classes of a module whose objects change after they are made, those made anew for each use apart."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.name in MIXED_IN:
            continue
        methods = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name != "__init__"]
        written = {name for method in methods for name in writes_on_self(method)}
        if not written:
            continue
        made = getattr(importlib.import_module(module), node.name, None)
        if made is None or not issubclass(made, MADE_ANEW):
            yield f"{module}.{node.name}"


def modules_written(tree: ast.Module, module: str) -> Iterator[str]:
    """The names of a module that one of its functions gives or changes."""
    names = {
        name.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for name in ast.walk(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        if isinstance(name, ast.Name)
    }
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                yield from (f"{module}.{name}" for name in node.names)
            for changed in flattened(changed_by(node)):
                if isinstance(changed, ast.Subscript):
                    changed = changed.value
                if isinstance(changed, ast.Name) and changed.id in names and not is_local(changed.id, function):
                    yield f"{module}.{changed.id}"


def is_local(name: str, function: ast.FunctionDef) -> bool:
    """Whether a function has a variable of its own under this name."""
    arguments = [*function.args.args, *function.args.kwonlyargs, *function.args.posonlyargs]
    stored = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return name in stored or name in {argument.arg for argument in arguments}


def parsed() -> list[tuple[str, ast.Module]]:
    return [
        (module_of(path), ast.parse(path.read_text())) for path in sources(*APPS, "config") if "demo" not in place(path)
    ]


def test_shared_objects_are_not_written_on() -> None:
    found = {name for module, tree in parsed() for name in shared_classes_written(tree, module)}
    known = SHARED_AND_WRITTEN.keys() | MADE_FOR_ONE_USE.keys()
    assert found - known == set(), "give it as an argument, or say here why it is nobody's"
    assert known - found == set(), "no longer written on: take it off the list"


def test_modules_remember_nothing_of_anybody() -> None:
    found = {name for module, tree in parsed() for name in modules_written(tree, module)}
    assert found - MODULES_THAT_REMEMBER.keys() == set(), "give it as an argument, or say here why it is nobody's"
    assert MODULES_THAT_REMEMBER.keys() - found == set(), "no longer written on: take it off the list"


def test_no_answer_about_a_person_is_kept_by_a_function() -> None:
    kept = [
        f"{module}.{function.name}"
        for module, tree in parsed()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        and any(KEEP_ANSWERS & set(re.findall(r"\w+", ast.unparse(one))) for one in function.decorator_list)
        and ABOUT_A_PERSON & {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
    ]
    assert kept == []


@pytest.mark.parametrize(
    "written",
    [
        "self.member = request.user",
        "self.kept['member'] = request.user",
        "self.kept.append(request.user)",
        "self.count += 1",
        "setattr(self, 'member', request.user)",
        "self.first, self.member = 1, request.user",
    ],
)
def test_these_checks_see_a_feed_that_keeps_its_reader(written: str) -> None:
    method = ast.parse(f"def get_object(self, request):\n    {written}").body[0]
    assert isinstance(method, ast.FunctionDef)
    assert list(writes_on_self(method))


@pytest.mark.parametrize(
    "written", ["global _last; _last = request", "_seen[request] = 1", "_seen.add(request)", "_seen[request] += 1"]
)
def test_these_checks_see_a_module_that_remembers(written: str) -> None:
    tree = ast.parse(f"_seen = {{}}\n_last = None\n\ndef view(request):\n    {written}\n")
    assert list(modules_written(tree, "room"))


def test_a_field_is_copied_for_each_form() -> None:
    """Why fields of forms need no rule: what a form changes on them is its own."""

    class Form(BaseForm):
        base_fields = {"name": Field(required=True)}
        declared_fields = base_fields

    first, second = Form(), Form()
    first.fields["name"].required = False
    assert second.fields["name"].required
