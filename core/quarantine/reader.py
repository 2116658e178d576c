"""A quarantined process seen from outside: asked questions, timed, and never trusted."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Literal, Self, cast

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
# Factor on computing time for the wall clock, because a busy machine shares its processors.
PATIENCE = 6
_ERRORS = {kind.__name__: kind for kind in (GoodNetError, LabelsDoNotFit, Unreadable, Unsafe)}
_ROOT = str(Path(__file__).resolve().parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from core.quarantine.child import main; "
# One thread, and no native plugins: HDF5 reads "::" as "load none".
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "HDF5_PLUGIN_PRELOAD": "::"}


class Damaged(OSError):
    """The file's structure is damaged, as the library that read it reported."""


class Crashed(Unsafe):
    """The process that read a file crashed, hung, ran out of memory, or answered too much.

    Attributes:
        name: the file's.
        happened: which of these it was, as the predicate of a sentence.
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
        self.name, self.happened = name, happened

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (self.name, self.happened)


class Reader:
    """A process that reads one untrusted file, or one picture after another.

    Use it as a context manager or close it; the process ends with this object at the latest. Two
    threads must not use it at the same time.

    Args:
        kind: of the file, or "pictures".
        name: a printable name of the file for messages.
        path: the file; None if its bytes come with the questions.
        memory: how many bytes of memory reading it may take.
    """

    def __init__(
        self, kind: FileKind, name: str, path: Path | None = None, memory: int = MEMORY
    ) -> None:
        # If memory is short, Linux might end the process, and a good file would seem to be at
        # fault.
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
        """Whether it can still answer."""
        return self._end.alive and self._process.poll() is None

    def ask(
        self, task: str, raw: bytes | bytearray = b"", most: int = 0, **about: object
    ) -> Answer:
        """Ask one question; see `core.quarantine.service`.

        Args:
            task: its name.
            raw: bytes to send with it.
            most: the most raw bytes that the answer may have.
            about: its arguments.

        Raises:
            Crashed: the process crashed, hung, ran out of memory or broke the limits of an answer.
            Damaged: the file is damaged.
            GoodNetError: the error that the process reports about the file, of the same class.
        """
        (answer,) = self.ask_several(task, raw, most, 1, **about)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ask_several(
        self, task: str, raw: bytes | bytearray, most: int, count: int, **about: object
    ) -> list[Answer | Exception]:
        """Ask a question that has `count` answers, each of at most `most` raw bytes.

        The arguments are those of `ask`; errors take the place of answers. If the process does not
        survive a question, the last answer is Crashed.
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
            except BaseException:  # the rest of an answer must not be read as the next one
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
            return say("sent an unexpected answer")
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            code = 0
        self.close()
        if patience.ended or code == -getattr(signal, "SIGXCPU", 0):
            return say("did not finish")
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
        start_new_session=True,  # Ctrl-C is for this process to answer
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:  # unsent bytes are dropped
            pass
    process.wait()


def error_of(answer: Message, name: str) -> Exception:
    """The exception for an answer with an "error"."""
    if answer["error"] == "OutOfMemory":
        return Crashed(name, say("exceeded its memory limit"))
    sentence = answer.get("sentence", "")
    if not isinstance(sentence, Sentence):  # no template: its braces have no meaning
        sentence = Sentence("{said}", {"said": printable(sentence, 2000)})
    kind = _ERRORS.get(str(answer["error"]))
    return Damaged(sentence) if kind is None else kind(sentence)
