"""A whole GoodNet as one graph: both networks, its votes, their calibration and the verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.errors import WrongUsage
from core.guard.seen import first_largest, seen
from core.guard.vote_graphs import GRAPHS
from core.network.keras_types import Tensor
from core.records import ExportedVotes, JsonObject, as_json
from core.screen.conformal import TIE, Calibration
from core.screen.goodnet import GoodNet
from core.version import VERSION


@dataclass(frozen=True)
class Guard:
    """The content of an export.

    Attributes:
        goodnet: the GoodNet from which it was made.
        votes: the names of the votes that it holds.
        left_out: the names of the GoodNet's other votes.
        calibration: the columns of `votes`; with fewer votes the p-values differ, but the FRR is
            the same.
    """

    goodnet: GoodNet
    votes: tuple[str, ...]
    left_out: tuple[str, ...]
    calibration: Calibration

    def outputs(self, images: Tensor, is_flagged: Callable[[Tensor], Tensor]) -> dict[str, Tensor]:
        """The guard's answers to images, uint8 (n, h, w, c), by name, each (n,).

        Args:
            images: a tensor of TensorFlow or of Keras.
            is_flagged: maps p-values (n,) to booleans (n,).
        """
        from keras import ops

        goodnet = self.goodnet
        both = seen(goodnet.badnet, goodnet.repaired, images)
        columns = [GRAPHS[name].build(goodnet)(both) for name in self.votes]
        by_vote = [self._p_value(k, column) for k, column in enumerate(columns)]
        p_value = ops.amin(ops.stack(by_vote, -1), -1)
        repaired_class = first_largest(both.repaired)
        poisoned = ops.full_like(repaired_class, goodnet.classes)
        return {
            "class": ops.where(is_flagged(p_value), poisoned, repaired_class),
            "p_value": p_value,
            **{f"p_{name}": p for name, p in zip(self.votes, by_vote, strict=True)},
            "repaired_class": repaired_class,
            "badnet_class": both.badnet_class,
            "confidence": ops.amax(both.repaired, -1),
            "badnet_confidence": ops.amax(both.received, -1),
        }

    def about(self, format: str) -> JsonObject:
        """The description of an export, as JSON."""
        goodnet = self.goodnet
        return {
            "goodnet_version": VERSION,
            "format": format,
            "votes": list(self.votes),
            "left_out": list(self.left_out),
            "frr": goodnet.frr,
            "least_frr": self.calibration.least_frr,
            "calibration_images": len(self.calibration),
            "classes": goodnet.classes,
            "class_names": list(goodnet.class_names),
            "image_shape": list(goodnet.badnet.image_shape),
            "computed_with": as_json(goodnet.computed_with),
        }

    def _p_value(self, vote: int, values: Tensor) -> Tensor:
        """The p-value of one vote for values (n,); see core/screen/conformal.py."""
        from keras import ops

        clean = self.calibration.in_order[:, vote]
        as_low = ops.less_equal(clean[None], ops.expand_dims(values + TIE, -1))
        rank = ops.sum(ops.cast(as_low, "int32"), -1)
        return ops.take(np.asarray(self.calibration.by_rank[vote]), rank)


def guard_of(goodnet: GoodNet, votes: ExportedVotes = "all", *, plain: bool = False) -> Guard:
    """The guard with the requested votes, as far as they can be exported.

    Args:
        goodnet: the GoodNet to export.
        votes: "all", or "cheap" for those that need only a few passes for each image.
        plain: whether it must consist of Keras layers alone.

    Raises:
        WrongUsage: none of the votes is left.
    """
    kept = [
        name
        for name in goodnet.votes
        if (graph := GRAPHS.get(name)) is not None
        and (graph.cheap or votes == "all")
        and (graph.plain or not plain)
    ]
    if not kept:
        raise WrongUsage("None of this GoodNet's votes can be exported like that.")
    left_out = tuple(name for name in goodnet.votes if name not in kept)
    columns = [goodnet.votes.index(name) for name in kept]
    calibration = Calibration(goodnet.calibration.votes[:, columns])
    return Guard(goodnet, tuple(kept), left_out, calibration)
