"""A quarantined process as seen from outside: asked, watched, and believed in nothing."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any, Literal, Self, cast

from core.errors import GoodNetError, LabelsDoNotFit, Unreadable, Unsafe
from core.jobs.memory import require
from core.quarantine.patience import Patience
from core.quarantine.spoken import restored
from core.quarantine.wire import ARGUMENT, Message, receive, seconds_for, send
from core.text.sentence import Sentence, say
from core.text.wording import printable

FileKind = Literal["model", "goodnet", "hdf5", "npz", "npy", "pictures"]
Answer = tuple[Message, bytearray]

MEMORY = 2 << 30
# By the clock: a busy machine gives a process a fraction of the time that it may compute.
PATIENCE = 6
_ERRORS = {kind.__name__: kind for kind in (GoodNetError, LabelsDoNotFit, Unreadable, Unsafe)}
_ROOT = str(Path(__file__).resolve().parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from core.quarantine.child import main; "
# One thread, and no native plugins: HDF5 takes "::" for "load none".
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "HDF5_PLUGIN_PRELOAD": "::"}


class Damaged(OSError):
    """The file's structure is broken, as the library that read it found out."""


class Crashed(Unsafe):
    """The process that read a file crashed, hung, ran out of memory, or answered too much.

    Attributes:
        happened: which of these, as the predicate of a sentence.
    """

    def __init__(self, name: str, happened: str) -> None:
        super().__init__(
            say(
                "{name} was refused: the separate process that reads untrusted files {happened}. "
                "The file is damaged or made to attack its reader; do not open it elsewhere.",
                name=name,
                happened=happened,
            )
        )
        self.happened = happened


class Reader:
    """A process that reads one untrusted file, or one picture after another.

    Used as a context manager, or closed by hand; it ends with this object at the latest.
    Not for two threads at a time.

    Args:
        kind: of the file, or "pictures".
        name: what messages call the file, printable.
        path: the file; None where its bytes come with the questions.
        memory: the bytes of memory that reading it may take.
    """

    def __init__(
        self, kind: FileKind, name: str, path: Path | None = None, memory: int = MEMORY
    ) -> None:
        # Where memory is short Linux might end it, and a sound file would seem to be at fault.
        require()
        self._name = name
        self._size = 0 if path is None else path.stat().st_size
        arguments = [kind, name, str(memory)]
        self._process = _started(arguments if path is None else [*arguments, str(path)])
        self._end = weakref.finalize(self, _ended, self._process)
        self._greeted = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._end()

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._end.alive and self._process.poll() is None

    def ask(self, task: str, raw: bytes | bytearray = b"", most: int = 0, **about: Any) -> Answer:
        """Put one question; see `core.quarantine.service`.

        Args:
            task: its name.
            raw: bytes that go with it.
            most: the raw bytes that an answer may have.
            about: its arguments.

        Raises:
            Crashed: the process crashed, hung, ran out of memory or answered out of bounds.
            Damaged: the file is.
            GoodNetError: what the process says of the file, by its class there.
        """
        (answer,) = self.ask_several(task, raw, most, 1, **about)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ask_several(
        self, task: str, raw: bytes | bytearray, most: int, count: int, **about: Any
    ) -> list[Answer | Exception]:
        """Put a question that has `count` answers, each of at most `most` raw bytes.

        Args as for `ask`; what it raises stands in an answer's place. Where the process does not
        survive one, Crashed is the last.
        """
        answers: list[Answer | Exception] = []
        with Patience(self._process, PATIENCE * seconds_for(self._size + len(raw))) as patience:
            try:
                self._put(task, raw, about)
                while len(answers) < count:
                    answers.append(self._taken(most))
                    patience.renew()
            except (OSError, EOFError, ValueError) as error:
                answers.append(Crashed(self._name, self._what_happened(patience, error)))
            except BaseException:  # the rest of an answer must not be taken for the next one
                self.close()
                raise
        return answers

    def _put(self, task: str, raw: bytes | bytearray, about: Message) -> None:
        if not self._greeted:
            receive(self._answers(), 0)
            self._greeted = True
        questions = cast("io.BufferedIOBase", self._process.stdin)
        send(questions, {"task": task, "about": about}, raw)

    def _taken(self, most: int) -> Answer | Exception:
        message, data = receive(self._answers(), most)
        answer = restored(message)
        return error_of(answer, self._name) if "error" in answer else (answer, data)

    def _answers(self) -> io.BufferedIOBase:
        return cast("io.BufferedIOBase", self._process.stdout)

    def _what_happened(self, patience: Patience, error: Exception) -> str:
        if isinstance(error, ValueError):
            self.close()
            return say("answered what it was not asked")
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            code = 0
        self.close()
        if patience.ended or code == -getattr(signal, "SIGXCPU", 0):
            return say("did not come to an end")
        if code < 0:
            return say("crashed ({signal})", signal=signal.Signals(-code).name)
        return say("ended too early")


def _started(arguments: list[str]) -> subprocess.Popen[bytes]:
    if getattr(sys, "frozen", False):
        command = [sys.executable, ARGUMENT]
    else:
        command = [sys.executable, "-P", "-c", _START + "main(sys.argv[1:])"]
    return subprocess.Popen(
        [*command, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_ENVIRONMENT},
        start_new_session=True,  # Ctrl-C is ours to answer
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:  # what was not sent yet goes nowhere
            pass
    process.wait()


def error_of(answer: Message, name: str) -> Exception:
    """The exception that an answer with an "error" stands for."""
    if answer["error"] == "OutOfMemory":
        return Crashed(name, say("ran out of the memory that it may take"))
    sentence = answer.get("sentence", "")
    if not isinstance(sentence, Sentence):  # no template: its braces mean nothing
        sentence = Sentence("{said}", {"said": printable(sentence, 2000)})
    kind = _ERRORS.get(str(answer["error"]))
    return Damaged(sentence) if kind is None else kind(sentence)
