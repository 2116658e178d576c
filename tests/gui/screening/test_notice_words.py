"""The notice of a crowd says whether the repaired network still obeys its trigger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.canned import inspection
from support.verdicts import POISONED

from core.records import Crowd
from gui.screening.notice_words import crowd_message
from gui.session import Session

TARGET = POISONED.badnet_class
CROWD = Crowd(TARGET, 20, 20, 1.5, 1e-9)


@pytest.fixture
def session(qapp):
    made = Session()
    made.open_model(inspection("/m/signs.h5"))
    return made


@pytest.mark.parametrize(("obeyed", "unlearned"), [(20, False), (5, False), (3, True), (0, True)])
def test_what_is_unlearned_already_is_not_the_next_step(session, obeyed, unlearned):
    other = TARGET + 1
    verdicts = [
        replace(POISONED, repaired_class=TARGET if number < obeyed else other)
        for number in range(20)
    ]
    message = crowd_message(CROWD, verdicts, session)
    assert "20 of the 20 images" in message.sentence and message.severity == "warning"
    assert message.aside == unlearned
    assert ("it can be unlearned" in message.sentence) != unlearned
    assert (f"gives {20 - obeyed} of them another class" in message.sentence) == unlearned
