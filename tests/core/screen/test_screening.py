"""Screening files of every kind: one verdict each, counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import tiny
from support.tiny import records_of
from support.verdicts import votes

from core.errors import Unreadable
from core.files.images import encode_png
from core.jobs.generators import result_of
from core.records import Progress, Unscreened, Verdict
from core.screen.crowding import Counts
from core.screen.screening import Count, screen


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """A clean set, a poisoned one, and a folder with two pictures and a broken one."""
    folder = tmp_path_factory.mktemp("inputs")
    images, _ = tiny.pictures(2, seed=40)
    pictures = folder / "pictures"
    pictures.mkdir()
    for name, image in zip("ab", images, strict=True):
        (pictures / f"{name}.png").write_bytes(encode_png(image))
    (pictures / "c.png").write_bytes(b"no picture")
    return [
        tiny.write_clean(folder / "clean.h5", 60, seed=41),
        tiny.write_poisoned(folder / "poisoned.h5", 30, seed=42),
        pictures,
    ]


def test_every_image_gets_one_verdict_in_order(tiny_goodnet, inputs):
    records, summary = records_of(screen(tiny_goodnet, inputs))
    verdicts = [r for r in records if isinstance(r, Verdict)]
    (broken,) = [r for r in records if isinstance(r, Unscreened)]
    assert [v.index for v in verdicts[:90]] == [*range(60), *range(30)]
    assert [v.path for v in verdicts[90:]] == [str(inputs[2] / n) for n in ("a.png", "b.png")]
    assert broken.path == str(inputs[2] / "c.png") and broken.why
    assert (summary.images, summary.unscreened) == (92, 1)
    assert summary.poisoned + summary.clean == 92
    assert sum(v.verdict == "poisoned" for v in verdicts[60:90]) > 20
    assert sum(v.verdict == "poisoned" for v in verdicts[:60]) < 15
    progress = [r for r in records if isinstance(r, Progress)]
    assert progress[-1].done == progress[-1].total == 93


def test_a_verdict_holds_its_evidence(tiny_goodnet, inputs):
    records, _ = records_of(screen(tiny_goodnet, inputs[:2], stop_early=False))
    for verdict in (r for r in records if isinstance(r, Verdict)):
        flagged = verdict.p_value <= tiny_goodnet.frr
        assert (verdict.verdict == "poisoned") == flagged
        p_values = {vote.name: vote.p_value for vote in verdict.votes}
        assert tuple(p_values) == tiny_goodnet.votes
        assert verdict.p_value == min(p for p in p_values.values() if p is not None)
        by_strip = verdict.weighted_bits < tiny_goodnet.threshold_bits
        by_networks = verdict.disagreement > tiny_goodnet.threshold_disagreement
        by = verdict.flagged_by(tiny_goodnet.frr)
        assert ("strip" in by) == by_strip
        assert ("disagreement" in by) == by_networks
        assert flagged == bool(by)
        assert verdict.goodnet_class == (4 if flagged else verdict.repaired_class)
        assert 0.25 <= verdict.confidence <= 1
        assert 0.25 <= verdict.badnet_confidence <= 1
        if verdict.repaired_class == verdict.badnet_class:
            assert verdict.repaired_on_badnet_class == pytest.approx(verdict.confidence)
        else:
            assert verdict.repaired_on_badnet_class <= verdict.confidence + 1e-6


def test_stopping_early_gives_the_same_verdicts_and_bounds(tiny_goodnet, inputs):
    full, early = (
        [
            r
            for r in records_of(screen(tiny_goodnet, inputs, stop_early=how))[0]
            if isinstance(r, Verdict)
        ]
        for how in (False, True)
    )
    assert [v.verdict for v in full] == [v.verdict for v in early]
    assert all(v.p_value_is == "exact" for v in full)
    assert {v.p_value_is for v in early} >= {"at least", "at most"}
    for exact, bound in zip(full, early, strict=True):
        if bound.p_value_is == "at least":
            assert bound.p_value <= exact.p_value and bound.verdict == "clean"
        elif bound.p_value_is == "at most":
            assert bound.p_value >= exact.p_value and bound.verdict == "poisoned"
        else:
            assert bound.p_value == pytest.approx(exact.p_value)


def test_the_counts_are_those_of_the_verdicts(tiny_goodnet, inputs):
    records, summary = records_of(screen(tiny_goodnet, inputs[:2]))
    verdicts = [r for r in records if isinstance(r, Verdict)]
    right = [v for v in verdicts if v.goodnet_class == v.label]
    rest = [v for v in verdicts if v.verdict == "clean"]
    assert summary.labelled == 90
    assert (summary.correct, summary.incorrect) == (len(right), 90 - len(right))
    assert summary.rest_correct == sum(v.repaired_class == v.label for v in rest)
    assert summary.rest_incorrect == len(rest) - summary.rest_correct


def test_the_label_n_means_poisoned():
    verdict = Verdict(
        "x",
        0,
        0,
        4,
        1,
        1.0,
        0.9,
        0.1,
        0.9,
        0.95,
        0.01,
        "poisoned",
        votes(strip=0.01, disagreement=0.02),
        label=4,
    )
    count = Count(Counts(np.zeros(4, int), np.zeros(4, int)), 0.05)
    count.add(verdict)
    count.add(replace(verdict, goodnet_class=1, verdict="clean"))
    summary = count.summary()
    assert (summary.correct, summary.incorrect) == (1, 1)
    assert (summary.rest_correct, summary.rest_incorrect) == (0, 1)


def test_without_labels_nothing_is_called_right(tiny_goodnet, inputs):
    summary = result_of(screen(tiny_goodnet, inputs[:1], ignore_labels=True))
    assert summary.labelled == 0
    assert summary.correct is summary.incorrect is summary.rest_correct is None


def test_another_frr_moves_only_the_threshold(tiny_goodnet, inputs):
    flagged = [
        result_of(screen(tiny_goodnet.with_frr(frr), inputs[:1])).poisoned for frr in (0.05, 0.5)
    ]
    assert flagged[0] < flagged[1]
    with pytest.raises(Unreadable, match="needs at least"):
        tiny_goodnet.with_frr(0.001)
