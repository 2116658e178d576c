"""Do flagged images crowd one class? So a backdoor looks that no scan names.

Poisoned images that the screen flags all go to the target; false alarms are spread over the
classes. Two counts must both be beyond chance for a class c. With K flagged images of which k are
answered c by the BadNet, and M clean ones (the calibration images) of which m are:

    P_1 = P(X >= k),  X hypergeometric: K drawn from M + K of which m + k are of class c

says that c is crowded. That alone would accuse a class that is merely shown often: an attacker
could flood the stream with clean images of it. So of the n images answered c the flagged ones must
also be more than clean images of that class explain. With f of the m clean ones flagged, its FRR
has the distribution q ~ Beta(s r + f, s (1 - r) + m - f), where r is the screen's FRR and s says
how far classes differ from it, and

    P_2 = P(X >= k),  X ~ Binomial(n, q)   (a beta-binomial tail).

The p-value is the larger one times the number of classes (Bonferroni). Every tail is summed, none
is approximated. P_2 holds for any mixture of clean classes in the stream, as long as the stream's
clean images of a class look like the calibration images of it.
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
    """How many images the BadNet puts in each class, and how many of those are flagged; (N,)."""

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
    """The class that a stream's flagged images crowd most; None where none is flagged.

    Args:
        stream: of the images that were screened.
        clean: of calibration images; zeros where they are not at hand, then P_1 is left out.
        frr: of the screen.
        settings: `doubt` is s.
    """
    crowds = [
        crowd_of(int(target), stream, clean, frr, settings)
        for target in np.flatnonzero(stream.flagged)
    ]
    return min(crowds, key=lambda crowd: (crowd.p_value, -crowd.flagged), default=None)


def crowd_beyond_chance(
    stream: Counts, frr: float, settings: LearnSettings | None = None
) -> Crowd | None:
    """The class that flagged images crowd beyond chance, told from a stream alone, if any.

    Without the calibration images only P_2 is known, with the screen's FRR for every class.
    """
    settings, none = settings or LearnSettings(), np.zeros_like(stream.shown)
    crowd = most_crowded(stream, Counts(none, none), frr, settings)
    if crowd is None or crowd.p_value > settings.accused or crowd.flagged < settings.fewest:
        return None
    return crowd


def crowd_among(verdicts: Sequence[Verdict], classes: int, frr: float) -> Crowd | None:
    """The same, of verdicts at this FRR."""
    answers = np.array([verdict.badnet_class for verdict in verdicts], int)
    flagged = np.array([verdict.p_value <= frr for verdict in verdicts], bool)
    return crowd_beyond_chance(Counts.of(answers, flagged, classes), frr)


def crowd_of(
    target: int, stream: Counts, clean: Counts, frr: float, settings: LearnSettings
) -> Crowd:
    """How one class is crowded; see `most_crowded`."""
    shown, flagged = int(stream.shown[target]), int(stream.flagged[target])
    seen, alarms = int(clean.shown[target]), int(clean.flagged[target])
    images = int(clean.shown.sum())
    rate = max(frr, int(clean.flagged.sum()) / images) if images else frr
    a = settings.doubt * rate + alarms
    b = settings.doubt * (1 - rate) + seen - alarms
    p_value = beta_binomial_tail(flagged, shown, a, b)
    if images:
        drawn = int(stream.flagged.sum())
        p_value = max(p_value, hypergeometric_tail(flagged, drawn, seen + flagged, images + drawn))
    corrected = min(1.0, p_value * len(stream.shown))
    return Crowd(target, shown, flagged, shown * a / (a + b), corrected)


def hypergeometric_tail(least: int, drawn: int, special: int, population: int) -> float:
    """P(X >= least) of X special ones among `drawn` of a population."""
    whole = log_choose(population, drawn)
    terms = (
        exp(log_choose(special, k) + log_choose(population - special, drawn - k) - whole)
        for k in range(least, min(drawn, special) + 1)
        if drawn - k <= population - special
    )
    return min(1.0, sum(terms))
