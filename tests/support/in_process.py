"""Quarantined reading without a separate process, for tests that ask thousands of times."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from core.opening import model_file
from core.quarantine import pictures, stored
from core.quarantine.reader import Answer, FileKind, Reader, error_of
from core.quarantine.service import Service
from core.quarantine.spoken import restored
from core.screen import goodnet_file

WHEREVER = (model_file, goodnet_file, stored, pictures)


def install() -> None:
    """Make all reading in this process work like this."""
    for module in WHEREVER:
        module.Reader = InProcess  # pyright: ignore[reportAttributeAccessIssue]


class InProcess(Reader):
    """Answers like its base class without a process; a crash here crashes the test."""

    def __init__(
        self, kind: FileKind, name: str, path: Path | None = None, memory: int = 0
    ) -> None:
        self._name = name
        scratch = tempfile.TemporaryFile() if kind == "npz" else None  # noqa: SIM115
        self._service = Service(name, None if path is None else path.open("rb"), scratch)

    @property
    def alive(self) -> bool:
        return True

    def close(self) -> None:
        self._service.close()

    def ask_several(
        self, task: str, raw: bytes | bytearray, most: int, count: int, **about: Any
    ) -> list[Answer | Exception]:
        answers: list[Answer | Exception] = []
        for message, data in self._service.answers({"task": task, "about": about}, raw):
            answer = restored(message)
            assert len(data) <= most
            broken = "error" in answer
            answers.append(error_of(answer, self._name) if broken else (answer, bytearray(data)))
        assert len(answers) == count
        return answers
