"""The workarounds do what they are for."""

from __future__ import annotations

import subprocess
import sys

import pytest

MANY_CALLS = """
import gui
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal()
sender = Sender()
for _ in range(100_000):
    {call}
"""


@pytest.mark.parametrize("call", ["sender.sent.emit()", "sender.setObjectName('')"])
def test_a_long_session_does_not_run_out_of_constants(call: str):
    code = MANY_CALLS.format(call=call)
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
