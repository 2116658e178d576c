"""A class above the line that is not suspected is told with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.canned import inspection
from support.stub_networks import goodnet

from core.records import InvertedClass
from core.text.unaccused import unaccused


@pytest.mark.parametrize(
    ("index", "flip_rate", "why"),
    [
        (3.0, 0.2, "turns only 20\u00a0% of images"),
        (2.05, 0.99, "of 24 classes of a clean network, one is expected up to 2.0"),
        (3.0, 0.99, "has 50\u00a0% of the median size"),
    ],
)
def test_the_reason_is_the_first_test_that_the_class_fails(index, flip_rate, why):
    others = [InvertedClass(k, 80.0, -0.3, 0.98) for k in range(23)]
    if "clean network" in why:
        others += [InvertedClass(k, 80.0, -0.3, 0.98) for k in range(23, 30)]
        why = "of 31 classes of a clean network, one is expected up to 2.1"
    above = InvertedClass(40, 40.0, index, flip_rate)
    record = goodnet(inspection("signs.h5"), {}).record
    record = replace(record, inverted=(*others, above), suspected_targets=(), all_inverted=True)
    ((told, reason),) = unaccused(record)
    assert told is above
    assert why in str(reason)


def test_a_trigger_close_to_the_next_one_is_not_called_large():
    others = [InvertedClass(k, 80.0, -0.3, 0.98) for k in range(22)]
    near, above = InvertedClass(22, 44.0, 1.0, 0.98), InvertedClass(40, 40.0, 3.0, 0.99)
    record = goodnet(inspection("signs.h5"), {}).record
    inverted = (*others, near, above)
    record = replace(record, inverted=inverted, suspected_targets=(), all_inverted=True)
    ((_, reason),) = unaccused(record)
    assert str(reason) == "the next larger trigger is only 1.10 times as large"


def test_a_suspected_class_and_a_shortlist_need_no_reason():
    record = goodnet(inspection("signs.h5"), {}).record
    assert unaccused(record) == ()
    above = InvertedClass(7, 4.0, 6.0, 0.99)
    shortlist = replace(record, inverted=(*record.inverted, above), all_inverted=False)
    assert unaccused(shortlist) == ()
