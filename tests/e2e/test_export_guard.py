"""The whole guard is exported from the window, and answers without it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from support import tiny
from support.asking import press

from core.screen.goodnet_file import save
from gui import dialogs
from gui.port import Core


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.mark.parametrize("suffix", [".keras", ".savedmodel"])
def test_a_guard_is_exported(run_main, qtbot, monkeypatch, tmp_path, tiny_goodnet, suffix):
    file, target = tmp_path / "tiny.goodnet", tmp_path / f"guard{suffix}"
    save(tiny_goodnet, file)
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(target))

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None, timeout=60_000)
        window.go_to("report")
        report = window.page("report")
        press(report, "Export guard…")
        qtbot.waitUntil(lambda: target.name in window.status.event_text(), timeout=60_000)
        said = window.status.event_text()
        assert ("It does not have: strip." in said) == (suffix == ".keras")

    run_main([str(file)], script)
    if suffix == ".keras":
        about = json.loads(zipfile.ZipFile(target).read("guard.json"))
    else:
        about = json.loads((target / "assets.extra/guard.json").read_text())
    assert about["classes"] == tiny.CLASSES


def test_a_card_is_saved(run_main, qtbot, monkeypatch, tmp_path: Path, tiny_goodnet):
    file, target = tmp_path / "tiny.goodnet", tmp_path / "card.md"
    save(tiny_goodnet, file)
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(target))

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None, timeout=60_000)
        window.run("report")
        qtbot.waitUntil(lambda: target.name in window.status.event_text(), timeout=60_000)

    run_main([str(file)], script)
    assert tiny_goodnet.inspection.sha256 in target.read_text()
