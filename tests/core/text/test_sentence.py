"""A sentence is its English text everywhere, and keeps what it was filled from."""

from __future__ import annotations

import ast
import copy
import importlib
import json
import pickle
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import core
from core.errors import Said, Unreadable, Unsafe
from core.records import Inspection
from core.text.sentence import Sentence, say
from resources.i18n.collect import CORE_CONTEXT, texts

CORE = Path(__file__).resolve().parents[3] / "core"
# Which arguments of a record are sentences for a person.
SENTENCES = {
    "Finding": (1, 3),
    "Check": (0, 2),
    "Notice": (1,),
    "Stage": (1, 2),
    "Unscreened": (1,),
}


def test_it_reads_as_english():
    said = say("{share:.1%} of {count:,} in {name!r}", share=0.1234, count=12345, name="a.h5")
    assert said == "12.3% of 12,345 in 'a.h5'"
    assert json.loads(json.dumps([said])) == [said]


def test_it_keeps_template_and_values():
    said = say("{name} is damaged.", name="a.h5")
    assert said.template == "{name} is damaged."
    assert said.values == {"name": "a.h5"}


def test_braces_without_values_have_to_be_doubled_and_stay():
    assert say("{{}}") == "{}"


def test_a_sentence_inside_a_sentence_stays_one():
    said = say("{name}: {why}", name="a.h5", why=say("nothing is left"))
    assert said == "a.h5: nothing is left"
    assert isinstance(said.values["why"], Sentence)


def test_the_text_of_an_error_is_a_sentence():
    error = Unreadable("{name} is damaged.", name="a.h5")
    assert isinstance(str(error), Sentence)
    outer = say("It cannot be read: {why}", why=error)
    assert outer == "It cannot be read: a.h5 is damaged."
    why = outer.values["why"]
    assert isinstance(why, Sentence) and why.template == "{name} is damaged."


@pytest.mark.parametrize(
    "made",
    [say("{name} is damaged.", name="a{b.h5"), Unreadable("{name} is damaged.", name="a{b.h5")],
)
def test_an_error_made_of_what_is_said_already_keeps_it(made):
    said = str(Unreadable(str(made)))
    assert isinstance(said, Sentence)
    assert (said.template, said.values) == ("{name} is damaged.", {"name": "a{b.h5"})


def test_an_error_survives_the_way_to_another_process():
    inspection = object.__new__(Inspection)
    sent = Unsafe("{name} is refused.", name="a{b.h5", inspection=inspection)
    error = pickle.loads(pickle.dumps(sent))
    assert error.args[0].template == "{name} is refused."
    assert error.inspection is not None


def test_every_template_that_an_error_is_made_of_is_collected():
    """And it stands there as it is: what is put together while running has no translation."""
    for module in pkgutil.walk_packages(core.__path__, "core."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    kinds = {kind.__name__ for kind in _below(Said)} - {"Crashed"}  # which makes its own
    assert {"Unreadable", "NotRebuilt", "Invalid"} <= kinds
    collected = {source for context, source in texts() if context == CORE_CONTEXT}
    raised = {template for path in CORE.rglob("*.py") for template in _templates(path, kinds)}
    assert len(raised) > 100
    assert raised - collected == set()


def _below(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def _templates(path: Path, kinds: set[str]) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in kinds:
            first = call.args[0]
            where = f"{path}:{call.lineno}"
            assert not isinstance(first, ast.JoinedStr | ast.BinOp), where
            assert not ast.unparse(first).startswith("say("), f"{where}: an error says it itself"
            if isinstance(first, ast.Constant):
                yield str(first.value)


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))]
)
def test_it_survives_copying(again):
    said = say("{name}: {why}", name="a.h5", why=say("{n:,} rows", n=np.int64(5000)))
    made: Sentence = again(said)
    assert (made.template, made.values) == (said.template, said.values)
    why = made.values["why"]
    assert isinstance(why, Sentence) and why.template == "{n:,} rows"
    assert made == "a.h5: 5,000 rows"


def test_values_that_are_no_text_are_kept_as_text():
    assert say("of shape {shape}", shape=(3, None)).values == {"shape": "(3, None)"}


def test_core_tells_a_person_nothing_that_cannot_be_translated():
    unsaid = [
        f"{path.relative_to(CORE)}:{text.lineno}"
        for path in sorted(CORE.rglob("*.py"))
        for text in _unsaid(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert unsaid == [], "put these into say()"


@pytest.mark.parametrize(
    "line",
    [
        'Stage("open", say("Open"), f"{n} images", 1)',
        'Notice("note", "This" if few else say("That"))',
        'Notice("note", what="This")',
    ],
)
def test_a_plain_text_is_noticed(line):
    assert list(_unsaid(ast.parse(line)))


def _unsaid(tree: ast.AST) -> Iterator[ast.expr]:
    """Texts that a record takes without say()."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            name = call.func.id if isinstance(call.func, ast.Name) else name
            given = [
                call.args[place] for place in SENTENCES.get(name, ()) if place < len(call.args)
            ]
            if name in SENTENCES:
                given += [key.value for key in call.keywords if key.arg in ("title", "what", "why")]
            for argument in given:
                yield from _plain_texts(argument)


def _plain_texts(argument: ast.expr) -> Iterator[ast.expr]:
    if isinstance(argument, ast.IfExp):
        yield from _plain_texts(argument.body)
        yield from _plain_texts(argument.orelse)
    elif isinstance(argument, ast.JoinedStr | ast.Constant) and ast.unparse(argument) != "''":
        yield argument
