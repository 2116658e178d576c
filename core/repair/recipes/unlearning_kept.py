"""The state of a repair after unlearning, as arrays and a document that a checkpoint can keep.

Fine-tuning continues the searches of unlearning. So the network's weights are not enough: the
pools, with their optimizers and random generators, and the experts are kept as well. A run that
resumes from them computes the same numbers as one that was never interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.errors import Unreadable
from core.files.decoding import decode
from core.network.classifier import Classifier
from core.records import Epoch, json_value
from core.repair.checkpoint import with_prefix
from core.repair.expert_perturbations import Perturber
from core.repair.recipes.work import Work
from core.repair.unlearning import Pool
from core.scan.images import Sample
from core.scan.measures import FORMS
from core.scan.triggers import Trigger

# What reading raises if the file was made by another program: values are missing or do not fit.
OTHER = (Unreadable, KeyError, TypeError, ValueError, IndexError)


# Stamps images in unlearning: with triggers from a pool, or as experts perturb them.
Stamper = Pool | Perturber


def keep_unlearning(work: Work, stampers: Sequence[Stamper], known: Sequence[Trigger]) -> None:
    """Keep the network, its epochs so far, the stampers, and the `known` triggers of the pools."""
    arrays = _weights(work.repaired, "weight_")
    document: dict[str, Any] = {
        "epochs": json_value(list(work.epochs)),
        "known": [trigger.kind for trigger in known],
        "pools": [],
    }
    for k, trigger in enumerate(known):
        arrays |= {f"known_{k}_{name}": values for name, values in vars(trigger).items()}
    for k, pool in enumerate(each for each in stampers if isinstance(each, Pool)):
        described, held = pool.state()
        document["pools"].append(described)
        arrays |= {f"pool_{k}_{name}": values for name, values in held.items()}
    for perturber in (each for each in stampers if isinstance(each, Perturber)):
        document["perturber"] = {
            "targets": [int(target) for target in perturber.targets],
            "experts": len(perturber.experts),
        }
        for k, expert in enumerate(perturber.experts):
            arrays |= _weights(expert, f"expert_{k}_")
    work.checkpoint.keep_unlearning(document, arrays)


def resume_unlearning(work: Work) -> list[Stamper] | None:
    """The stampers as an earlier run left them, with its network in `work`; None if none is kept.

    `work` changes only if all that was kept can be read.
    """
    kept = work.checkpoint.unlearning()
    if kept is None:
        return None
    try:
        return _resume(work, *kept)
    except OTHER:
        return None


def _resume(work: Work, document: Any, arrays: dict[str, np.ndarray]) -> list[Stamper]:
    forms = {form.kind: form for form in FORMS}
    known: list[Trigger] = [
        forms[kind](**with_prefix(arrays, f"known_{k}_"))
        for k, kind in enumerate(document["known"])
    ]
    epochs = decode(tuple[Epoch, ...], document["epochs"])
    weights = _weights_in(arrays, "weight_", work)
    stampers: list[Stamper] = []
    for k, described in enumerate(document["pools"]):
        held = with_prefix(arrays, f"pool_{k}_")
        sample = Sample(held["images"], held["own"])
        form, targets = forms[described["form"]], described["targets"]
        largest = described["largest"]
        pool = Pool(work.repaired, sample, targets, form, largest, known, settings=work.unlearning)
        pool.restore(described, held)
        stampers.append(pool)
    if (described := document.get("perturber")) is not None:
        experts = [work.bench.badnet.copy() for _ in range(described["experts"])]
        for k, expert in enumerate(experts):
            expert.network.set_weights(_weights_in(arrays, f"expert_{k}_", work))
        stampers.append(Perturber(experts, described["targets"], work.unlearning.experts))
    work.repaired.network.set_weights(weights)
    work.epochs = epochs
    return stampers


def _weights(classifier: Classifier, prefix: str) -> dict[str, np.ndarray]:
    return {f"{prefix}{k}": each for k, each in enumerate(classifier.network.get_weights())}


def _weights_in(arrays: dict[str, np.ndarray], prefix: str, work: Work) -> list[np.ndarray]:
    """The weights of a copy of the network."""
    shapes = [weight.shape for weight in work.repaired.network.get_weights()]
    weights = [arrays[f"{prefix}{k}"] for k in range(len(shapes))]
    if shapes != [weight.shape for weight in weights]:
        raise ValueError("weights of another network")
    return weights
