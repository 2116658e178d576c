"""What a person sees when stdout and stderr are one terminal, where the progress is redrawn."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="platform: there are no pseudo terminals")
COLUMNS = 80
# Rows come while the progress is on the screen and is drawn again after each of them.
JOB = """
import time
from core.cli import terminal
from core.records import AuditRow, Plan, Progress, Stage

def job():
    yield Plan((Stage("audit", "Audit", "", 1),))
    for number in range(6):
        yield Progress("audit", number, 6)
        time.sleep(1.5 * terminal.REDRAW_SECONDS)
        yield AuditRow(f"zoo/{number}.h5", "unreadable", "It is cut short. " * (10 * (number % 2)))
        time.sleep(1.5 * terminal.REDRAW_SECONDS)

made = terminal.Terminal()
made.watch(job())
made.say("Six models.")
"""


def seen(written: str) -> list[str]:
    """The lines of a terminal with `COLUMNS` columns after `written`."""
    lines, at, column = [""], 0, 0
    for piece in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|.|\n|\r", written, re.DOTALL):
        if piece == "\r":
            column = 0
        elif piece == "\n":
            at += 1
        elif piece.endswith("A") and piece.startswith("\x1b"):
            at -= int(piece[2:-1])
        elif piece == "\x1b[2K":
            lines[at] = ""
        elif not piece.startswith("\x1b"):
            at, column = (at + 1, 0) if column == COLUMNS else (at, column)
            lines += [""] * (at + 1 - len(lines))
            lines[at] = lines[at].ljust(column)[:column] + piece + lines[at][column + 1 :]
            column += 1
        lines += [""] * (at + 1 - len(lines))
    return [line.rstrip() for line in lines if line.strip()]


def on_a_screen(program: str) -> str:
    """What a Python program writes to a terminal of its own."""
    import fcntl
    import pty
    import termios

    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 30, COLUMNS, 0, 0))
    root = str(Path(__file__).parents[3])
    environment = os.environ | {"PYTHONPATH": root, "TERM": "xterm"}
    command = [sys.executable, "-c", program]
    running = subprocess.Popen(command, env=environment, stdin=there, stdout=there, stderr=there)
    os.close(there)
    written = b""
    while True:
        try:
            block = os.read(here, 65536)
        except OSError:  # Linux says so at the end of the other side
            break
        if not block:
            break
        written += block
    os.close(here)
    assert running.wait(60) == 0, written
    return written.decode()


def test_no_progress_is_drawn_over_a_row() -> None:
    lines = seen(on_a_screen(JOB))
    assert [line for line in lines if "\u2501" in line] == [], "the progress is gone at the end"
    begun = [line for line in lines if line.startswith("unreadable")]
    assert [line.split()[1] for line in begun] == [f"zoo/{number}.h5" for number in range(6)]
    assert lines[-1] == "Six models."
    assert "".join(lines).count("It is cut short.") == 30
