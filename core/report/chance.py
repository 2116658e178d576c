"""How many clean images a screen flags by chance; exact, without a normal approximation.

The k = floor(FRR (n + 1)) most suspicious of n calibration images set the threshold. For clean
images that are exchangeable with them, the flagged share has the distribution Beta(k, n + 1 - k),
and the number of flagged images among m is beta-binomial (V. Vovk, "Conditional validity of
inductive conformal predictors", Machine Learning 92, 2013, section 2). This distribution is wider
than a binomial one, because a single calibration serves all images.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, floor, lgamma, log, log1p

import numpy as np


@dataclass(frozen=True)
class FlaggedShare:
    """What a count of flagged images means.

    Attributes:
        expected: the share that is flagged at most if all images are clean.
        chance: the probability of at least as many flagged images if all are clean.
        alarm: whether that probability is below the level.
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
        frr: the FRR at which they were screened.
        calibration_images: n, as recorded with the screen.
        level: the share of clean services that each test may call suspicious.
    """
    k = _counted(frr, calibration_images)
    chance = beta_binomial_tail(flagged, images, k, calibration_images + 1 - k)
    share = flagged / images
    return FlaggedShare(images, flagged, share, frr, chance, chance < level)


def beta_binomial_tail(count: int, trials: int, a: float, b: float) -> float:
    """P(X >= count) for X of `trials`, beta-binomial with a and b; 0 if a = 0."""
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
    if share <= 0 or count > trials:
        return 0.0
    return _tail(_log_ways(count, trials), trials, share)


def beta_quantile(q: float, m: int, rest: int) -> float:
    """The q-quantile of Beta(m, rest) for integers; 0 for m = 0 and 1 for rest = 0."""
    if not m or not rest:
        return float(m > 0)
    trials = m + rest - 1
    ways = _log_ways(m, trials)
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        # P(Beta(m, rest) <= middle) is the binomial tail P(X >= m) of so many trials.
        low, high = (middle, high) if _tail(ways, trials, middle) < q else (low, middle)
    return (low + high) / 2


def _log_ways(count: int, trials: int) -> np.ndarray:
    """The logarithms of the numbers of ways to choose `count` to `trials` of `trials`."""
    more = np.arange(count + 1, trials + 1)
    steps = np.log((trials + 1 - more) / more)
    return log_choose(trials, count) + np.append(0.0, np.cumsum(steps))


def _tail(ways: np.ndarray, trials: int, share: float) -> float:
    """The binomial tail whose terms can come about in as many ways; 0 < share < 1."""
    yes = np.arange(trials + 1 - len(ways), trials + 1)
    return min(1.0, float(np.exp(ways + yes * log(share) + (trials - yes) * log1p(-share)).sum()))


def _counted(frr: float, calibration_images: int) -> int:
    # In floating point, 0.29 times 100 is a little less than 29.
    return floor(frr * (calibration_images + 1) + 1e-9)


def log_choose(n: int, k: int) -> float:
    """The logarithm of the number of ways to choose k of n."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
