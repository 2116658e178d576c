"""Start the workers of this machine, shield them from Ctrl-C, and end them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

from distributed import Nanny
from distributed.utils import LoopRunner


class Keeper(Nanny):
    """Dask's nanny, without waiting for the running task.

    A cluster is closed when all work is done, or when nobody needs the rest. Waiting for a scan to
    end would only delay a person who pressed Ctrl-C.
    """

    async def kill(self, timeout: float = 5, reason: str = "keeper-kill") -> None:
        if self.process is not None:
            await self.process.kill(timeout=timeout, executor_wait=False, reason=reason)


@contextmanager
def deaf_loop() -> Iterator[Any]:
    """An event loop whose child processes never receive SIGINT.

    Ctrl-C reaches every process in a terminal's group. This process answers it and ends the
    workers. Otherwise each worker would report the interruption in its own traceback. Threads and
    processes inherit the blocked signals of the thread that starts them.
    """
    runner = LoopRunner()
    if hasattr(signal, "pthread_sigmask"):
        # The tracker starts with the first process, and unblocks SIGINT in the thread that starts
        # it.
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
