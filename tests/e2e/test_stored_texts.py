"""A GoodNet that was saved comes back with its texts in the language of the window."""

from __future__ import annotations

from dataclasses import replace
from types import MethodType

import pytest
from support.asking import said

from core.data.image_size import size_notice
from core.records import Notice
from core.screen.goodnet_file import save
from core.text.remedies import LEAVE_LABELS_OUT
from core.text.sentence import say
from gui.port import Core


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_a_saved_goodnet_is_german_in_a_german_window(
    run_main, qtbot, core, tmp_path, tiny_goodnet, language
):
    path = tmp_path / "tiny.goodnet"
    strange = Notice("warning", say("{number} is untranslated; {remedy}.", number=1.5,
                                    remedy=LEAVE_LABELS_OUT))  # fmt: skip
    notices = (size_notice(48, 64), strange)
    save(replace(tiny_goodnet, record=replace(tiny_goodnet.record, notices=notices)), path)
    core.open_goodnet = MethodType(Core.open_goodnet, core)

    def script(window):
        window.take([str(path)])
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None, timeout=60_000)
        window.go_to("badnet")
        checks = said(window.page("badnet"))
        assert "Gewichte" in checks and "Schichtklassen" in checks
        assert not any(word in checks for word in ("Weights", "Layer classes"))
        window.go_to("report")
        shown = window.page("report").view.toPlainText
        qtbot.waitUntil(lambda: "48 x 64 wird genommen" in shown(), timeout=15_000)
        assert "Sie können eine andere wählen" in shown() and "--size" not in shown()
        assert "1,5 is untranslated; die Labels weglassen" in shown()

    run_main([], script)
