"""The workarounds do what they are for."""

from __future__ import annotations

import subprocess
import sys

MANY_EMITS = """

import gui
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal()
sender = Sender()
for _ in range(20_000):
    sender.sent.emit()
"""


def test_a_long_session_does_not_run_out_of_booleans():
    ended = subprocess.run([sys.executable, "-c", MANY_EMITS], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
