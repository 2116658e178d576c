"""The report is saved in the form that its name says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.reports import shown_of_report
from support.stub_networks import goodnet, verdict_of

from gui import dialogs
from gui.look.wording import BREAK


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
        window.go_to("report")
        head = window.page("report").head
        window.run("report")
        assert not window.actions_by_key["report"].isEnabled() and not head.primary_button()
        qtbot.waitUntil(lambda: str(report) in window.status.event_text(), timeout=60_000)
        qtbot.waitUntil(lambda: window.actions_by_key["report"].isEnabled(), timeout=60_000)
        assert head.primary_button().text() == "Save report…"
        assert report.read_bytes().startswith(begin)

    run_main([str(model)], script)


def test_a_folder_that_cannot_be_written_is_shown(run_main, qtbot, tmp_path: Path, monkeypatch):
    model = tmp_path / "net.h5"
    model.touch()
    nowhere = tmp_path / "missing" / "report.pdf"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: str(nowhere))

    def script(window):
        assert "could not be written" in shown_of_report(window, qtbot)

    run_main([str(model)], script)


def report_of_a_repair(window, qtbot):
    """The page, after a repair and one screened image."""
    session = window.desk.session
    qtbot.waitUntil(lambda: session.is_safe)
    made = goodnet(session.inspection, {"yellow_sticker": 0.025})
    session.set_goodnet(made, "/a.goodnet")
    session.set_verdicts([verdict_of(made, "a_poisoned.png")])
    window.go_to("report")
    return window.page("report")


def test_the_page_shows_the_report_and_follows_sections_and_note(run_main, qtbot, tmp_path: Path):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        session = window.desk.session
        page = report_of_a_repair(window, qtbot)

        def shown() -> str:
            # Without the places to break names, which are not to be seen.
            return page.view.toPlainText().replace(BREAK, "")

        qtbot.waitUntil(lambda: "Screened images" in shown(), timeout=15_000)
        assert "Each class before and after" in shown() and "a_poisoned.png" in shown()
        assert date.today().isoformat() in shown()
        page.choices.note.setPlainText("Seen by two people.")
        page.choices.boxes["Screened images"].click()
        qtbot.waitUntil(lambda: "Seen by two people." in shown(), timeout=15_000)
        assert "a_poisoned.png" not in shown()
        with qtbot.waitSignal(window.desk.errands.emptied, timeout=15_000):  # the page is made anew
            session.set_class_names(["bear", *map(str, range(1, 12))])
        assert not page.choices.boxes["Screened images"].isChecked()

    run_main([str(model)], script)


def test_what_is_left_out_and_the_note_are_in_the_files_too(
    run_main, qtbot, tmp_path: Path, monkeypatch
):
    model = tmp_path / "net.h5"
    model.touch()
    paths = iter([tmp_path / "a.html", tmp_path / "a.pdf", tmp_path / "a.json"])
    monkeypatch.setattr(dialogs, "save_file", lambda *_: str(next(paths)))

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        session.set_goodnet(goodnet(session.inspection, {}), "/a.goodnet")
        window.go_to("report")
        page = window.page("report")
        qtbot.waitUntil(lambda: bool(page.choices.boxes))
        page.choices.note.setPlainText("Seen by two people.")
        page.choices.boxes["Blind spots"].click()
        for suffix in (".html", ".pdf", ".json"):
            window.run("report")
            saved = f"a{suffix}"
            qtbot.waitUntil(lambda s=saved: s in window.status.event_text(), timeout=15_000)
        html = (tmp_path / "a.html").read_text(encoding="utf-8")
        assert "Seen by two people." in html and "do not see" not in html
        assert "Seen by two people." in (tmp_path / "a.json").read_text(encoding="utf-8")
        assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")

    run_main([str(model)], script)


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_a_german_window_shows_and_saves_a_german_report(
    run_main, qtbot, tmp_path: Path, monkeypatch, language
):
    model, report = tmp_path / "net.h5", tmp_path / "report.html"
    model.touch()
    monkeypatch.setattr(dialogs, "save_file", lambda *_: str(report))

    def script(window):
        shown = report_of_a_repair(window, qtbot).view.toPlainText
        qtbot.waitUntil(lambda: "Geprüfte Bilder" in shown(), timeout=15_000)
        assert "Jede Klasse vorher und nachher" in shown() and "97,3 %" in shown()
        window.run("report")
        qtbot.waitUntil(lambda: report.exists() and not window.desk.errands.is_busy())

    run_main([str(model)], script)
    page = report.read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    for said in (
        "Sicherheit der Datei",
        "Gemessen, nicht bewiesen",
        "Anteil der Bilder (%)",
        "0,57",
    ):
        assert said in page, said
    for unsaid in ("Screened images", "Suspected", "pruned", "Measured", "97.3"):
        assert unsaid not in page, unsaid
