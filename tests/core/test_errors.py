"""Errors go from one process to another whole."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
from support.canned import refused_inspection

from core.errors import Said, SeveralOutputs, Unsafe
from core.opening.settings import NotRebuilt
from core.quarantine.reader import Crashed
from core.text.sentence import Sentence


def kinds(of: type[Said] = Said) -> Iterator[type[Said]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


KINDS = sorted({*kinds()}, key=lambda kind: kind.__name__)


def made(kind: type[Said]) -> Said:
    if kind is Crashed:
        return Crashed("net.h5", "hung")
    if kind is SeveralOutputs:
        return SeveralOutputs("{name} has two.", name="net.h5", outputs=["a", "b"])
    if kind is Unsafe:
        return Unsafe("{name} is unsafe.", name="net.h5", inspection=refused_inspection("net.h5"))
    return kind("{name} is bad.", name="net.h5")


def test_the_kinds_include_those_of_inner_packages():
    assert {Crashed, NotRebuilt} < set(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_arrives_whole_in_another_process(kind):
    sent = made(kind)
    came = pickle.loads(pickle.dumps(sent))
    assert type(came) is kind
    (said,) = came.args
    assert isinstance(said, Sentence) and str(came) == str(sent)
    assert (said.template, said.values) == (sent.args[0].template, sent.args[0].values)
    assert vars(came) == vars(sent)
