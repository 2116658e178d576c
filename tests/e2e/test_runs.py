"""Several repairs of one BadNet are kept: listed, compared, and any taken as the GoodNet."""

from __future__ import annotations

from dataclasses import replace

from support.asking import part
from support.canned import learning
from support.signs import paint

from core.records import LearnOptions
from gui import dialogs
from gui.repair.runs_window import RunsWindow

LONG = 15_000  # milliseconds


def repaired_twice(window, qtbot):
    """The session after two repairs, the first with 4 points of budget and the second with 2."""
    session, page = window.desk.session, window.page("repair")
    qtbot.waitUntil(lambda: session.is_safe)
    session_page = window.pages.model_page()
    session_page.data.choose(["a_clean.h5"], ["yellow_sticker.h5"])
    qtbot.waitUntil(lambda: session.examined is not None)
    for runs in (1, 2):
        if session.goodnet:
            window.run("settings")
        window.run("run")
        qtbot.waitUntil(lambda runs=runs: len(session.runs) == runs and page.job is None)
    return session, page


def texts(table, row):
    found = (table.item(row, place).text() for place in range(table.columnCount()))
    return [plain(text) for text in found]


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{THIN SPACE}", " ")


def test_two_repairs_are_listed_compared_and_either_is_taken(
    run_main, qtbot, core, model, monkeypatch
):
    asked = []
    monkeypatch.setattr(dialogs, "may_lose", lambda *words: asked.append(words[1:3]) or True)

    def script(window):
        session, page = repaired_twice(window, qtbot)
        window.run("runs")
        runs = part(page, RunsWindow)
        assert runs.isVisible() and runs.table.rowCount() == 2
        assert texts(runs.table, 0) == [
            "1", "unlearning", "97.3 %", "2.5 %", "3.3 %", "44/60", "1 min 20 s", "not saved",
        ]  # fmt: skip
        assert texts(runs.table, 1)[0] == "2, in use"
        runs.choose(0, 1)
        facts = {row[0]: tuple(map(plain, row[1:])) for row in runs.facts}
        assert facts[""] == ("Run 1", "Run 2")
        assert facts["Clean accuracy"] == ("98.0 % → 97.3 %", "98.0 % → 97.3 %")
        assert not runs.use.isEnabled()
        first = session.runs[0].goodnet
        runs.choose(0)
        runs.use.click()
        assert session.goodnet.record.after is first.record.after
        assert texts(runs.table, 0)[0] == "1, in use" and len(session.runs) == 2
        runs.choose(1)
        runs.remove.click()
        assert runs.table.rowCount() == 1 and session.goodnet is not None
        ((question, why),) = asked
        assert question == "Remove run 2 without saving it?"
        assert "1 min 20 s of work would be lost" in plain(why)

    run_main([str(model)], script)


def test_what_was_learned_is_compared_by_its_own_figures(run_main, qtbot, core, model):
    def script(window):
        session, page = repaired_twice(window, qtbot)
        caught = [(f"/in/{number}.png", 0) for number in range(20)]
        made = learning(session.goodnet, 60, caught, LearnOptions(confirm=2))
        session.keep_run(made.goodnet)
        window.run("runs")
        runs = part(page, RunsWindow)
        assert texts(runs.table, 2) == [
            "3", "unlearning, then learned", "94.1 %", "–", "–", "44/60", "1 min 20 s", "not saved",
        ]  # fmt: skip
        runs.choose(1, 2)
        facts = {row[0]: tuple(map(plain, row[1:])) for row in runs.facts}
        assert facts["Clean accuracy"] == ("98.0 % → 97.3 %", "94.7 % → 94.1 %")
        assert facts["ASR, yellow_sticker"] == ("99.2 % → 2.5 %", "–")
        obeyed = next(row for name, row in facts.items() if name.startswith("Flagged pictures"))
        assert obeyed == ("–", "100.0 % → 0.0 %")

    run_main([str(model)], script)


