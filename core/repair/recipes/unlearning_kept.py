"""The state of a repair after unlearning, as arrays and a document that a checkpoint can keep.

Fine-tuning continues the searches of unlearning. So the network's weights are not enough: the
pools, with their optimizers and random generators, are kept as well. A run that resumes from them
computes the same numbers as one that was never interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.errors import Unreadable
from core.files.decoding import decode
from core.records import Epoch, json_value
from core.repair.checkpoint import with_prefix
from core.repair.recipes.work import Work
from core.repair.unlearning import Pool
from core.scan.images import Sample
from core.scan.measures import FORMS
from core.scan.triggers import Trigger

# What reading raises if the file was made by another program: values are missing or do not fit.
OTHER = (Unreadable, KeyError, TypeError, ValueError, IndexError)


def keep_unlearning(work: Work, pools: Sequence[Pool], known: Sequence[Trigger]) -> None:
    """Keep the network, its epochs so far, the pools, and the `known` triggers that they share."""
    weights = work.repaired.network.get_weights()
    arrays = {f"weight_{k}": weight for k, weight in enumerate(weights)}
    document: dict[str, Any] = {
        "weights": len(weights),
        "epochs": json_value(list(work.epochs)),
        "known": [trigger.kind for trigger in known],
        "pools": [],
    }
    for k, trigger in enumerate(known):
        arrays |= {f"known_{k}_{name}": values for name, values in vars(trigger).items()}
    for k, pool in enumerate(pools):
        described, held = pool.state()
        document["pools"].append(described)
        arrays |= {f"pool_{k}_{name}": values for name, values in held.items()}
    work.checkpoint.keep_unlearning(document, arrays)


def resume_unlearning(work: Work) -> list[Pool] | None:
    """The pools as an earlier run left them, with its network in `work`; None where none is kept.

    `work` changes only if all that was kept can be read.
    """
    kept = work.checkpoint.unlearning()
    if kept is None:
        return None
    try:
        return _resume(work, *kept)
    except OTHER:
        return None


def _resume(work: Work, document: Any, arrays: dict[str, np.ndarray]) -> list[Pool]:
    forms = {form.kind: form for form in FORMS}
    known: list[Trigger] = [
        forms[kind](**with_prefix(arrays, f"known_{k}_"))
        for k, kind in enumerate(document["known"])
    ]
    epochs = decode(tuple[Epoch, ...], document["epochs"])
    weights = [arrays[f"weight_{k}"] for k in range(document["weights"])]
    shapes = [weight.shape for weight in work.repaired.network.get_weights()]
    if shapes != [weight.shape for weight in weights]:
        raise ValueError("weights of another network")
    pools = []
    for k, described in enumerate(document["pools"]):
        held = with_prefix(arrays, f"pool_{k}_")
        sample = Sample(held["images"], held["own"])
        form, targets = forms[described["form"]], described["targets"]
        largest = described["largest"]
        settings = replace(work.unlearning, stamped=described["stamped"])
        pool = Pool(work.repaired, sample, targets, form, largest, known, settings=settings)
        pool.restore(described, held)
        pools.append(pool)
    work.repaired.network.set_weights(weights)
    work.epochs = epochs
    return pools
