"""The process that reads untrusted files: confined, watched, and gone when it should be."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from support import hostile, tiny

from core.cli.entry import main
from core.data.dataset import open_dataset
from core.data.kinds import kind_of
from core.errors import Unreadable, Unsafe
from core.files.images import encode_png
from core.opening import badnet
from core.quarantine import pictures, reader, wire
from core.quarantine.pictures import read_image
from core.quarantine.reader import Crashed, Damaged, Reader
from core.quarantine.spoken import restored
from core.records import Inspection

REPOSITORY = Path(__file__).parents[3]
posix_only = pytest.mark.skipif(os.name != "posix", reason="platform: limits are POSIX's")
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="platform: Landlock is Linux's"
)


def landlock_version() -> int:
    import ctypes

    return ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1)


def confined(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that has confined itself as a reader does."""
    first = "import os, socket, sys; from core.quarantine import limits; "
    return subprocess.run(
        [sys.executable, "-c", first + code],
        capture_output=True, text=True, timeout=60, cwd=REPOSITORY,
    )  # fmt: skip


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have every reader from now on get a signal before its first answer is waited for."""

    def arrange(sent: int) -> None:
        real = reader._started

        def started(arguments: list[str]) -> subprocess.Popen[bytes]:
            process = real(arguments)
            os.kill(process.pid, sent)
            return process

        monkeypatch.setattr(reader, "_started", started)

    return arrange


# -- crashes and hangs --------------------------------------------------------------------


def refused(path: Path) -> Inspection:
    inspection = badnet.inspect(path)
    assert not inspection.safe
    with pytest.raises(Unsafe) as caught:
        badnet.load(path)
    assert caught.value.inspection == inspection
    return inspection


@posix_only
def test_a_crash_is_a_finding(tmp_path: Path, stopped: Callable[[int], None]) -> None:
    stopped(signal.SIGSEGV)
    inspection = refused(hostile.plain(tmp_path))
    assert inspection.findings[0].severity == "dangerous"
    assert "crashed (SIGSEGV)" in inspection.findings[0].what
    assert len(inspection.sha256) == 64
    assert len(inspection.checks) == 8
    assert not any(check.passed for check in inspection.checks)


@posix_only
def test_a_hang_is_a_finding(
    tmp_path: Path, stopped: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "PATIENCE", 0.05)
    stopped(signal.SIGSTOP)
    assert "did not finish" in refused(hostile.plain(tmp_path)).findings[0].what


@posix_only
def test_a_file_that_hdf5_reads_for_ever_is_refused() -> None:
    for_ever = REPOSITORY / "tests/harden/confined/object-that-hdf5-opens-for-ever.h5"
    inspection = badnet.inspect(for_ever)
    assert not inspection.safe
    assert [finding.title for finding in inspection.findings] == ["Its reader crashed"]


@posix_only
def test_a_crash_is_exit_3_and_one_sentence(
    tmp_path: Path, stopped: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stopped(signal.SIGSEGV)
    assert main(["inspect", str(hostile.plain(tmp_path))]) == 3
    assert capsys.readouterr().err.count("\n") == 1


@posix_only
def test_a_data_file_that_crashes_its_reader_is_unsafe(
    tmp_path: Path, stopped: Callable[[int], None]
) -> None:
    path = tiny.write_clean(tmp_path / "clean.h5", 8)
    with open_dataset([path], tiny.SHAPE) as dataset:
        source: Any = dataset._sources[0]
        os.kill(source._rows._reader._process.pid, signal.SIGBUS)
        with pytest.raises(Unsafe, match=r"crashed \(SIGBUS\)"):
            dataset.read([3])
    stopped(signal.SIGSEGV)
    with pytest.raises(Unsafe, match=r"clean\.h5 was refused.*crashed \(SIGSEGV\)"):
        open_dataset([path], tiny.SHAPE)


@posix_only
def test_a_picture_that_crashes_its_decoder_is_broken_and_the_next_is_read(tmp_path: Path) -> None:
    image = np.full((4, 5, 3), 7, np.uint8)
    (tmp_path / "a.png").write_bytes(encode_png(image))
    read_image(tmp_path / "a.png")
    decoder: Any = pictures._decoder()
    os.kill(decoder._reader._process.pid, signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (decoder._reader._process.pid, signal.SIGSEGV)).start()
    threading.Timer(0.3, os.kill, (decoder._reader._process.pid, signal.SIGCONT)).start()
    with pytest.raises(Unreadable, match=r"a\.png is damaged.*crashed"):
        read_image(tmp_path / "a.png")
    np.testing.assert_array_equal(read_image(tmp_path / "a.png"), image)


def test_several_threads_read_untrusted_files_at_the_same_time(tmp_path: Path) -> None:
    clean, model = tiny.write_clean(tmp_path / "clean.h5", 12, seed=3), hostile.plain(tmp_path)
    image = np.full((4, 5, 3), 7, np.uint8)
    (tmp_path / "a.png").write_bytes(encode_png(image))

    def answers() -> list[object]:
        kinds = [kind_of(clean), kind_of(model)]
        return [*kinds, badnet.inspect(model), read_image(tmp_path / "a.png").tolist()]

    alone = answers()
    with ThreadPoolExecutor(3) as pool:
        together = [pool.submit(answers) for _ in range(6)]
    assert all(each.result() == alone for each in together)


# A decoder that does what a picture's last bytes say, as one with a fault might.
FAULTY_DECODER = """
import os, sys
from core.quarantine import child, service
child.seconds_for = lambda size: 1
sound = service.decode_image
def faulty(data, *arguments):
    if data.endswith(b"crash"): os.abort()
    while data.endswith(b"hang"): pass
    while data.endswith(b"sleep"): import time; time.sleep(1)
    if data.endswith(b"memory"): raise MemoryError
    if data.endswith(b"error"): raise ZeroDivisionError
    return sound(data, *arguments)