def test_moving_the_threshold_and_saving_stay_with_the_run(
    run_main, qtbot, model, tmp_path, monkeypatch
):
    target = tmp_path / "kept.goodnet"
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(target))

    def script(window):
        session, _page = repaired_twice(window, qtbot)
        session.set_goodnet(session.goodnet.with_frr(0.1))
        assert len(session.runs) == 2
        window.run("save")
        qtbot.waitUntil(lambda: session.goodnet_path == str(target))
        assert [run.path for run in session.runs] == ["", str(target)]
        asked = []
        monkeypatch.setattr(dialogs, "choose", lambda *words: asked.append(words) or "stay")
        assert not window.close()
        assert "not saved: 1" in asked[0][2]
        assert [answer.key for answer in asked[0][3]] == ["stay", "leave"]

    run_main([str(model)], script)


def test_screened_rows_and_their_marks_outlive_another_run(run_main, qtbot, core, model, tmp_path):
    images = paint(tmp_path / "images", "a.png", "b_poisoned.png", "c.png")

    def script(window):
        session, page = repaired_twice(window, qtbot)
        first, second = session.runs
        screen_of_its_own = replace(first.goodnet, overlays=first.goodnet.overlays.copy())
        session.runs = (replace(first, goodnet=screen_of_its_own), second)
        window.take(images)
        qtbot.waitUntil(lambda: len(session.verdicts) == 3, timeout=LONG)
        screening = window.page("screening")
        screening.card.choose(screening.table.rows[1])
        window.run("mark_wrong")
        before = session.verdicts
        session.use_run(0)
        qtbot.waitUntil(lambda: len(session.verdicts) == 3, timeout=LONG)
        assert not set(map(id, before)) & set(map(id, session.verdicts)), "judged anew"
        window.go_to("repair")
        window.run("settings")
        window.run("run")
        qtbot.waitUntil(lambda: len(session.runs) == 3 and page.job is None, timeout=LONG)
        qtbot.waitUntil(lambda: len(session.verdicts) == 3, timeout=LONG)
        assert window.page("repair").isVisible(), "nobody is led away from the repair"
        marked = [(row.name, row.wrong) for row in screening.table.rows if row.mark]
        assert marked == [("b_poisoned.png", "false alarm")]

    run_main([str(model)], script)


def test_marks_are_asked_about_before_they_are_lost(
    run_main, qtbot, core, model, tmp_path, monkeypatch
):
    target, asked = tmp_path / "marks.csv", []
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(target))
    images = paint(tmp_path / "images", "a.png", "b_poisoned.png")

    def script(window):
        session, _page = repaired_twice(window, qtbot)
        session.runs = tuple(replace(run, path="/saved/signs.goodnet") for run in session.runs)
        session.set_goodnet(session.goodnet, "/saved/signs.goodnet")
        window.take(images)
        qtbot.waitUntil(lambda: len(session.verdicts) == 2, timeout=LONG)
        screening = window.page("screening")
        screening.card.choose(screening.table.rows[1])
        window.run("mark_wrong")
        qtbot.waitUntil(lambda: window.desk.keras.current is None, timeout=LONG)
        monkeypatch.setattr(dialogs, "choose", lambda *words: asked.append(words) or "stay")
        assert not window.close() and window.isVisible()
        assert "Marks of wrong verdicts that are in no CSV: 1." in asked[0][2]
        assert [answer.key for answer in asked[0][3]] == ["stay", "leave", "save marks"]
        monkeypatch.setattr(dialogs, "choose", lambda *_words: "save marks")
        assert not window.close(), "first the file is written"
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
        assert "false alarm" in target.read_text(encoding="utf-8")

    run_main([str(model)], script)


def test_another_model_begins_with_no_runs(run_main, qtbot, model):
    def script(window):
        session, _page = repaired_twice(window, qtbot)
        session.open_model(session.inspection)
        assert session.runs == ()

    run_main([str(model)], script)


def test_a_run_is_removed_without_a_question_only_if_it_is_saved(
    run_main, qtbot, core, model, monkeypatch
):
    asked = []
    monkeypatch.setattr(dialogs, "may_lose", lambda *words: asked.append(words[1]))

    def script(window):
        session, page = repaired_twice(window, qtbot)
        window.run("runs")
        runs = part(page, RunsWindow)
        runs.choose(0)
        runs.remove.click()
        assert len(session.runs) == 2 and len(asked) == 1, "a person kept it"
        first, second = session.runs
        session.runs = (replace(first, path="/saved/signs.goodnet"), second)
        session.goodnet_changed.emit()
        runs.choose(0)
        runs.remove.click()
        assert session.runs == (second,) and len(asked) == 1

    run_main([str(model)], script)
