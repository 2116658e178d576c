"""Cyclic garbage is collected in the window's thread, and all of it only once nothing runs."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui import garbage
from gui.garbage import GarbageCollector
from gui.job import Job, Lane


class Node:
    """One half of a cycle."""

    other: Node


def cycle() -> weakref.ref[Node]:
    """Two objects that hold each other, and that nothing else holds."""
    one, two = Node(), Node()
    one.other, two.other = two, one
    return weakref.ref(one)


@pytest.fixture
def lane(qtbot: QtBot, monkeypatch) -> Iterator[Lane]:
    """A lane whose garbage is collected, soon after it is done."""
    monkeypatch.setattr(garbage, "LATER_MS", 50)
    made = Lane()
    collector = GarbageCollector([made])
    collector.start()
    assert not gc.isenabled()
    yield made
    made.wait()
    collector.stop()
    assert gc.isenabled()


def test_a_job_leaves_its_garbage_to_the_thread_of_the_window(lane, qtbot):
    left: list[weakref.ref[Node]] = []
    threads: set[threading.Thread] = set()
    watch = lambda _phase, _info: threads.add(threading.current_thread())  # noqa: E731
    gc.callbacks.append(watch)
    lane.submit(Job("Make garbage", lambda: left.extend(cycle() for _ in range(20_000))))
    qtbot.waitUntil(lambda: bool(left) and not any(ref() for ref in left))
    gc.callbacks.remove(watch)
    assert threads == {threading.main_thread()}


def test_only_young_garbage_is_looked_for_while_a_job_runs(lane, qtbot):
    may_end = threading.Event()
    lane.submit(Job("Wait", may_end.wait))
    old = cycle()
    holder = old()
    gc.collect(1)  # it is alive, so it grows old
    del holder
    young = cycle()
    qtbot.waitUntil(lambda: young() is None)
    assert old() is not None
    may_end.set()
    qtbot.waitUntil(lambda: old() is None)
