"""Workers on this machine, and the connection to those of a cluster."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from core.errors import GoodNetError
from core.jobs.interruption import held

# How long a cluster's scheduler and workers may take to answer, in seconds.
PATIENCE = 30

SETTINGS = {
    # After its worker has gone, a task is tried once more, then abandoned.
    "distributed.scheduler.allowed-failures": 1,
    # A daemon may not start processes of its own.
    "distributed.worker.daemon": False,
    # TensorFlow's memory cannot be spilled, so only the limit itself has an effect.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    "distributed.worker.profile.enabled": False,
    # Dask opens a port for its dashboard in any case; with these settings it serves nothing.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}

# They would write to stderr; what a person needs to know is raised as one sentence.
LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado.application")


@contextmanager
def local_client(workers: int) -> Iterator[Any]:
    """A Dask client with `workers` processes that share this machine's cores and memory.

    The processes are spawned, because TensorFlow does not survive a fork. They listen on the
    loopback interface only, and use TLS with keys that exist for this run only. Otherwise other
    users of this machine could run any code in them.
    """
    with ExitStack() as stack:
        # An interruption during start or end would leave processes and tracebacks behind.
        with held():
            client = _started(workers, stack)
        try:
            yield client
        finally:
            with held():
                stack.close()


def _started(workers: int, stack: ExitStack) -> Any:
    from dask import config  # pyright: ignore[reportPrivateImportUsage]
    from distributed import Client, LocalCluster
    from distributed.security import Security
    from distributed.system import MEMORY_LIMIT

    from core.cluster.keeper import Keeper, deaf_loop

    _silence()
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="goodnet-workers-"))
    stack.enter_context(config.set({**SETTINGS, "temporary-directory": folder}))
    cluster = LocalCluster(
        loop=stack.enter_context(deaf_loop()),
        worker_class=Keeper,
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        security=Security.temporary(),
        dashboard_address="127.0.0.1:0",
        memory_limit=MEMORY_LIMIT // workers,
        silence_logs=logging.CRITICAL,
        env=threads_environment(max(1, cores() // workers)),
    )
    return stack.enter_context(Client(stack.enter_context(cluster), set_as_default=False))


@contextmanager
def remote_client(address: str) -> Iterator[Any]:
    """A Dask client of the cluster whose scheduler is at `address`.

    Raises:
        GoodNetError: nobody answers there, or it has no workers.
    """
    from distributed import Client

    _silence()
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise GoodNetError(
            "No Dask scheduler answers at {address}: {why}", address=address, why=error
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise GoodNetError(
                "The scheduler at {address} has no workers; start some.", address=address
            ) from None
        yield client


def _silence() -> None:
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def threads_environment(threads: int) -> dict[str, str]:
    """Environment variables that limit numerical libraries to this many threads in a process."""
    names = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS")
    return {name: str(threads) for name in names}