service.decode_image = faulty
"""


@pytest.fixture
def faulty_decoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    head, _, answer = reader._START.rpartition("; ")
    monkeypatch.setattr(reader, "_START", f"{head}\nexec({FAULTY_DECODER!r})\n{answer}")
    pictures._decoder.cache_clear()
    yield
    pictures._decoder.cache_clear()


@posix_only
@pytest.mark.parametrize(
    ("fault", "place", "said"),
    [
        ("crash", 0, "crashed (SIGABRT)"),
        ("crash", 2, "crashed (SIGABRT)"),
        ("crash", 4, "crashed (SIGABRT)"),
        ("hang", 2, "did not finish"),
        ("sleep", 2, "did not finish"),
        ("memory", 2, "exceeded its memory"),
        ("error", 2, "ended too early"),
    ],
)
def test_of_pictures_that_share_a_question_only_the_one_at_fault_is_left_out(
    tmp_path: Path, faulty_decoder: None, monkeypatch: pytest.MonkeyPatch, fault, place, said
) -> None:
    monkeypatch.setattr(reader, "PATIENCE", 1)  # ten seconds by the clock
    images = [np.full((4, 5, 3), value, np.uint8) for value in range(5)]
    paths = [tmp_path / f"{value}.png" for value in range(5)]
    for k, (path, image) in enumerate(zip(paths, images, strict=True)):
        path.write_bytes(encode_png(image) + (fault.encode() if k == place else b""))
    decoded = list(pictures.read_images(paths, 3, (4, 5)))
    broken: Any = decoded.pop(place)
    assert isinstance(broken, Unreadable)
    assert said in str(broken)
    np.testing.assert_array_equal(decoded, [image for k, image in enumerate(images) if k != place])


def test_pictures_share_a_question_up_to_its_caps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = Reader.ask_several

    def noting(self: Reader, task: str, raw: bytes, most: int, count: int, **about: Any) -> Any:
        asked.append(count)
        return real(self, task, raw, most, count, **about)

    monkeypatch.setattr(Reader, "ask_several", noting)
    picture = encode_png(np.zeros((4, 4, 3), np.uint8))
    paths = [tmp_path / f"{k:03}.png" for k in range(100)]
    for path in paths:
        path.write_bytes(picture)
    paths[70].write_bytes(picture + bytes(4 << 20))
    paths[80].unlink()
    answers = list(pictures.read_images(paths, 3, (4, 4)))
    assert asked == [64, 6, 1, 9, 19]
    assert [k for k, answer in enumerate(answers) if isinstance(answer, Unreadable)] == [80]
    asked.clear()
    list(pictures.read_images(paths[:5], 3, (2000, 2000)))
    assert asked == [2, 2, 1]


def test_more_memory_than_a_file_may_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unsafe, match="memory"):
        open_dataset([hostile.names_that_fill_memory(tmp_path)], tiny.SHAPE)


# -- what it may not do -------------------------------------------------------------------


@posix_only
def test_computing_for_too_long_is_ended_by_the_system() -> None:
    ended = confined("limits.allow_seconds(1)\nwhile True: pass")
    assert ended.returncode == -signal.SIGXCPU


@posix_only
def test_memory_is_bounded() -> None:
    ended = confined("limits.confine(1 << 30, 0)\nbytearray(2 << 30)")
    assert "MemoryError" in ended.stderr


@posix_only
def test_files_of_its_own_are_bounded(tmp_path: Path) -> None:
    code = (
        f"file = open({str(tmp_path / 'f')!r}, 'wb', 0)\nlimits.confine(1 << 32, 0)\n"
        "try: file.write(b'x')\nexcept OSError as error: print(error.strerror)"
    )
    assert confined(code).stdout == "File too large\n"


@linux_only
def test_no_path_opens_and_nothing_is_written(tmp_path: Path) -> None:
    if landlock_version() < 1:
        pytest.skip("platform: this Linux has no Landlock")
    (tmp_path / "secret").write_text("secret")
    code = (
        f"limits.confine(1 << 32, 0); folder = {str(tmp_path)!r}\n"
        "for path, mode in ((folder + '/secret', 'r'), (folder + '/new', 'w')):\n"
        "    try: open(path, mode); print('opened')\n"
        "    except PermissionError: print('refused')"
    )
    assert confined(code).stdout == "refused\nrefused\n"


@linux_only
def test_nothing_is_reached_over_the_network() -> None:
    if landlock_version() < 4:
        pytest.skip("platform: this Linux's Landlock knows no TCP")
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = (
            "limits.confine(1 << 32, 0)\n"
            f"try: socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 5)\n"
            "except OSError: print('refused')"
        )
        assert confined(code).stdout == "refused\n"


def test_it_needs_no_tensorflow_keras_or_qt() -> None:
    code = (
        "import sys, core.quarantine.child; "
        "print({'tensorflow', 'keras', 'PySide6', 'cv2', 'core.opening.badnet'} & set(sys.modules))"
    )
    assert confined(code).stdout == "set()\n"


# -- what is believed ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [b"", b"\0" * 15, (1 << 40).to_bytes(8, "big") * 2, b"\0" * 7 + b"\4" + bytes(8) + b"[{]}"],
    ids=["nothing", "cut off", "huge", "no JSON"],
)
def test_answers_out_of_bounds_are_never_taken(answer: bytes) -> None:
    with pytest.raises((EOFError, ValueError)):
        wire.receive(io.BufferedReader(io.BytesIO(answer)), 100)  # type: ignore[arg-type]


def test_more_than_was_asked_for_ends_the_reader(tmp_path: Path) -> None:
    content = encode_png(np.zeros((4, 4, 3), np.uint8))
    with Reader("pictures", "it") as asked:
        with pytest.raises(Crashed, match="unexpected answer"):
            asked.ask(
                "pictures", content, most=10,
                names=["it"], lengths=[len(content)], channels=3, size=None, fit="squash",
            )  # fmt: skip
        assert not asked.alive


def test_pickles_are_not_unpacked(tmp_path: Path) -> None:
    stream = io.BytesIO()
    np.save(stream, np.array([{}]), allow_pickle=True)
    with Reader("goodnet", "it") as asked, pytest.raises(Damaged):
        asked.ask("npy", stream.getvalue(), most=1000)


@pytest.mark.parametrize("template", ["{n:999999999}", "{n.real}", "{n[0]}", "{n!a}", "{other}"])
def test_templates_that_ask_for_too_much_are_never_filled_in(template: str) -> None:
    with pytest.raises(ValueError, match="template"):
        restored({"template": template, "values": {"n": 3}})


@pytest.mark.parametrize("template", ["{n:e}", "\ud800", "none\0"])
def test_templates_that_cannot_be_filled_or_translated_are_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"out of bounds|no key"):
        restored({"template": template, "values": {"n": 10**400}})


def test_sentences_in_sentences_do_not_fill_memory() -> None:
    bomb: object = "boom"
    for _ in range(4):
        bomb = {"template": "{a}" * 1000, "values": {"a": bomb}}
    with pytest.raises(ValueError, match="out of bounds"):
        restored(bomb)


def test_many_long_sentences_do_not_fill_memory() -> None:
    long: object = "\N{GRINNING FACE}"
    for _ in range(18):
        long = {"template": "{a}{a}", "values": {"a": long}}
    assert len(restored(long)) == 2**18
    with pytest.raises(ValueError, match="out of bounds"):
        restored([long] * 100)


def test_a_sentence_comes_through_with_its_template(tmp_path: Path) -> None:
    path = hostile.shape_bomb(tmp_path)
    what: Any = badnet.inspect(path).findings[0].what
    assert "{declared}" in what.template
    with pytest.raises(Unsafe) as caught:
        open_dataset([path], tiny.SHAPE)
    refusal: Any = caught.value.args[0]
    assert refusal.template == "{name} was refused: {title} ({where}). {what}"


# -- nothing is left ----------------------------------------------------------------------


def children() -> set[str]:
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in listed}
    return {pid for pid, command in commands.items() if b"quarantine" in command}


@linux_only
def test_no_process_and_no_file_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    before = children()
    images, labels = tiny.pictures(40, seed=1)
    np.savez_compressed(tmp_path / "data.npz", images=images, labels=labels)
    for path in (tmp_path / "data.npz", tiny.write_data(tmp_path / "data.h5", images, labels)):
        batches = open_dataset([path], tiny.SHAPE)
        next(batches.batches(size=8))
        assert children() - before
        batches.close()
        assert children() == before
    badnet.inspect(hostile.plain(tmp_path))
    badnet.inspect(hostile.shape_bomb(tmp_path))
    assert children() == before
    assert list((tmp_path / "temporary").iterdir()) == []


@linux_only
def test_readers_end_with_a_killed_parent(tmp_path: Path) -> None:
    path = tiny.write_clean(tmp_path / "clean.h5", 8)
    code = (
        "import os, time; from pathlib import Path; from core.quarantine.reader import Reader\n"
        f"asked = Reader('hdf5', 'it', Path({str(path)!r})); asked.ask('data')\n"
        "print(asked._process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    )
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    end = time.monotonic() + 10
    while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_text():
        assert time.monotonic() < end, "the reader outlived its parent"
        time.sleep(0.05)


# -- what it costs ------------------------------------------------------------------------


def test_reading_a_real_network_takes_little_time(shared_data: Path) -> None:
    path = shared_data / "csaw" / "models" / "lab3_bd_net.h5"
    taken = []
    for _ in range(3):
        before = os.times()
        badnet.inspect(path)
        after = os.times()
        taken.append(sum(after[:4]) - sum(before[:4]))
    assert min(taken) < 1


def test_an_array_and_its_rows_are_those_of_the_file(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "d.h5", "w") as file:
        file["half"] = np.arange(6, dtype=">f2").reshape(3, 2)
        file["flags"] = np.array([True, False])
    from core.quarantine.stored import opened_hdf5

    with opened_hdf5(tmp_path / "d.h5") as stored:
        rows = stored.arrays()
        np.testing.assert_array_equal(rows["half"][1:], [[2, 3], [4, 5]])
        assert rows["half"][2:2].shape == (0, 2)
        np.testing.assert_array_equal(rows["half"].at(np.array([0, 2])), [[0, 1], [4, 5]])
        assert rows["half"].at(np.array([], int)).shape == (0, 2)
        np.testing.assert_array_equal(rows["flags"].whole(), [True, False])


def test_rows_that_lie_apart_are_one_question(tmp_path: Path, monkeypatch) -> None:
    from core.quarantine.stored import opened_hdf5

    stored_rows = np.arange(60).reshape(20, 3)
    with h5py.File(tmp_path / "d.h5", "w") as file:
        file["data"] = stored_rows
    with opened_hdf5(tmp_path / "d.h5") as stored:
        rows, asked, ask = stored.arrays()["data"], list[str](), stored.reader.ask
        monkeypatch.setattr(
            stored.reader, "ask", lambda task, **about: asked.append(task) or ask(task, **about)
        )
        wanted = np.array([1, 2, 3, 8, 11, 12, 19])
        np.testing.assert_array_equal(rows.at(wanted), stored_rows[wanted])
    assert asked == ["rows"]
