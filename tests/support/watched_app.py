"""Run the real app in a separate process, and print `count` verdicts as JSON.

python watched_app.py COUNT FILE.goodnet
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui.__main__ import main
from gui.shell.window import MainWindow


def watch(count: int) -> None:
    """Once the Screening page has `count` verdicts, print them and close."""
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    if not windows:
        return
    window = windows[0]
    session = window.desk.session
    if session.goodnet and "ready" not in said:
        said.add("ready")
        print("ready", flush=True)
    if len(session.verdicts) >= count and "verdicts" not in said:
        said.add("verdicts")
        found = {Path(verdict.path).name: verdict.verdict for verdict in session.verdicts}
        print(json.dumps(found), flush=True)
        window.close_without_asking()


said: set[str] = set()

if __name__ == "__main__":
    QApplication(sys.argv[:1])
    timer = QTimer(interval=100)
    timer.timeout.connect(lambda: watch(int(sys.argv[1])))
    timer.start()
    sys.exit(main(sys.argv[2:]))
