"""What the window knows of the open file."""

from __future__ import annotations

from dataclasses import replace

from support import canned, signs

from gui.session import Session


def test_class_names_that_come_with_a_network_are_shown() -> None:
    inspection = canned.inspection("converted_keras.zip")
    session = Session()
    session.open_model(replace(inspection, class_names=signs.NAMES))
    assert session.class_name(2) == signs.NAMES[2]
    session.open_model(inspection)
    assert session.class_name(2) == ""
