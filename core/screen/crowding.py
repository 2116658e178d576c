"""Test whether flagged images crowd one class, as they do with a backdoor that no scan names.

Poisoned images that the screen flags all go to the target, but false alarms spread over the
classes. For a class c, two counts must both be beyond chance. K images are flagged, and the BadNet
answers c to k of them. Of M clean images (the calibration images) it answers c to m. The first
test,

    P_1 = P(X >= k),  X hypergeometric: K sampled from M + K of which m + k are of class c

shows whether c is crowded. Alone it would also accuse a class that is merely shown often: an
attacker could flood the stream with clean images of one class. So the second test asks whether more
of the n images answered c are flagged than clean images of that class explain. f of the m clean
images are flagged, so the FRR q of the class has a Beta distribution. With r the screen's FRR, and
s stating how far classes differ from it,

    q ~ Beta(s r + f, s (1 - r) + m - f),
    P_2 = P(X >= k),  X ~ Binomial(n, q)   (a beta-binomial tail).

The p-value is the larger of both, multiplied by the number of classes (Bonferroni). All tails are
exact sums. P_2 is valid for any mixture of clean classes in the stream, as long as the stream's
clean images of a class look like the calibration images of that class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from core.records import Crowd, LearnSettings, Verdict
from core.report.chance import beta_binomial_tail, log_choose


@dataclass(frozen=True)
class Counts:
    """How many images the BadNet gives each class, and how many of these are flagged; (N,)."""

    shown: np.ndarray
    flagged: np.ndarray

    @classmethod
    def of(cls, answers: np.ndarray, flagged: np.ndarray, classes: int) -> Counts:
        """Count images by their answers (n,) and whether they are flagged (n,)."""
        return cls(
            np.bincount(answers, minlength=classes),
            np.bincount(answers[flagged], minlength=classes),
        )


def most_crowded(
    stream: Counts, clean: Counts, frr: float, settings: LearnSettings
) -> Crowd | None:
    """The class that a stream's flagged images crowd most; None if none is flagged.

    Args:
        stream: counts of the screened images.
        clean: counts of the calibration images; zeros if they are not known, which leaves P_1 out.
        frr: of the screen.
        settings: `doubt` is s.
    """
    crowds = [
        crowd_of(int(target), stream, clean, frr, settings)
        for target in np.flatnonzero(stream.flagged)
    ]
    return min(crowds, key=lambda crowd: (crowd.p_value, -crowd.flagged), default=None)


def crowd_beyond_chance(
    stream: Counts, clean: Counts, frr: float, settings: LearnSettings | None = None
) -> Crowd | None:
    """The class that flagged images crowd beyond chance, if any; see `most_crowded`."""
    settings = settings or LearnSettings()
    crowd = most_crowded(stream, clean, frr, settings)
    if crowd is None or crowd.p_value > settings.accused or crowd.flagged < settings.fewest:
        return None
    return crowd


def crowd_among(verdicts: Sequence[Verdict], clean: Counts, frr: float) -> Crowd | None:
    """The class that these verdicts, given at this FRR, crowd beyond chance, if any."""
    answers = np.array([verdict.badnet_class for verdict in verdicts], int)
    flagged = np.array([verdict.p_value <= frr for verdict in verdicts], bool)
    return crowd_beyond_chance(Counts.of(answers, flagged, len(clean.shown)), clean, frr)


def crowd_of(
    target: int, stream: Counts, clean: Counts, frr: float, settings: LearnSettings
) -> Crowd:
    """How much one class is crowded; see `most_crowded`."""
    shown, flagged = int(stream.shown[target]), int(stream.flagged[target])
    seen, alarms = int(clean.shown[target]), int(clean.flagged[target])
    images = int(clean.shown.sum())
    rate = max(frr, int(clean.flagged.sum()) / images) if images else frr
    a = settings.doubt * rate + alarms
    b = settings.doubt * (1 - rate) + seen - alarms
    p_value = beta_binomial_tail(flagged, shown, a, b)
    if images:
        sampled = int(stream.flagged.sum())
        p_value = max(
            p_value, hypergeometric_tail(flagged, sampled, seen + flagged, images + sampled)
        )
    corrected = min(1.0, p_value * len(stream.shown))
    return Crowd(target, shown, flagged, shown * a / (a + b), corrected)


def hypergeometric_tail(least: int, sampled: int, special: int, population: int) -> float:
    """P(X >= least) for the number X of special ones among `sampled` from a population."""
    whole = log_choose(population, sampled)
    terms = (
        exp(log_choose(special, k) + log_choose(population - special, sampled - k) - whole)
        for k in range(least, min(sampled, special) + 1)
        if sampled - k <= population - special
    )
    return min(1.0, sum(terms))
