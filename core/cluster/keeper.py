"""Who starts the workers of this machine, sees to it that they hear no Ctrl-C, and ends them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

from distributed import Nanny
from distributed.utils import LoopRunner


class Keeper(Nanny):
    """Dask's nanny, except that it does not wait for the task that is running.

    A cluster is closed when everything is done or when nobody wants the rest. Waiting for a
    scan to come to its end would only keep a person who pressed Ctrl-C.
    """

    async def kill(self, timeout: float = 5, reason: str = "keeper-kill") -> None:
        if self.process is not None:
            await self.process.kill(timeout=timeout, executor_wait=False, reason=reason)


@contextmanager
def deaf_loop() -> Iterator[Any]:
    """An event loop whose child processes never get SIGINT.

    Ctrl-C reaches every process of a terminal's group. This one answers it, and ends the workers;
    they would only say each in its own traceback that they were interrupted. The signals that a
    thread blocks are handed down to the threads and processes that it starts.
    """
    runner = LoopRunner()
    if hasattr(signal, "pthread_sigmask"):
        # It is started with the first process, and unblocks SIGINT where it was started.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            runner.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    else:
        runner.start()
    try:
        yield runner.loop
    finally:
        runner.stop()
