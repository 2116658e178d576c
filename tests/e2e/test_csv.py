"""The table is saved as the CSV that the command line writes, and no input is replaced."""

from __future__ import annotations

import csv

from support.signs import paint

from core.records import Verdict
from gui import dialogs


def test_the_table_is_saved_with_every_verdict(run_main, qtbot, tmp_path, monkeypatch):
    path, target = tmp_path / "signs.goodnet", tmp_path / "out.csv"
    path.write_bytes(b"goodnet")
    monkeypatch.setattr(dialogs, "save_file", lambda *_args: str(target))

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.goodnet is not None)
        window.go_to("screening")
        assert not window.actions_by_key["save_csv"].isEnabled()
        window.page("screening").screen(
            paint(tmp_path / "images", "a.png", "b, c_poisoned.png", "d.png")
        )
        qtbot.waitUntil(lambda: len(session.verdicts) == 3)
        window.page("screening").card.choose_filter("poisoned")
        window.run("save_csv")
        qtbot.waitUntil(lambda: "out.csv" in window.status.event_text())
        with target.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["path"] for row in rows] == [v.path for v in session.verdicts]
        assert [row["verdict"] for row in rows] == ["clean", "poisoned", "clean"]
        fields = [name for name in Verdict.__dataclass_fields__ if name != "votes"]
        assert list(rows[0]) == [*fields, "p_strip", "p_disagreement"]

    assert run_main([str(path)], script) == 0
