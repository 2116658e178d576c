"""A GoodNet is saved, its network exported, and both the file and its repair come back."""

from __future__ import annotations

import pytest
from support.asking import press
from support.demo import LONG, start_repair
from support.privileges import obeying_permissions

from gui import dialogs
from gui.port import Core


@pytest.fixture
def core() -> Core:
    return Core()


def test_a_goodnet_is_saved_exported_and_opened_again(run_main, qtbot, monkeypatch, tmp_path):
    target, network = tmp_path / "signs.goodnet", tmp_path / "signs_repaired.h5"
    forbidden = tmp_path / "forbidden"
    forbidden.mkdir(0o555)

    def script(window):
        session, page = window.desk.session, start_repair(window, qtbot)
        qtbot.waitUntil(lambda: len(page.run.epochs) > 0, timeout=30_000)
        window.run("stop_early")
        qtbot.waitUntil(lambda: session.goodnet is not None, timeout=LONG)
        record = session.goodnet.record
        for key in ("export", "save"):
            monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(forbidden / "it.h5"))
            window.run(key)
            qtbot.waitUntil(lambda: page.notices.shown() is not None, timeout=30_000)
            assert "could not be written" in page.notices.shown().sentence
            press(page.notices, "Close this notice")
        assert list(forbidden.iterdir()) == []
        assert not session.goodnet_path
        for key, path in (("export", network), ("save", target)):
            monkeypatch.setattr(dialogs, "save_file", lambda *_given, path=path: str(path))
            window.run(key)
            qtbot.waitUntil(lambda: not window.desk.keras.is_busy(), timeout=30_000)
        assert session.goodnet_path == str(target)
        assert network.stat().st_size > 100_000
        window.take([str(target)])
        qtbot.waitUntil(
            lambda: session.goodnet is not None and not session.clean_paths, timeout=LONG
        )
        window.go_to("repair")
        assert session.goodnet.record == record
        assert page.head.chip.text == "saved"
        # Fine-Pruning does not remove this attack, and the page says so.
        assert page.state().line.startswith("ASR still ")

    with obeying_permissions():
        run_main([], script)
