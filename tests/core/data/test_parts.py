"""Clean data split once, so that no image serves two purposes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support import tiny

from core.data.dataset import Dataset, open_dataset
from core.data.parts import Part, split
from core.errors import Unreadable
from core.records import ScreenSettings

PURPOSES = ("tuning", "pruning", "stopping", "held_out", "calibration")


def clean(folder: Path, count: int) -> tuple[Dataset, np.ndarray]:
    images, labels = tiny.pictures(count, seed=50)
    return open_dataset([tiny.write_data(folder / "clean.h5", images)], tiny.SHAPE), labels


@pytest.mark.parametrize("count", [100, 257, 1000])
def test_no_image_serves_two_purposes_and_none_is_left(tmp_path, count):
    dataset, labels = clean(tmp_path, count)
    parts = split(dataset, labels, repairs=True, overlay_count=20)
    used = np.concatenate([getattr(parts, purpose).indices for purpose in PURPOSES])
    np.testing.assert_array_equal(np.sort(used), np.arange(count))
    for purpose in PURPOSES:
        part = getattr(parts, purpose)
        assert len(part) == getattr(parts.counts(), purpose) >= 8
        np.testing.assert_array_equal(part.labels, labels[part.indices])


def test_overlays_come_from_images_that_only_tune(tmp_path):
    dataset, labels = clean(tmp_path, 200)
    parts = split(dataset, labels, repairs=True, overlay_count=20)
    tuning = dataset.read(parts.tuning.indices)
    assert len(parts.overlays) == 20
    assert all((tuning == overlay).all((1, 2, 3)).any() for overlay in parts.overlays)


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_screen_alone_calibrates_on_all_that_are_no_overlays(tmp_path, elsewhere):
    dataset, labels = clean(tmp_path, 60)
    overlays = dataset if elsewhere else None
    parts = split(dataset, labels, repairs=False, overlays=overlays, overlay_count=20)
    counts = parts.counts()
    assert (counts.overlays, counts.calibration) == ((20, 60) if elsewhere else (20, 40))
    assert counts.pruning == counts.stopping == 0
    assert not set(parts.tuning.indices) & set(parts.calibration.indices)


def test_the_screens_settings_say_how_many_images_the_expert_takes(tmp_path):
    dataset, labels = clean(tmp_path, 300)
    few = ScreenSettings(expert_images=70)
    fewer = replace(few, expert_fewest=80)
    parts = split(dataset, labels, repairs=True, overlay_count=20, screen=few)
    assert len(parts.expert) == 70 and set(parts.expert.indices) <= set(parts.tuning.indices)
    alone = split(dataset, labels, repairs=False, overlay_count=20, screen=few)
    assert len(alone.expert) == len(alone.tuning) == 70
    without = split(dataset, labels, repairs=False, overlay_count=20, screen=fewer)
    assert len(without.tuning) == 20 and len(without.calibration) == 280


def test_the_images_of_one_class(tmp_path):
    dataset, labels = clean(tmp_path, 100)
    part = Part(dataset, np.arange(40, 100), labels[40:])
    own = part.of_class(2)
    np.testing.assert_array_equal(own.indices, 40 + np.flatnonzero(labels[40:] == 2))
    assert set(own.labels) == {2} and len(part.of_class(99)) == 0


def test_a_part_is_joined_by_as_many_of_another_as_are_asked_for(tmp_path):
    dataset, labels = clean(tmp_path, 100)
    one, other = (Part(dataset, rows, labels[rows]) for rows in np.split(np.arange(100), [10]))
    joined = one.joined(other, 25)
    np.testing.assert_array_equal(joined.indices, np.arange(25))
    np.testing.assert_array_equal(joined.labels, labels[:25])
    assert len(one.joined(other, 5)) == 10 and len(one.joined(other, 1000)) == 100


@pytest.mark.parametrize("count", [500, 20000])
def test_the_pruning_sweep_takes_tuning_images_where_its_own_are_few(tmp_path, count):
    parts = split(*clean(tmp_path, count), repairs=True, overlay_count=32)
    swept, own = parts.swept().indices, parts.pruning.indices
    assert len(swept) == min(len(own) + len(parts.tuning), 1000)
    assert (swept[: len(own)] == own).all()
    assert set(swept[len(own) :]) <= set(parts.tuning.indices)


def test_the_split_follows_the_seed(tmp_path):
    dataset, labels = clean(tmp_path, 150)
    first, same, other = (
        split(dataset, labels, repairs=True, overlay_count=9, seed=seed) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first.calibration.indices, same.calibration.indices)
    np.testing.assert_array_equal(first.overlays, same.overlays)
    assert not np.array_equal(first.calibration.indices, other.calibration.indices)


def test_too_few_images_for_a_repair_are_refused(tmp_path):
    dataset, labels = clean(tmp_path, 99)
    with pytest.raises(Unreadable, match="at least 100 clean images, and there are 99"):
        split(dataset, labels, repairs=True, overlay_count=20)


def test_random_batches_hold_every_image_once_with_its_label(tmp_path):
    dataset, labels = clean(tmp_path, 100)
    rows = np.arange(10, 90)
    part = Part(dataset, rows, labels[rows])
    images, truths, places = zip(*part.batches(np.random.default_rng(0), 32), strict=True)
    order = np.concatenate(places)
    np.testing.assert_array_equal(np.sort(order), np.arange(80))
    assert (order != np.arange(80)).any()
    np.testing.assert_array_equal(np.concatenate(truths), part.labels[order])
    np.testing.assert_array_equal(np.concatenate(images), dataset.read(rows[order]))
