"""Cyclic garbage is collected in the window's thread, and all of it only while nothing runs."""

from __future__ import annotations

import gc
import weakref

import pytest

from gui.garbage import ALL, GarbageCollector


class Node:
    """One half of a cycle."""

    other: Node


def cycle() -> weakref.ref[Node]:
    """Two objects that hold each other, and that nothing else holds."""
    one, two = Node(), Node()
    one.other, two.other = two, one
    return weakref.ref(one)


@pytest.fixture
def thresholds():
    """So low that everything is due at once."""
    before = gc.get_threshold()
    gc.set_threshold(0, 0, 0)
    yield
    gc.set_threshold(*before)


def test_garbage_is_collected_in_the_thread_of_the_window(qtbot, thresholds):
    collector = GarbageCollector(lambda: False)
    collector.start()
    try:
        assert not gc.isenabled()
        garbage = cycle()
        qtbot.waitUntil(lambda: garbage() is None)
    finally:
        collector.stop()
    assert gc.isenabled()


def test_all_generations_are_looked_at_once_nothing_runs(qtbot, thresholds):
    seen: list[int] = []
    watch = lambda phase, info: seen.append(info["generation"])  # noqa: E731
    for busy in (True, False):
        collector = GarbageCollector(lambda busy=busy: busy)
        gc.collect(1)
        gc.callbacks.append(watch)
        collector._collect()
        gc.callbacks.remove(watch)
        assert (ALL in seen) is not busy
