"""Dragging the threshold turns verdicts at once, says the FRR, and asks the network nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from support.mouse import drag
from support.signs import paint


def test_dragging_the_line_turns_verdicts_and_reset_turns_them_back(
    run_main, qtbot, core, tmp_path, monkeypatch
):
    path = tmp_path / "signs.goodnet"
    path.write_bytes(b"goodnet")

    def script(window):
        session, page = window.desk.session, window.page("screening")
        qtbot.waitUntil(lambda: session.goodnet is not None)
        window.go_to("screening")
        names = [f"{k}.png" for k in range(40)]
        page.screen(paint(tmp_path / "images", *names, "x_poisoned.png"))
        qtbot.waitUntil(lambda: len(session.verdicts) == 41, timeout=10_000)
        before = [verdict.verdict for verdict in session.verdicts]
        assert before.count("poisoned") == 1
        monkeypatch.setattr(core, "screen", lambda *_args: pytest.fail("screened again"))

        plot = page.entropy.plot
        shown = []
        page.entropy.moved.connect(lambda: shown.append(page.entropy.frr_field.text()))
        drag(plot.viewport(), spot(plot, page.entropy.bits), spot(plot, 1.0))
        assert len(set(shown)) > 1, "the FRR is told while the line moves"
        after = session.verdicts
        assert [v.verdict for v in after].count("poisoned") > 1
        for verdict in after:
            assert (verdict.p_value <= session.goodnet.frr) == (verdict.verdict == "poisoned")
        assert page.state().line.startswith(f"{sum(v.verdict == 'poisoned' for v in after)} of 41")

        window.run("reset_threshold")
        assert [verdict.verdict for verdict in session.verdicts] == before
        bits = page.entropy.bits
        plot.setFocus()
        QTest.keyClick(plot, Qt.Key.Key_Right)
        assert bits < page.entropy.bits < bits + 0.1

    assert run_main([str(path)], script) == 0


def spot(plot, bits):
    """Where `bits` is on the viewport, halfway up."""
    box = plot.getViewBox()
    low, high = box.viewRange()[1]
    return plot.mapFromScene(box.mapViewToScene(QPointF(bits, (low + high) / 2)))
