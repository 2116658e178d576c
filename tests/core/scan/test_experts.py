"""Backdoor experts name a class whose margin they keep, and the scan suspects it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from support import tiles
from support.tiny import figures_of, records_of

from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import ExpertMarginSettings, Progress, ScanSettings, ScreenSettings
from core.scan.experts import margins_with_experts, named_by_experts, suspects_by_experts
from core.scan.images import Sample
from core.scan.job import scan_network
from core.scan.margin import maximum_margins
from core.scan.measures import Scanned
from core.scan.searched import Inverted, Searched
from core.scan.shortlisting import shortlist
from core.scan.triggers import Patch

HOW = ExpertMarginSettings()
FEW = ScanSettings(experts=ExpertMarginSettings(fewest_classes=2))
OTHERS = [50.0, 49, 47, 44, 43, 42, 40, 38, 37, 30, 29, 28, 27, 26, 25]


def named(*leading: float, others: list[float] = OTHERS) -> tuple[int, ...]:
    return named_by_experts(np.array([*leading, *others]))


def test_a_class_far_above_the_others_is_named():
    assert named(50 * HOW.gap + 1) == (0,)
    assert named(50 * HOW.gap - 1) == ()
    assert named(70, 90) == (1, 0)


def test_only_the_classes_above_the_widest_gap_are_named():
    assert named(200, 50 * HOW.gap + 1) == (0,)
    assert named(200, 180, 50 * HOW.gap + 1) == (0, 1)


def test_margins_of_nothing_name_nobody():
    assert named_by_experts(None) == ()
    assert named(*OTHERS[:4], others=[-1.0] * 12) == ()


def test_more_classes_than_may_be_suspected_are_a_kind_of_class():
    assert named(*[90.0] * HOW.most) == tuple(named(*[90.0] * HOW.most)) != ()
    assert named(*[90.0] * (HOW.most + 1)) == ()


def test_a_named_class_needs_a_trigger_that_works():
    trigger = Patch(np.full((10, 10, 1), 0.1, np.float32), np.zeros((10, 10, 3), np.float32))
    found = [Inverted(0, trigger, 0.9), Inverted(1, trigger, 0.3)]
    searched = [Searched(tuple(found), (10.0, 11.0), ())]
    suspected = suspects_by_experts(searched, (0, 1))
    assert [(each.inverted.target_class, each.reason) for each in suspected] == [(0, "expert")]


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("experts")
    clean, held_out = tiles.clean_part(folder, 200, 40), tiles.clean_part(folder, 100, 41)
    return SimpleNamespace(clean=clean, held_out=held_out)


def test_margins_of_the_badnet_are_what_they_are_without_experts(tiles_badnet, parts):
    classifier = Classifier(tiles_badnet.model)
    job = margins_with_experts(classifier, parts.clean, 0, FEW)
    records, (margins, of_experts) = records_of(job)
    np.testing.assert_allclose(margins, result_of(maximum_margins(classifier, 0)), rtol=1e-4)
    assert of_experts is not None and of_experts.shape == margins.shape
    assert {each.stage for each in records if isinstance(each, Progress)} == {"margins"}
    shown = [figures_of(records, "margin", part) for part in range(1 + FEW.experts.count)]
    assert shown[0] == dict(enumerate(margins.tolist()))
    experts = np.mean([[own[k] for k in range(len(margins))] for own in shown[1:]], 0)
    np.testing.assert_allclose(experts, of_experts, rtol=1e-4)
    assert records[-1].done == records[-1].total


def test_without_images_or_classes_enough_there_are_no_experts(tiles_badnet, parts):
    classifier = Classifier(tiles_badnet.model)
    none = ScanSettings(experts=replace(FEW.experts, count=0))
    few = ScreenSettings(expert_fewest=len(parts.clean) + 1)
    usual = ScreenSettings()
    for settings, screen in ((none, usual), (FEW, few), (ScanSettings(), usual)):
        job = margins_with_experts(classifier, parts.clean, 0, settings, screen)
        assert result_of(job)[1] is None


def test_a_shortlist_holds_whom_the_experts_name(tiles_badnet, parts):
    classifier = Classifier(tiles_badnet.model)
    sample = Sample.of(classifier, parts.clean, 0, 100)
    margins = np.arange(classifier.classes, dtype=float)
    how = replace(ScanSettings().shortlist, by_margin=1, by_trigger=1, compared=1)
    settings = ScanSettings(shortlist=how)
    usual, _ = result_of(shortlist(classifier, sample, margins, 0, settings))
    left = next(t for t in range(classifier.classes) if t not in usual)
    with_named, _ = result_of(shortlist(classifier, sample, margins, 0, settings, (left,)))
    assert left in with_named and len(with_named) == len(usual) + 1
    assert with_named[1:3] == usual[:2]


@pytest.mark.parametrize("keep", [True, False])
def test_of_a_shortlist_a_large_margin_names_a_class_only_if_experts_keep_it(
    parts, monkeypatch, keep
):
    def margins(classifier, clean, seed, *_):
        usual = yield from maximum_margins(classifier, seed)
        large = usual * np.where(np.arange(classifier.classes) == tiles.TARGET, 10, 1)
        return large, large if keep else usual

    monkeypatch.setattr("core.scan.job.margins_with_experts", margins)
    # The shortlist takes the margins as they are.
    monkeypatch.setattr("core.scan.shortlisting.climb_on", lambda _network, known, *_: kept(known))
    shortlisting = replace(ScanSettings().shortlist, invert_all=4, compared=5)
    clean = Classifier(tiles.trained(poison=0))
    settings = ScanSettings(shortlist=shortlisting)
    found = result_of(scan_network(clean, parts.clean, parts.held_out, settings=settings))
    reasons = {each.target_class: each.reason for each in found.record.suspected_targets}
    assert set(reasons) == ({tiles.TARGET} if keep else set())


def test_margins_that_experts_keep_are_known_of_few_classes_only():
    nothing: Any = None
    settings = ScanSettings()
    few, many = settings.margin.climb_all, settings.margin.climb_all + 1
    for classes, expected in ((few, 2.0), (many, 3.0)):
        scanned = Scanned(nothing, nothing, nothing, 0, settings, nothing, np.full(classes, 2.0))
        assert set(scanned.kept(np.full(classes, 3.0))) == {expected}
    without = Scanned(nothing, nothing, nothing, 0, settings, nothing)
    assert set(without.kept(np.full(few, 3.0))) == {3.0}


def kept(margins):
    """A search that leaves the margins as they are."""
    yield from ()
    return margins


@pytest.mark.parametrize("invert_all", [24, 4])
def test_whom_the_experts_name_is_suspected_as_patch_and_as_change(
    tiles_badnet, parts, monkeypatch, invert_all
):
    other = next(t for t in range(tiles.CLASSES) if t != tiles.TARGET)

    def margins(classifier, clean, seed, *_):
        of_badnet = yield from maximum_margins(classifier, seed)
        return of_badnet, 1.0 + (np.arange(classifier.classes) == other)

    monkeypatch.setattr("core.scan.job.margins_with_experts", margins)
    shortlisting = replace(ScanSettings().shortlist, invert_all=invert_all, compared=5)
    settings = ScanSettings(shortlist=shortlisting)
    job = scan_network(
        Classifier(tiles_badnet.model), parts.clean, parts.held_out, settings=settings
    )
    found = result_of(job)
    reasons = {each.target_class: each.reason for each in found.record.suspected_targets}
    assert reasons[other] == "expert" and tiles.TARGET in reasons
    assert {e.kind for e in found.record.inverted if e.target_class == other} == {
        "patch",
        "additive",
    }
    assert all(each.expert_margin in (1.0, 2.0) for each in found.record.inverted)
    # A patch has an extent, in the record of every class; a change of all pixels has none.
    measured = (*found.record.inverted, *found.record.suspected_targets)
    assert all((each.extent is not None) == (each.kind == "patch") for each in measured)
