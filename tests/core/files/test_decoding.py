"""Records written as JSON come back equal; anything else is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.errors import Unreadable
from core.files.decoding import decode
from core.records import (
    EARLIER_NAMES,
    ClassAccuracy,
    DataSummary,
    InversionSettings,
    Notice,
    PreprocessingMeasured,
    PreprocessingTried,
    ScreenSettings,
    SuspectedTarget,
    Verdict,
    VoteOnImage,
    as_json,
    as_object,
)

RECORDS = [
    Notice("warning", "mind this"),
    DataSummary(("a.h5", "b"), 7, False, (5, 4, 3), ("resized",)),
    PreprocessingMeasured(
        "caffe", "statistics", (PreprocessingTried("0..1", None, None, 2, 3.5, 0.25),), False
    ),
    SuspectedTarget(3, 4.5, 2.5, 0.9, "picture"),
    SuspectedTarget(3, 4.5, 2.5, 0.9, "", class_accuracy=ClassAccuracy(0.9, 0.75, 8)),
    Verdict(
        "x.png",
        0,
        1,
        4,
        1,
        0.75,
        0.5,
        0.25,
        0.9,
        0.95,
        0.01,
        "poisoned",
        (VoteOnImage("strip", 0.1, 0.01), VoteOnImage("expert", None, None, True)),
        label=None,
        entropy_is_bound=True,
    ),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_records_come_back_equal(record):
    assert decode(type(record), json.loads(json.dumps(as_json(record)))) == record


@pytest.mark.parametrize(
    "record",
    [
        SuspectedTarget(3, 4.5, 2.5, 0.9, "", reason="margin"),
        InversionSettings(coarse_factor=2.0, coarse_steps=7, refining_steps=9),
        ScreenSettings(expert_accuracy=0.3),
    ],
    ids=lambda record: type(record).__name__,
)
def test_files_with_earlier_names_of_fields_can_be_read(record):
    now = as_object(as_json(record))
    earlier = {EARLIER_NAMES.get(name, name): value for name, value in now.items()}
    assert set(earlier) != set(now)
    assert decode(type(record), json.loads(json.dumps(earlier))) == record


def test_a_whole_repair_comes_back_equal(tiny_goodnet):
    for record in (tiny_goodnet.record, tiny_goodnet.inspection):
        assert decode(type(record), json.loads(json.dumps(as_json(record)))) == record


GOOD: Any = as_json(RECORDS[1])


@pytest.mark.parametrize(
    "changes",
    [
        {"images": "7"},
        {"images": 7.0},
        {"images": True},
        {"labelled": 1},
        {"paths": "a.h5"},
        {"paths": [1]},
        {"image_shape": [5, 4]},
        {"image_shape": [5, 4, 3, 2]},
        {"notes": None},
    ],
)
def test_wrong_types_are_refused(changes):
    with pytest.raises(Unreadable, match="DataSummary in the file is malformed"):
        decode(DataSummary, {**GOOD, **changes})


@pytest.mark.parametrize("value", [None, [], "text", {}, {"severity": "loud", "what": "x"}])
def test_other_values_are_refused(value):
    with pytest.raises(Unreadable, match="Notice in the file is malformed"):
        decode(Notice, value)


def test_fields_of_a_later_version_are_left_out():
    assert decode(DataSummary, {**GOOD, "from_the_future": 1}) == RECORDS[1]
