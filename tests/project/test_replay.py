"""A job's records are kept once, and said again without the job."""

from __future__ import annotations

from support.replay import kept
from support.tiny import records_of


def test_a_job_is_done_once_and_then_told_again(tmp_path):
    done = []

    def job():
        done.append("once")
        yield {"stage": "scan"}
        yield {"stage": "repair"}
        return ("result", 3)

    first = records_of(kept(tmp_path / "job", job))
    assert first == ([{"stage": "scan"}, {"stage": "repair"}], ("result", 3))
    assert records_of(kept(tmp_path / "job", job)) == first
    assert done == ["once"]


def test_a_job_that_is_recorded_hears_what_is_wished(tmp_path):
    heard = []

    def job():
        heard.append((yield "first"))

    work = kept(tmp_path, job)
    next(work)
    assert said_after(work, "stop early") is None
    assert heard == ["stop early"]


def said_after(work, wish):
    try:
        work.send(wish)
    except StopIteration as end:
        return end.value
    raise AssertionError("the job goes on")
