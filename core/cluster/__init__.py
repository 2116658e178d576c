"""Many workers: the same work as `core.cluster.engine.Here` does, handed to dask.distributed.

Nothing here decides what runs where: Dask's scheduler does. It is an optional extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.cluster.engine import Engine, Here
from core.errors import WrongUsage


@contextmanager
def opened(workers: int | None, scheduler: str | None) -> Iterator[Engine]:
    """The engine that was asked for: this process, some of this machine's, or a cluster's.

    Args:
        workers: how many processes to start on this machine.
        scheduler: the address of a cluster's scheduler.

    Raises:
        WrongUsage: workers are wanted and dask.distributed is not installed.
        GoodNetError: no scheduler answers, or it has no workers.
    """
    if workers is None and scheduler is None:
        yield Here()
        return
    try:
        import cryptography  # noqa: F401
        import distributed  # noqa: F401
    except ImportError:
        raise WrongUsage(
            "Workers need dask.distributed, which is not installed here: "
            "pip install 'goodnet[cluster]'."
        ) from None
    from core.cluster.machine import local_client, remote_client
    from core.cluster.pool import Pool

    if scheduler is not None:
        with remote_client(scheduler) as client:
            yield Pool(client, shares_files=False)
    else:
        with local_client(workers or 1) as client:
            yield Pool(client, shares_files=True)
