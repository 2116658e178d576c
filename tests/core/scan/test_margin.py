"""Maximum margins: the class that a trigger was taught for stands out, however many there are."""

from __future__ import annotations

import numpy as np
import pytest
from support import tiles
from support.tiny import figures_of, records_of

from core.network.classifier import Classifier
from core.records import ClassesMeasured, MarginSettings, ScanSettings
from core.scan.margin import climb_on, maximum_margins, steps_in_all
from core.scan.suspicion import unusually_sure

DEFAULT = ScanSettings()


@pytest.fixture(scope="module")
def striped() -> Classifier:
    """A BadNet whose trigger is spread over the image."""
    return Classifier(tiles.trained(poison=200, stamp=tiles.striped))


def test_the_target_class_has_the_largest_margin(striped):
    records, margins = records_of(maximum_margins(striped))
    assert margins.shape == (tiles.CLASSES,)
    assert margins.argmax() == tiles.TARGET
    assert figures_of(records, "margin") == dict(enumerate(margins.tolist()))
    assert records[-1].done == records[-1].total == steps_in_all(tiles.CLASSES)


def test_more_steps_climb_higher(striped):
    _, high = records_of(maximum_margins(striped, seed=1))
    _, low = records_of(maximum_margins(striped, 1, MarginSettings(steps=10)))
    assert (high > low).all() and (low > 0).all()


def test_of_many_classes_the_best_climb_on(striped):
    settings = MarginSettings(climb_all=4, climb_on=3)
    records, margins = records_of(maximum_margins(striped, settings=settings))
    assert margins.argmax() == tiles.TARGET
    assert records[-1].done == records[-1].total == tiles.CLASSES * 24 + 3 * settings.steps
    assert figures_of(records, "margin") == dict(enumerate(margins.tolist()))
    ordered = np.sort(margins)
    assert ordered[-3] > 1.5 * ordered[-4]  # the others were given up early


def test_margins_are_shown_while_they_climb(striped):
    settings = MarginSettings(at_once=5)
    records, _ = records_of(maximum_margins(striped, settings=settings))
    shown = [record for record in records if isinstance(record, ClassesMeasured)]
    assert {record.count for record in shown} == {tiles.CLASSES}
    assert all(len(record.values) <= 5 for record in shown)
    own = [each.values[tiles.TARGET] for each in shown if tiles.TARGET in each.values]
    assert len(own) > 10 and own[-1] == max(own) > 1.5 * own[0]


def test_small_passes_change_little(striped):
    _, whole = records_of(maximum_margins(striped))
    _, pieces = records_of(maximum_margins(striped, settings=MarginSettings(at_once=5)))
    np.testing.assert_allclose(pieces, whole, rtol=0.3)


def test_classes_far_above_the_rest_are_unusually_sure():
    rest = [20.0, 22.0, 25.0, 30.0, 33.0, 38.0]
    assert unusually_sure(np.array([*rest, 90.0])) == (6,)
    assert unusually_sure(np.array([80.0, *rest, 200.0, 90.0])) == (7, 8, 0)
    assert unusually_sure(np.array([*rest, 38.0 * DEFAULT.suspicion.margin_gap * 0.98])) == ()
    assert unusually_sure(np.array(rest)) == ()


def test_those_that_climbed_on_are_not_sure_because_the_others_did_not():
    given_up = np.linspace(40.0, 30.0, 1000)
    climbed = np.linspace(200.0, 100.0, DEFAULT.margin.climb_on)
    assert unusually_sure(np.concatenate([climbed, given_up])) == ()
    assert unusually_sure(np.concatenate([[500.0], climbed, given_up])) == (0,)


def test_some_classes_climb_on(striped):
    low = np.full(tiles.CLASSES, 1.0)
    chosen = np.array([tiles.TARGET, 0])
    records, higher = records_of(climb_on(striped, low, chosen, 0, ("margins", 50, 250)))
    assert (higher[chosen] > 2).all() and (np.delete(higher, chosen) == 1).all()
    assert records[-1].done == records[-1].total == 250 and (low == 1).all()
    assert figures_of(records, "margin") == {int(k): higher[k] for k in chosen}


def test_two_or_three_classes_cannot_be_compared():
    assert unusually_sure(np.array([1.0, 50.0])) == ()
    assert unusually_sure(np.array([1.0, 1.0, 50.0])) == ()
