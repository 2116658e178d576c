"""Several votes on an image, one p-value: how rarely does clean data look as suspicious?

Split-conformal prediction (V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random
World", 2005). Every vote is a number that is low if an image is suspicious. C_jv is vote v on the
j-th of n clean images that took no part in making the votes. An input's score s_x is the lowest
rank that any of its votes has among those of the clean images. Its p-value p is the share of
images, the input among them, with a score at most as high:

    b_jv = #{i: C_iv <= C_jv},    s_j = min_v (b_jv + [x_v <= C_jv]),    s_x = min_v r_v,
    r_v = #{i: C_iv <= x_v} + 1,    p = (#{j: s_j <= s_x} + 1) / (n + 1).

A clean input is exchangeable with the clean images, and the scores treat all of them alike. So at
most a share FRR of clean inputs has p <= FRR, for any n, and whether the votes agree or not. If two
votes were calibrated apart, their FRRs would add up.

Let vote v have the lowest rank k. Every other vote then ranks higher, and s_j <= k means that b_jv
< k, or that b_jw <= k for another vote w. So p is read from a table for each vote, and an input is
flagged if one of its votes lies below that vote's threshold. (If two votes share the lowest rank,
or an input equals a clean image, the table's p may be a little larger.)

The FRR holds on average over calibration sets. A single screen is calibrated once, and the share of
all clean images that it flags is an unknown number. If m of n + 1 ranks are flagged, that share has
the distribution Beta(m, n + 1 - m) (V. Vovk, "Conditional validity of inductive conformal
predictors", 2012, proposition 2a). This gives the interval in `promise`, and the smaller FRR in
`guaranteeing` at which a bound holds for this very screen.
"""

from __future__ import annotations

import math

import numpy as np

from core.errors import Unreadable
from core.records import FrrPromise
from core.report.chance import beta_quantile, binomial_tail

# The confidence of an interval and of a guarantee.
SURE = 0.9
# Two votes that differ by less are equal: the last digits of a sum depend on the batch.
TIE = 1e-5


class Calibration:
    """The votes of clean images.

    Args:
        votes: (n, V); low is suspicious.

    Attributes:
        in_order: each vote's values, ascending, (n, V).
        by_rank: for each vote, the p-value if that vote has the lowest rank 1..n+1, (V, n + 1).
    """

    def __init__(self, votes: np.ndarray) -> None:
        self.votes = votes
        self.in_order = np.sort(votes, 0)
        self.by_rank = _p_by_rank(self.in_order, votes)

    def __len__(self) -> int:
        return len(self.votes)

    @property
    def least_frr(self) -> float:
        """The lowest FRR that this number of images can hold, 0..1.

        It is 1 / (n + 1) for one vote. It is higher for several votes, because the lowest image of
        each vote is usually a different one.
        """
        return float(min(p[0] for p in self.by_rank))

    def p_values(self, votes: np.ndarray) -> np.ndarray:
        """The p-value of each vote, (k, V), for k inputs; the lowest in a row is the input's.

        Args:
            votes: (k, V); NaN for votes that were not taken, whose p-value is NaN too.
        """
        columns = zip(self.by_rank, self.in_order.T, votes.T, strict=True)
        p_values = np.stack(
            [p[np.searchsorted(clean, each + TIE, side="right")] for p, clean, each in columns], 1
        )
        return np.where(np.isnan(votes), np.nan, p_values)

    def flags(self, frr: float) -> np.ndarray:
        """Which of the clean images the screen would flag, each judged among all of them, (n,)."""
        scores = _ranks(self.in_order, self.votes).min(1)
        as_low = np.bincount(scores, minlength=len(self) + 1).cumsum()[scores]
        return as_low <= frr * len(self)

    def thresholds(self, frr: float) -> np.ndarray:
        """For each vote the value below which it alone flags an input, (V,); -inf for never.

        Args:
            frr: the share of clean inputs that may be flagged, 0..1.

        Raises:
            Unreadable: there are fewer clean images than this FRR needs.
        """
        reached = [int(np.searchsorted(p, frr + 1e-12, side="right")) for p in self.by_rank]
        if not any(reached):
            self._refuse(frr)
        n = len(self)
        return np.array(
            [
                clean[min(rank, n) - 1] - TIE if rank else -np.inf
                for clean, rank in zip(self.in_order.T, reached, strict=True)
            ]
        )

    def promise(self, frr: float) -> FrrPromise:
        """The share of all clean images that this screen may flag, if it flags at p <= `frr`."""
        m, n = self._flagged_ranks(frr), len(self)
        low, high = (beta_quantile(q, m, n + 1 - m) for q in ((1 - SURE) / 2, (1 + SURE) / 2))
        return FrrPromise(images=n, expected=m / (n + 1), low=low, high=high, confidence=SURE)

    def guaranteeing(self, bound: float) -> float:
        """The FRR at which this very screen flags at most `bound`, with 90 % confidence.

        Raises:
            Unreadable: there are fewer clean images than this bound needs.
        """
        n = len(self)
        m = next((m for m in range(1, n + 1) if binomial_tail(m, n, bound) < SURE), n + 1) - 1
        if m < round(self.least_frr * (n + 1)):
            raise Unreadable(
                "{count} calibration images cannot guarantee an FRR of {bound:g}; give more "
                "clean data or allow a higher FRR.",
                count=n,
                bound=bound,
            )
        return m / (n + 1)

    def _flagged_ranks(self, frr: float) -> int:
        """How many of the n + 1 ranks are flagged at `frr`."""
        reached = [p[p <= frr + 1e-12].max(initial=0.0) for p in self.by_rank]
        return round(max(reached) * (len(self) + 1))

    def steps(self, vote: int) -> np.ndarray:
        """The threshold of one vote at every FRR m / (n + 1), m = 1..n, (n,)."""
        n = len(self)
        allowed = (np.arange(1, n + 1) + 1e-9) / (n + 1)
        reached = np.searchsorted(self.by_rank[vote], allowed, side="right")
        values = self.in_order[np.minimum(reached, n) - 1, vote] - TIE
        return np.where(reached > 0, values, -np.inf)

    def _refuse(self, frr: float) -> None:
        lowest = self.least_frr * (len(self) + 1)
        needed = math.ceil(lowest / frr - 1e-9) - 1 if frr > 0 else "infinitely many"
        raise Unreadable(
            "An FRR of {frr:g} needs at least {needed} calibration images, and there are "
            "{count}; give more clean data or allow a higher FRR.",
            frr=frr,
            needed=needed,
            count=len(self),
        )


def _ranks(in_order: np.ndarray, votes: np.ndarray) -> np.ndarray:
    """The rank of each image by each vote, 1..n, (n, V)."""
    columns = range(votes.shape[1])
    return np.stack([np.searchsorted(in_order[:, v], votes[:, v], "right") for v in columns], 1)


def _p_by_rank(in_order: np.ndarray, votes: np.ndarray) -> np.ndarray:
    """For each vote, the p-value if that vote has the lowest rank 1..n+1, (V, n + 1)."""
    n, count = votes.shape
    ranks = _ranks(in_order, votes)
    table = np.empty((count, n + 1))
    for v in range(count):
        # The first rank of this vote from which an image scores as low.
        others = np.delete(ranks, v, 1).min(1, initial=n + 1)
        first = np.minimum(ranks[:, v] + 1, others)
        as_low = np.bincount(first, minlength=n + 2)[1 : n + 2].cumsum()
        table[v] = (as_low + 1) / (n + 1)
    return table
