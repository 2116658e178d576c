"""False alarms among caught images are told by networks that learned from the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import tiny
from support.tiny import records_of

from core.data.dataset import open_dataset
from core.data.parts import split
from core.records import LearnOptions, LearnSettings, Progress
from core.repair.false_alarms import probably_clean


@pytest.fixture(scope="module")
def parts(guarded, tiny_badnet):
    with open_dataset([tiny_badnet.clean], tiny.SHAPE) as dataset:
        assert dataset.labels is not None
        yield split(
            dataset, dataset.labels, repairs=True, overlay_count=20, screen=guarded.settings
        )


def caught(stamped: int, clean: int) -> np.ndarray:
    """Stamped images, and then clean images of the target."""
    images, labels = tiny.pictures(400, seed=51)
    others, own = (images[chosen] for chosen in (labels != tiny.TARGET, labels == tiny.TARGET))
    return np.concatenate([tiny.stamped(others[:stamped]), own[:clean]])


def told_apart(guarded, parts, images):
    return records_of(probably_clean(guarded, images, tiny.TARGET, parts, LearnOptions()))


@pytest.mark.parametrize("clean", [0, 1, 3])
def test_clean_images_of_the_class_are_told_from_those_with_its_trigger(guarded, parts, clean):
    records, left_out = told_apart(guarded, parts, caught(20, clean))
    assert left_out.tolist() == [False] * 20 + [True] * clean
    assert {each.stage for each in records} == {"compare"}
    assert all(isinstance(each, Progress) and each.done <= each.total for each in records)


def test_none_is_left_out_if_too_few_would_be_left(guarded, parts):
    fewest = LearnSettings().fewest
    _, left_out = told_apart(guarded, parts, caught(fewest - 1, 3))
    assert not left_out.any()


def test_the_order_of_the_images_does_not_matter_to_the_answer(guarded, parts):
    images = caught(20, 3)
    _, left_out = told_apart(guarded, parts, images[::-1])
    assert left_out.tolist() == [True] * 3 + [False] * 20


def test_none_is_left_out_if_the_clean_data_has_no_image_of_the_class(guarded, parts):
    tuning = parts.tuning
    others = tuning.labels != tiny.TARGET
    without = replace(tuning, indices=tuning.indices[others], labels=tuning.labels[others])
    _, left_out = told_apart(guarded, replace(parts, tuning=without), caught(20, 3))
    assert not left_out.any()
