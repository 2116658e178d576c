"""Load TensorFlow quietly, and before its first use where nobody should have to wait then."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from core.files.images import cv2_module
from core.jobs import memory
from core.records import Progress

# Lines that TensorFlow 2.21 writes to stderr at every log level.
BANNERS = (b"WARNING: All log messages before absl", b"I0000")
SIZE = 512 << 20


def warm_up() -> Generator[Progress, None, None]:
    """Import TensorFlow, then Keras, with a record after each; this takes some seconds."""
    load_tensorflow()
    yield Progress("warm-up", 1, 2)
    import keras  # noqa: F401

    # Imported objects live as long as the process, so garbage collections need not scan them again.
    gc.freeze()
    yield Progress("warm-up", 2, 2)


def load_tensorflow() -> None:
    """Import TensorFlow and start it, without its banners; returns at once if that was done before.

    Raises:
        OutOfMemory: there is too little memory for it.
    """
    if "tensorflow" in sys.modules:
        return
    memory.require(SIZE)
    # Keras imports OpenCV, whose limits and side effects are settled at its first import.
    cv2_module()
    with _without_banners():
        import tensorflow as tf

        tf.constant(0.0)


@contextmanager
def _without_banners() -> Iterator[None]:
    """Hold back stderr, and in the end pass on everything except the banners."""
    try:
        stderr = os.dup(2)
    except OSError:  # a windowed application has no stderr
        yield
        return
    with tempfile.TemporaryFile() as aside:
        os.dup2(aside.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
            aside.seek(0)
            for line in aside:
                if not line.startswith(BANNERS):
                    os.write(2, line)
