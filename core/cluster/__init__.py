"""Many workers: the same work as in `core.cluster.engine.Here`, run by dask.distributed.

Dask's scheduler alone decides what runs where. Dask is an optional extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.cluster.engine import Engine, Here
from core.errors import WrongUsage


@contextmanager
def opened(workers: int | None, scheduler: str | None) -> Iterator[Engine]:
    """The requested engine: this process, workers on this machine, or those of a cluster.

    Args:
        workers: how many processes to start on this machine.
        scheduler: the address of a cluster's scheduler.

    Raises:
        WrongUsage: workers are requested, but dask.distributed is not installed.
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
