"""How many clean images a screen flags by chance: exact, without a normal approximation.

Of n calibration images the k = floor(FRR (n + 1)) most suspicious set the threshold. For clean
images that are exchangeable with them, the share that is flagged is Beta(k, n + 1 - k), and the
number flagged among m of them is beta-binomial (V. Vovk, "Conditional validity of inductive
conformal predictors", Machine Learning 92, 2013, section 2). It is wider than a binomial
distribution, because one calibration serves all images.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, floor, lgamma, log, log1p


@dataclass(frozen=True)
class FlaggedShare:
    """What a count of flagged images says.

    Attributes:
        expected: the share that is flagged where all images are clean, at most.
        chance: the probability of as many flagged images or more where all are clean.
        alarm: whether that is below the level that was asked for.
    """

    images: int
    flagged: int
    share: float
    expected: float
    chance: float
    alarm: bool


def flagged_share(
    flagged: int, images: int, frr: float, calibration_images: int, level: float = 0.01
) -> FlaggedShare:
    """Test whether more images are flagged than the FRR explains.

    Args:
        flagged: how many of `images` were flagged.
        images: all that were screened, 1 or more.
        frr: the FRR that they were screened at.
        calibration_images: n; the screen says so where it was made.
        level: the share of clean services that may be called suspicious, for each test.
    """
    k = _counted(frr, calibration_images)
    chance = beta_binomial_tail(flagged, images, k, calibration_images + 1 - k)
    share = flagged / images
    return FlaggedShare(images, flagged, share, frr, chance, chance < level)


def beta_binomial_tail(count: int, trials: int, a: float, b: float) -> float:
    """P(X >= count) for X of `trials`, beta-binomial with a and b; a = 0 for never."""
    if count <= 0:
        return 1.0
    if a <= 0 or count > trials:
        return 0.0
    whole = _log_beta(a, b)
    logs = (
        log_choose(trials, x) + _log_beta(a + x, b + trials - x) - whole
        for x in range(count, trials + 1)
    )
    return min(1.0, sum(map(exp, logs)))


def binomial_tail(count: int, trials: int, share: float) -> float:
    """P(X >= count) for X of `trials`, binomial with probability `share`."""
    if count <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    yes, no = log(share), log1p(-share)
    logs = (log_choose(trials, x) + x * yes + (trials - x) * no for x in range(count, trials + 1))
    return min(1.0, sum(map(exp, logs)))


def beta_quantile(q: float, m: int, rest: int) -> float:
    """The q-quantile of Beta(m, rest), both whole; 0 for m = 0 and 1 for rest = 0."""
    if not m or not rest:
        return float(m > 0)
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        # P(Beta(m, rest) <= middle)
        below = binomial_tail(m, m + rest - 1, middle) < q
        low, high = (middle, high) if below else (low, middle)
    return (low + high) / 2


def _counted(frr: float, calibration_images: int) -> int:
    # An FRR such as 0.29 times 100 is a little less than 29 in floating point.
    return floor(frr * (calibration_images + 1) + 1e-9)


def log_choose(n: int, k: int) -> float:
    """The logarithm of the number of ways to choose k of n."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
