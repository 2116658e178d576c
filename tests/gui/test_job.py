"""Jobs deliver, stop between two yields, and stay silent once dropped; lanes keep order."""

from __future__ import annotations

import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from core.records import Wish
from gui.job import APART, Job, Lane


@pytest.fixture
def lane(qapp):
    made = Lane()
    yield made
    made.wait()
    qapp.processEvents()


def counting(to=10_000, pace=0.001, log=None):
    """Counts, and returns how far it came; finishes early when asked."""
    try:
        for number in range(to):
            time.sleep(pace)
            if (yield number) is Wish.STOP_EARLY:
                return f"early at {number}"
        return "to the end"
    finally:
        if log is not None:
            log.append("closed")


def test_records_and_result_arrive_in_the_thread_that_made_the_job(qtbot: QtBot, lane):
    arrived, threads = [], set()
    job = Job("count", lambda: counting(5))
    job.progressed.connect(lambda n: (arrived.append(n), threads.add(threading.get_ident())))
    with qtbot.waitSignal(job.succeeded) as done:
        lane.submit(job)
    assert arrived == [0, 1, 2, 3, 4]
    assert done.args == ["to the end"]
    assert threads == {threading.get_ident()}


def test_a_plain_function_is_work_too(qtbot: QtBot, lane):
    job = Job("add", lambda: 1 + 1)
    with qtbot.waitSignal(job.succeeded) as done:
        lane.submit(job)
    assert done.args == [2]


def test_an_error_arrives_as_it_was_raised(qtbot: QtBot, lane):
    def fails():
        yield 1
        raise ValueError("no good")

    job = Job("fail", fails)
    with qtbot.waitSignal(job.failed) as failed:
        lane.submit(job)
    assert [type(error) for error in failed.args or []] == [ValueError]


def test_cancel_closes_the_generator_within_half_a_second(qtbot: QtBot, lane):
    log = []
    job = Job("count", lambda: counting(log=log))
    with qtbot.waitSignal(job.progressed):
        lane.submit(job)
    started = time.monotonic()
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert time.monotonic() - started < 0.5
    assert log == ["closed"]


def test_pause_holds_and_resume_goes_on(qtbot: QtBot, lane):
    arrived = []
    job = Job("count", lambda: counting(400))
    job.progressed.connect(arrived.append)
    with qtbot.waitSignal(job.progressed):
        lane.submit(job)
    job.pause()
    qtbot.wait(60)
    held = len(arrived)
    qtbot.wait(100)
    assert len(arrived) == held < 400
    with qtbot.waitSignal(job.succeeded):
        job.resume()
    assert len(arrived) == 400


def test_a_paused_job_can_be_cancelled(qtbot: QtBot, lane):
    job = Job("count", counting)
    with qtbot.waitSignal(job.progressed):
        lane.submit(job)
    job.pause()
    with qtbot.waitSignal(job.cancelled):
        job.cancel()


def test_stop_early_keeps_what_there_is(qtbot: QtBot, lane):
    job = Job("count", counting)
    with qtbot.waitSignal(job.progressed):
        lane.submit(job)
    with qtbot.waitSignal(job.succeeded) as done:
        job.stop_early()
    assert str(done.args).startswith("['early at")


def test_jobs_of_a_lane_never_overlap(qtbot: QtBot, lane):
    running, most = [], []

    def alone():
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        yield
        running.pop()

    with qtbot.waitSignal(lane.emptied):
        for number in range(4):
            lane.submit(Job(str(number), alone))
    assert most == [1, 1, 1, 1]


def test_all_jobs_of_a_lane_run_in_one_thread(qtbot: QtBot, lane):
    threads = []
    for number in range(3):
        job = Job(str(number), lambda: threads.append(threading.get_ident()))
        with qtbot.waitSignal(job.finished):
            lane.submit(job)
    assert len(threads) == 3
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()


def test_dropped_jobs_deliver_nothing_any_more(qtbot: QtBot, lane):
    old, new = object(), object()
    heard = []
    stale = Job("old", counting, about=old)
    waiting = Job("old, too", counting, about=old)
    fresh = Job("new", lambda: counting(3), about=new)
    with qtbot.waitSignal(stale.progressed):
        lane.submit(stale)
    for signal in (stale.progressed, stale.succeeded, stale.cancelled):
        signal.connect(lambda *args: heard.append(args))
    waiting.progressed.connect(heard.append)
    lane.submit(waiting)
    lane.drop_all_but(new)
    with qtbot.waitSignal(fresh.succeeded):
        lane.submit(fresh)
    assert heard == []


def test_a_job_apart_from_the_open_file_outlives_it(qtbot: QtBot, lane):
    apart = Job("audit", lambda: counting(3), about=APART)
    with qtbot.waitSignal(apart.succeeded):
        lane.submit(apart)
        lane.drop_all_but(object())


def test_cancel_all_empties_the_lane(qtbot: QtBot, lane):
    jobs = [Job(str(number), counting) for number in range(3)]
    for job in jobs:
        lane.submit(job)
    with qtbot.waitSignals([job.cancelled for job in jobs] + [lane.emptied]):
        lane.cancel_all()
    assert not lane.is_busy()
