"""The quarantined process: it starts, confines itself, and answers questions until they end.

`core.quarantine.reader` starts it; in the packaged app it is the app's own executable.
"""

from __future__ import annotations

import ast  # noqa: F401  # pyright: ignore[reportUnusedImport] - NumPy imports it when it reads an array's header
import codecs
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from core.files.files import open_regular
from core.quarantine.service import Service
from core.quarantine.wire import receive, seconds_for, send

MOST_FILE_BYTES = 1 << 40
MOST_QUESTION_BYTES = 2 << 30


def main(arguments: Sequence[str]) -> None:
    """Answer questions about one file.

    Args:
        arguments: the file's kind, what messages call it, the bytes of memory that reading it may
            take, and its path, unless the bytes come with the questions.
    """
    questions = io.BufferedReader(io.FileIO(os.dup(0)))
    answers = io.BufferedWriter(io.FileIO(os.dup(1), "w"))
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):  # output of a library must not get between the answers
        os.dup2(nothing, number)
    kind, name, memory, *path = arguments
    size = os.path.getsize(path[0]) if path else 0
    service = _service(kind, name, Path(path[0]) if path else None)
    _confine(kind, int(memory))
    send(answers, {})
    while True:
        try:
            question, raw = receive(questions, MOST_QUESTION_BYTES)
        except EOFError:
            return
        seconds = seconds_for(size + len(raw))
        _allow_seconds(seconds)
        for answer in service.answers(question, raw):
            send(answers, *answer)
            _allow_seconds(seconds)


def _service(kind: str, name: str, path: Path | None) -> Service:
    """The service, with everything imported and opened while that is still possible."""
    for codec in ("ascii", "cp437", "latin-1", "utf-8"):
        codecs.lookup(codec)
    if kind == "pictures":
        from core.files.images import cv2_module

        cv2_module()
    stream = None if path is None else open_regular(path, MOST_FILE_BYTES)
    scratch = tempfile.TemporaryFile() if kind == "npz" else None  # noqa: SIM115
    return Service(name, stream, scratch)


def _confine(kind: str, memory: int) -> None:
    if os.name == "posix":
        from core.quarantine import limits

        limits.confine(memory, MOST_FILE_BYTES if kind == "npz" else 0)


def _allow_seconds(seconds: int) -> None:
    if os.name == "posix":
        from core.quarantine import limits

        limits.allow_seconds(seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
