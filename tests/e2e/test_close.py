"""Closing asks where work would be lost, and stops a job cleanly."""

from __future__ import annotations

from support.stub_networks import goodnet

from gui import dialogs


def measuring(window, core, qtbot) -> None:
    qtbot.waitUntil(lambda: window.desk.session.is_safe)
    core.pace = 0.05
    window.pages.model_page().data.add(["clean.h5"])
    qtbot.waitUntil(lambda: window.desk.keras.is_busy())


def test_saying_no_keeps_window_and_job(run_main, qtbot, core, model, monkeypatch):
    asked = []
    monkeypatch.setattr(dialogs, "may_lose", lambda *words: asked.append(words) or False)

    def script(window):
        measuring(window, core, qtbot)
        assert not window.close()
        assert window.isVisible()
        assert "Measuring clean data" in asked[0][2]
        # "Cancel" could be taken for the job's.
        assert asked[0][3:] == ("Let it run", "Stop and close")
        qtbot.waitUntil(lambda: window.desk.session.examined is not None)

    run_main([str(model)], script)


def test_saying_yes_cancels_the_job_and_ends(run_main, qtbot, core, model, monkeypatch):
    monkeypatch.setattr(dialogs, "may_lose", lambda *words: True)
    cancelled = []

    def script(window):
        measuring(window, core, qtbot)
        window.desk.keras.current.cancelled.connect(lambda: cancelled.append(True))
        with qtbot.waitSignal(window.closed, timeout=2000):
            window.close()

    assert run_main([str(model)], script) == 0
    assert cancelled == [True]


def test_an_unsaved_goodnet_is_asked_about(run_main, qtbot, model, monkeypatch):
    asked = []
    monkeypatch.setattr(dialogs, "choose", lambda *words: asked.append(words) or "stay")

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        session.set_goodnet(goodnet(session.inspection, {}))
        assert not window.close()
        assert "saving" in asked[0][1]
        assert [answer.key for answer in asked[0][3]] == ["stay", "leave", "save"]
        session.set_goodnet(session.goodnet, "/saved.goodnet")
        assert window.close()
        assert len(asked) == 1

    run_main([str(model)], script)


def test_a_goodnet_is_asked_about_even_if_a_job_is_stopped(
    run_main, qtbot, core, model, monkeypatch, tmp_path
):
    target, asked = tmp_path / "kept.goodnet", []
    answers = iter(("yes", "stay", "yes", "save"))
    monkeypatch.setattr(dialogs, "choose", lambda *words: asked.append(words[1]) or next(answers))
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(target))

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        window.pages.model_page().data.choose(["clean.h5"], [])
        qtbot.waitUntil(lambda: session.examined is not None)
        session.set_goodnet(goodnet(session.inspection, {}))
        window.run("settings")
        core.pace = 0.05
        window.run("run")
        qtbot.waitUntil(lambda: window.desk.keras.staked() is not None)
        assert not window.close()
        assert asked == ["Stop and close?", "Leave net.h5 without saving?"]
        assert window.desk.keras.staked() is not None
        with qtbot.waitSignal(window.closed, timeout=5000):
            window.close()
        assert target.read_bytes() == b"goodnet" and len(session.runs) == 1

    assert run_main([str(model)], script) == 0


def test_saving_on_the_way_out_writes_first_and_closes_then(
    run_main, qtbot, model, monkeypatch, tmp_path
):
    target = tmp_path / "kept.goodnet"
    monkeypatch.setattr(dialogs, "choose", lambda *_words: "save")
    places = iter([None, str(target)])
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: next(places))

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        session.set_goodnet(goodnet(session.inspection, {}))
        # Whoever names no place keeps the window.
        assert not window.close()
        assert window.isVisible() and not session.goodnet_path
        with qtbot.waitSignal(window.closed, timeout=5000):
            window.close()
        assert target.read_bytes() == b"goodnet"

    assert run_main([str(model)], script) == 0


def test_window_and_recent_files_survive_a_crash(run_main, qtbot, model, own_folders):
    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        window.resize(1180, 760)
        file = next(own_folders.rglob("settings.ini"))
        # Read as another start would after a crash now: nothing is flushed by closing.
        qtbot.waitUntil(lambda: "net.h5" in file.read_text() and "geometry" in file.read_text())

    run_main([str(model)], script)
