"""What the window says of a repair is true, and the same in every place."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel
from support.asking import part
from support.stub_networks import goodnet

from core.report.charts import training_chart
from core.report.html import report_html
from core.text.outcome import outcome
from gui.repair.run import Run
from gui.repair.summary import SummaryCard
from gui.repair.words import stage_detail
from gui.report.sections import sections

STICKER = "yellow_sticker"


def opened(window, qtbot):
    session = window.desk.session
    qtbot.waitUntil(lambda: session.is_safe)
    return session


def changed(made, **changes):
    return replace(made, record=replace(made.record, **changes))


def test_an_attack_that_still_works_is_never_called_repaired(run_main, qtbot, model):
    def script(window):
        session = opened(window, qtbot)
        session.set_goodnet(goodnet(session.inspection, {STICKER: 1.0}))
        page = window.pages.repair_page()
        said = "The attack still works: 100\u00a0%"
        assert page.head.title.text() == said
        assert (page.state().line, page.state().mark) == ("ASR still 100\u00a0%", "cross")
        assert any(section.line.startswith(said) for section in sections(session))
        html = report_html(session.inspection, session.goodnet.record)
        assert said in html and "Repaired with" not in html

    run_main([str(model)], script)


def test_a_screen_alone_is_called_so(run_main, qtbot, model):
    def script(window):
        session = opened(window, qtbot)
        made = goodnet(session.inspection, {})
        session.set_goodnet(changed(made, recipe="none", channels_pruned=0, epochs=()))
        page = window.pages.repair_page()
        assert page.head.title.text() == "Screen set up, not repaired"
        assert (page.state().line, page.state().mark) == ("Screen only", "")

    run_main([str(model)], script)


def test_what_no_scan_found_is_called_so():
    made = goodnet(None, {})  # pyright: ignore[reportArgumentType]
    after = replace(made.record.after, suspected_attack_success=None)
    record = replace(made.record, suspected_targets=(), after=after)
    assert outcome(record).kind == "not found"
    assert outcome(made.record).kind == "repaired"


def test_the_terminal_says_it_too(tmp_path, capsys):
    from core.cli.terminal import Terminal

    record = goodnet(None, {STICKER: 1.0}).record  # pyright: ignore[reportArgumentType]
    Terminal().repaired(record, tmp_path / "a.goodnet")
    assert "The attack still works: 100\u00a0%." in capsys.readouterr().out


def test_the_kept_epoch_has_one_number_everywhere(core):
    record = goodnet(None, {STICKER: 0.0}).record  # pyright: ignore[reportArgumentType]
    run = Run.of_record(record, core.choose)
    number = int(run.epoch_points()[run.kept or 0].x)
    chart = training_chart(record)
    assert chart is not None and f"kept: epoch {number}" in repr(chart)


def test_a_scans_finding_stands_in_its_stage(run_main, qtbot, core, model):
    def script(window):
        session = opened(window, qtbot)
        names = tuple(f"sign {k}" for k in range(12))
        session.set_class_names(names)
        window.pages.model_page().data.add(["clean.h5"])
        qtbot.waitUntil(lambda: session.examined is not None)
        core.pace = 0.05
        window.run("run")
        page = window.pages.repair_page()
        qtbot.waitUntil(lambda: page.run is not None and len(page.run.curve) > 1)
        told = {line.stage.key: stage_detail(line, page.run) for line in page.run.stage_lines()}
        assert told["invert"] == "suspected: 2 sign 2"
        core.pace = 0
        qtbot.waitUntil(lambda: session.goodnet is not None)

    run_main([str(model)], script)


def test_four_pairs_of_figures_are_not_clipped(run_main, qtbot, model):
    def script(window):
        window.resize(window.minimumSize())
        session = opened(window, qtbot)
        rates = {STICKER: 0.025, "other_sticker": 0.025}
        session.set_goodnet(goodnet(session.inspection, rates))
        window.go_to("repair")
        page = window.pages.repair_page()
        qtbot.wait(50)
        summary = part(page, SummaryCard)
        figures = [each for each in summary.findChildren(QLabel) if each.text().endswith("\u00a0%")]
        assert len(figures) == 8
        assert all(each.width() >= each.sizeHint().width() for each in figures)

    run_main([str(model)], script)
