"""The report is saved in the form that its name says."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reports import told_of_report
from support.stub_networks import goodnet, verdict_of

from gui import dialogs


@pytest.mark.parametrize(
    ("suffix", "begin"),
    [(".html", b"<!DOCTYPE html>"), (".json", b"{"), (".md", b"---"), (".pdf", b"%PDF")],
)
def test_a_report_is_saved(run_main, qtbot, tmp_path: Path, monkeypatch, suffix, begin):
    model, report = tmp_path / "net.h5", tmp_path / f"report{suffix}"
    model.touch()
    monkeypatch.setattr(dialogs, "save_file", lambda *_: str(report))

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        session.set_goodnet(goodnet(session.inspection, {"yellow_sticker": 0.025}), "/a.goodnet")
        session.set_verdicts([verdict_of(session.goodnet, "a_poisoned.png")])
        window.run("report")
        qtbot.waitUntil(lambda: str(report) in window.status.event_text())
        assert report.read_bytes().startswith(begin)

    run_main([str(model)], script)


def test_a_folder_that_cannot_be_written_is_told(run_main, qtbot, tmp_path: Path, monkeypatch):
    model = tmp_path / "net.h5"
    model.touch()
    nowhere = tmp_path / "missing" / "report.pdf"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: str(nowhere))

    def script(window):
        assert "could not be written" in told_of_report(window, qtbot)

    run_main([str(model)], script)
