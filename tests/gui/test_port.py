"""The port that tests use is the window's own: what it fakes is little, and cannot drift."""

from __future__ import annotations

import inspect

import pytest
from support.canned import inspection
from support.fake_core import FakeCore
from support.stub_networks import StubAttributor, StubFront, StubGoodNet, StubNetwork, goodnet

from core.screen.goodnet import GoodNet
from gui.port import Core

# What would load TensorFlow, train or write a network, or open a file that is not there.
FAKED = {
    "warm_up", "kind_of", "inspect", "look_at", "open_goodnet", "examine", "samples",
    "repair", "learn", "unfinished_repair", "discard_repair", "first_look", "audit",
    "save", "export", "export_guard",
}  # fmt: skip
# Core's own work, which tests only slow down or count.
WATCHED = {"screen", "pictures"}


def public(made: type) -> set[str]:
    return {name for name in vars(made) if not name.startswith("_")}


def test_tests_fake_no_more_than_what_is_slow():
    assert public(FakeCore) == FAKED | WATCHED
    assert public(StubGoodNet) == {"material", "attributor"}


@pytest.mark.parametrize("name", sorted(FAKED | WATCHED))
def test_what_is_faked_is_asked_for_in_the_same_words(name):
    assert inspect.signature(getattr(FakeCore, name)) == inspect.signature(getattr(Core, name))


@pytest.mark.parametrize("stub", [StubNetwork, StubFront, StubAttributor])
def test_stubs_are_asked_as_the_real_ones_are(stub):
    (real,) = stub.__bases__
    for name in public(stub) & public(real):
        asked, meant = (inspect.signature(getattr(made, name)) for made in (stub, real))
        assert list(asked.parameters) == list(meant.parameters), name


def test_the_window_is_tested_with_the_real_goodnet():
    made = goodnet(inspection("net.h5"), {})
    assert isinstance(made, GoodNet)
    assert made.threshold_disagreement >= made.settings.least_disagreement > 0
    assert made.record.frr == made.frr and made.record.promise == made.promise
