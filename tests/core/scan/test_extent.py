"""Extent: a patch that is hardly small, but in one place, gives its class away."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from support.tiny import records_of

from core.records import Progress, ScanSettings
from core.scan import measures
from core.scan.extent import extent, in_one_place, spread
from core.scan.searched import Inverted
from core.scan.suspicion import compare, in_other_forms, suspects
from core.scan.trigger_records import inverted_class, suspected_target
from core.scan.triggers import Additive, Patch

SETTINGS = ScanSettings().suspicion
SIDE = 20
NO_MARGIN = np.ones(9)


def square(size: int) -> Patch:
    """A patch of `size` x `size` pixels in a corner."""
    mask = np.zeros((SIDE, SIDE, 1), np.float32)
    mask[1 : 1 + size, 1 : 1 + size] = 1
    return Patch(mask, np.zeros((SIDE, SIDE, 3), np.float32))


def scattered(pixels: int, seed: int) -> Patch:
    """A patch of as many pixels as given, anywhere in the image."""
    mask = np.zeros(SIDE * SIDE, np.float32)
    mask[np.random.default_rng(seed).permutation(SIDE * SIDE)[:pixels]] = 1
    shape = (SIDE, SIDE, 1)
    return Patch(mask.reshape(shape), np.zeros((SIDE, SIDE, 3), np.float32))


def network(*first: Patch, flip_rate: float = 0.9, classes: int = 9) -> list[Inverted]:
    """All classes of a network: some given patches, and scattered ones of 30 to 38 pixels."""
    others = [scattered(30 + k, k) for k in range(classes - len(first))]
    return [Inverted(k, each, flip_rate) for k, each in enumerate([*first, *others])]


def extents(inverted: list[Inverted]) -> list[float]:
    return [extent(each.trigger.mask) for each in inverted if isinstance(each.trigger, Patch)]


def spread_over_the_image(*sizes: float) -> list[Inverted]:
    shape = (SIDE, SIDE, 3)
    return [
        Inverted(k, Additive(np.full(shape, size, np.float32)), 0.9) for k, size in enumerate(sizes)
    ]


def test_the_spread_is_the_distance_from_the_centre():
    mask = np.zeros((5, 9, 1), np.float32)
    mask[2, 1], mask[2, 7] = 0.5, 0.5
    assert spread(mask) == pytest.approx(3)


def test_the_spread_does_not_depend_on_the_place_or_the_opacity():
    mask = square(4).mask
    moved = np.roll(mask, (7, 9), (0, 1))
    assert spread(0.3 * moved) == pytest.approx(spread(mask))


def test_a_single_pixel_has_an_extent():
    assert extent(square(1).mask) == SETTINGS.least_spread


def test_a_patch_as_large_as_others_is_suspected_where_it_is_in_one_place():
    found = network(square(5))
    assert [each.target_class for each in in_one_place(found)] == [0]
    (searched,) = compare([found])
    assert not searched.small, "the size alone names it already, so nothing is shown here"
    (suspect,) = suspects([searched], NO_MARGIN)
    assert (suspect.inverted.target_class, suspect.reason) == (0, "extent")


def test_two_patches_in_one_place_are_both_suspected():
    assert {each.target_class for each in in_one_place(network(square(5), square(4)))} == {0, 1}


@pytest.mark.parametrize("seed", range(20))
def test_scattered_patches_name_no_class(seed):
    found = [Inverted(k, scattered(25 + k, 100 * seed + k), 0.9) for k in range(10)]
    assert not in_one_place(found)


def test_a_patch_that_works_on_few_images_is_not_suspected():
    assert not in_one_place(network(square(5), flip_rate=SETTINGS.least_flipped - 0.01))


def test_a_gap_below_the_limit_names_no_class():
    found = network(square(5))
    first, second, *_ = sorted(extents(found))
    gap = second / first
    assert in_one_place(found, replace(SETTINGS, extent_gap=0.99 * gap))
    assert not in_one_place(found, replace(SETTINGS, extent_gap=1.01 * gap))


def test_an_extent_near_the_median_names_no_class():
    found = network(square(5))
    first, *others = extents(found)
    share = first / np.median(others)
    assert in_one_place(found, replace(SETTINGS, small_extent=1.01 * share))
    assert not in_one_place(found, replace(SETTINGS, small_extent=0.99 * share))


def test_few_classes_have_no_usual_extent():
    assert not in_one_place(network(square(5), classes=SETTINGS.fewest_extents - 1))


def test_the_extent_of_a_class_is_in_its_record():
    patch, change = network(square(5))[0], spread_over_the_image(3)[0]
    images = np.zeros((1, SIDE, SIDE, 3), np.uint8)
    usual = extent(square(5).mask)
    wider = replace(SETTINGS, least_spread=50.0)
    for settings, expected in ((SETTINGS, usual), (wider, 25 * 50.0)):
        assert inverted_class(patch, 1.0, settings).extent == pytest.approx(expected)
        assert suspected_target(patch, 1.0, images, settings).extent == pytest.approx(expected)
        assert inverted_class(change, 1.0, settings).extent is None
        assert suspected_target(change, 1.0, images, settings).extent is None


def test_additive_triggers_have_no_extent():
    assert not in_one_place(spread_over_the_image(1, *range(20, 28)))


def test_a_small_patch_is_suspected_for_its_size_first():
    (searched,) = compare([network(square(2))])
    assert [each.target_class for each in searched.small] == [0]
    assert not searched.in_one_place


def test_a_class_that_its_extent_names_is_not_compared_with_in_the_other_form():
    patches, spread_out = network(square(5)), spread_over_the_image(16, 12, *range(22, 29))
    alone = compare([spread_out])[0]
    patch, additive = compare([patches, spread_out])
    assert [each.target_class for each in patch.in_one_place] == [0]
    assert [each.target_class for each in additive.small] == [1]
    assert not alone.small


def test_no_additive_trigger_is_unlearned_for_a_class_that_its_extent_names():
    forms = compare([network(square(5)), spread_over_the_image(*range(20, 29))])
    suspected = suspects(forms, NO_MARGIN)
    assert [each.reason for each in suspected] == ["extent"]
    assert not in_other_forms(suspected, forms)


@pytest.mark.parametrize(("second", "named"), [(square(6), [0]), (scattered(25, 50), [])])
def test_a_class_is_suspected_for_its_extent_only_if_a_second_search_agrees(
    monkeypatch, second, named
):
    seeds = list[int]()

    def tried(scanned, targets, form):
        seeds.append(scanned.seed)
        yield Progress("invert", 5, 5)
        searched = {Patch: network(square(5)), Additive: spread_over_the_image(*range(20, 29))}
        again = [Inverted(0, second, 0.9)]
        return searched[form] if len(targets) > 1 else again

    monkeypatch.setattr(measures, "_tried", tried)
    unable = replace(SETTINGS, fewest_together=99)  # channels are not measured
    network_for_9: Any = SimpleNamespace(classes=9)
    nothing: Any = None
    scanned = measures.Scanned(
        network_for_9, nothing, nothing, 3, ScanSettings(suspicion=unable), nothing
    )
    records, measured = records_of(measures.of_all(scanned, NO_MARGIN))
    assert [(each.inverted.target_class, each.reason) for each in measured.suspected] == [
        (target, "extent") for target in named
    ]
    assert seeds == [3, 3, 4]
    assert records[-1] == Progress("channels", 0, 1)
