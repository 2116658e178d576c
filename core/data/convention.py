"""Measure on clean data which preprocessing a network expects.

Each common preprocessing is tried on some hundred images. With labels, the right preprocessing has
the highest accuracy. It also has the lowest cross-entropy, after the logits of each trial are
divided by the temperature that suits them best, so that an overconfident network loses nothing. A
preprocessing is ruled out if it is worse by one of two paired tests: McNemar's exact test of
accuracy, or a t test of cross-entropy.

Without labels, or where these tests leave more than one preprocessing, four criteria decide:

- A first layer that rescales its input reveals the range.
- The statistics that batch normalizations recorded in training must agree with their inputs.
- The answers should carry the most information about the images: I = H(mean p) - mean H(p) in bits,
  with p the softmax of logits that are scaled to a fixed deviation. Without that scaling, values
  255 times too large would win, because they saturate the softmax.
- If two preprocessings differ by a factor only, the right one gives answers that are neither flat
  nor surer than training with a cross-entropy makes them.

If none of these decides, the person is asked. Until then 0..1 is used if it is not ruled out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.errors import LabelsDoNotFit
from core.network.classifier import Classifier, entropy_bits
from core.network.preprocessing import NAMED
from core.network.recorded import applicable, mismatch, range_by_first_layer
from core.records import Notice, PreprocessingBy, PreprocessingMeasured, PreprocessingTried
from core.text.remedies import LEAVE_LABELS_OUT, SAY_PREPROCESSING
from core.text.sentence import say
from core.text.wording import in_bits, percent


@dataclass(frozen=True, kw_only=True)
class ConventionSettings:
    """The numbers that decide between preprocessings."""

    images: int = 300  # [chosen] on which all preprocessings are tried
    most_images: int = 1500  # [chosen] if labels left more than one
    p_value: float = 0.01  # [chosen] of either test
    t_value: float = 2.6  # [chosen] corresponds to p_value, two-sided
    least_bits: float = 0.05  # [chosen] the smallest difference of cross-entropies that counts
    times_chance: float = 5.0  # [chosen] from which an accuracy is more than chance
    mismatch_ratio: float = 0.5  # [measured: docs/results.md#preprocessing] right to next one
    most_mismatch: float = 1.0  # [measured: docs/results.md#preprocessing] of the right one
    information_ratio: float = 0.9  # [measured: docs/results.md#preprocessing] next to right one
    deviation: float = 3.0  # [chosen] of the scaled logits
    flat: float = 0.95  # [chosen] share of the highest entropy: answers are nearly even
    most_gap: float = 100.0  # [measured: docs/results.md#preprocessing] lead of the first logit
    sure_gap: float = 20.0  # [measured: docs/results.md#preprocessing] the same,
    sure_times: float = 20.0  # [chosen] and how many times the lead in the other trial
    purity: float = 0.7  # [chosen] of labels within answers, if labels are in another order


SETTINGS = ConventionSettings()
TEMPERATURES = 2.0 ** np.arange(-4, 13)


@dataclass(frozen=True)
class _Trial:
    """The network's answers under one preprocessing: logits (n, N), and measures of them.

    `evenness` is the mean entropy of the answers as a share of the highest possible.
    `core.records.PreprocessingTried` describes the other measures.
    """

    name: str
    logits: np.ndarray
    mismatch: float | None
    information: float
    evenness: float
    gap: float

    def right(self, labels: np.ndarray) -> np.ndarray:
        """Whether each image is answered with its label, (n,)."""
        return self.logits.argmax(-1) == labels

    def losses(self, labels: np.ndarray) -> np.ndarray:
        """The cross-entropies in bits at the best temperature, (n,)."""
        each = [_losses(self.logits / t, labels) for t in TEMPERATURES]
        return min(each, key=np.mean)


def measure_preprocessing(
    classifier: Classifier,
    read: Callable[[int], tuple[np.ndarray, np.ndarray | None]],
    settings: ConventionSettings = SETTINGS,
) -> PreprocessingMeasured:
    """Measure which preprocessing the network of `classifier` expects.

    Args:
        classifier: under any preprocessing.
        read: gives up to a number of clean images, uint8 (n, h, w, c), beginning with the same ones
            each time, and their labels (n,) or None.
        settings: the numbers that decide.

    Raises:
        LabelsDoNotFit: by the labels, no preprocessing is right.
    """
    images, labels = read(settings.images)
    names = applicable(classifier.image_shape[2])
    trials = {name: _try(classifier, name, images, settings) for name in names}
    hint = range_by_first_layer(classifier.network)
    if labels is None or not _labels_say_something(trials, labels, settings):
        best, by, sure = _without_labels(trials, hint, settings)
        return PreprocessingMeasured(best, by, _tried(trials, labels), sure)
    tried = _tried(trials, labels)
    left = _not_worse(trials, labels, settings)
    if len(left) > 1 and len(images) == settings.images:
        images, labels = read(settings.most_images)
        assert labels is not None
        again = {name: _try(classifier, name, images, settings) for name in left}
        left = _not_worse(again, labels, settings)
        tried = tuple(t for t in tried if t.name not in again) + _tried(again, labels)
        tried = tuple(sorted(tried, key=lambda each: names.index(each.name)))
    if len(left) == 1:
        (best,) = left
        return PreprocessingMeasured(best, "accuracy", tried)
    best, by, sure = _without_labels(left, hint, settings)
    return PreprocessingMeasured(best, by, tried, sure)


def doubts_of(measured: PreprocessingMeasured) -> tuple[Notice, ...]:
    """Questions to a person about a preprocessing that the evidence did not settle."""
    if measured.sure:
        return ()
    tried = sorted(measured.tried, key=_order, reverse=True)
    return (
        Notice(
            "warning",
            say(
                "It is not certain which preprocessing this network expects: {tried}. {name} is "
                "used; if its author says otherwise, {remedy}.",
                remedy=SAY_PREPROCESSING,
                tried="; ".join(_figures(each) for each in tried),
                name=measured.preprocessing,
            ),
        ),
    )


def _order(tried: PreprocessingTried) -> float:
    return tried.information if tried.accuracy is None else tried.accuracy


def _figures(tried: PreprocessingTried) -> str:
    if tried.accuracy is not None:
        return say("{name} {share} right", name=tried.name, share=percent(tried.accuracy))
    return say("{name} {bits}", name=tried.name, bits=in_bits(tried.information))


def _try(
    classifier: Classifier, name: str, images: np.ndarray, settings: ConventionSettings
) -> _Trial:
    under = classifier.under(NAMED[name])
    logits = under.logits_of_all(images).astype(np.float64)
    first, second = np.sort(logits, -1)[:, -1], np.sort(logits, -1)[:, -2]
    return _Trial(
        name,
        logits,
        mismatch(under, images),
        _information(settings.deviation * logits / max(float(logits.std()), 1e-9)),
        float(entropy_bits(_softmax(logits)).mean() / math.log2(logits.shape[-1])),
        float(np.median(first - second)),
    )


def _information(logits: np.ndarray) -> float:
    """The mutual information between image and answer in bits, from logits (n, N)."""
    p = _softmax(logits)
    # For equal images the difference is zero, and rounding may put it below.
    return max(0.0, float(entropy_bits(p.mean(0)) - entropy_bits(p).mean()))


def _softmax(logits: np.ndarray) -> np.ndarray:
    p = np.exp(logits - logits.max(-1, keepdims=True))
    return p / p.sum(-1, keepdims=True)


def _losses(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    z = logits - logits.max(-1, keepdims=True)
    of_label = z[np.arange(len(labels)), labels]
    return (np.log(np.exp(z).sum(-1)) - of_label) / math.log(2)


def _tried(
    trials: Mapping[str, _Trial], labels: np.ndarray | None
) -> tuple[PreprocessingTried, ...]:
    return tuple(
        PreprocessingTried(
            name=trial.name,
            accuracy=None if labels is None else float(trial.right(labels).mean()),
            loss=None if labels is None else float(trial.losses(labels).mean()),
            information=trial.information,
            mismatch=trial.mismatch,
            gap=trial.gap,
        )
        for trial in trials.values()
    )


def _labels_say_something(
    trials: Mapping[str, _Trial], labels: np.ndarray, settings: ConventionSettings
) -> bool:
    """Whether the labels can decide; they cannot if their order is not that of the network.

    Raises:
        LabelsDoNotFit: under each preprocessing the labels fit no better than random ones.
    """
    count, classes = len(labels), next(iter(trials.values())).logits.shape[-1]
    best = max(float(trial.right(labels).mean()) for trial in trials.values())
    chance = max(1 / classes, np.bincount(labels).max() / count)
    if best > min(1.0, chance + settings.t_value * math.sqrt(chance * (1 - chance) / count)):
        return True
    pure = max(_purity(trial.logits.argmax(-1), labels) for trial in trials.values())
    if pure >= settings.purity and count >= 5 * classes:
        return False
    raise LabelsDoNotFit(
        "With every preprocessing ({names}), the network answers at most {share} of the clean "
        "images with their labels. If the labels belong to another network, {leave_out}; if the "
        "network expects another preprocessing, {say_which}.",
        leave_out=LEAVE_LABELS_OUT,
        say_which=SAY_PREPROCESSING,
        share=percent(best),
        names=", ".join(trials),
    )


def _purity(answers: np.ndarray, labels: np.ndarray) -> float:
    """The share of images whose label is the most frequent among images with the same answer."""
    most = [np.bincount(labels[answers == answer]).max() for answer in np.unique(answers)]
    return float(sum(most) / len(labels))


def _not_worse(
    trials: Mapping[str, _Trial], labels: np.ndarray, settings: ConventionSettings
) -> dict[str, _Trial]:
    """The trials that no test rules out against the best: lowest loss among the most accurate."""
    right = {name: trial.right(labels) for name, trial in trials.items()}
    losses = {name: trial.losses(labels) for name, trial in trials.items()}
    accurate = max(right, key=lambda name: right[name].mean())
    close = [n for n in trials if _mcnemar(right[accurate], right[n]) >= settings.p_value]
    best = min(close, key=lambda name: losses[name].mean())
    return {
        name: trials[name] for name in close if not _is_worse(losses[name] - losses[best], settings)
    }


def _mcnemar(one: np.ndarray, other: np.ndarray) -> float:
    """The two-sided p-value of both being right equally often; arguments are bool (n,)."""
    more, fewer = int((one & ~other).sum()), int((other & ~one).sum())
    tail = sum(math.comb(more + fewer, k) for k in range(min(more, fewer) + 1))
    return min(1.0, 2 * tail / 2 ** (more + fewer))


def _is_worse(more_bits: np.ndarray, settings: ConventionSettings) -> bool:
    """Whether `more_bits` (n,), added cross-entropy, is significant and large enough to count."""
    error = float(more_bits.std(ddof=1)) / math.sqrt(len(more_bits))
    return float(more_bits.mean()) > max(settings.least_bits, settings.t_value * error)


def _without_labels(
    trials: Mapping[str, _Trial], hint: str | None, settings: ConventionSettings
) -> tuple[str, PreprocessingBy, bool]:
    """The right trial as judged without labels, the criterion, and whether it is certain."""
    if hint is not None and hint in trials:
        return hint, "layers", True
    mismatches = {n: t.mismatch for n, t in trials.items() if t.mismatch is not None}
    closest = min(mismatches, key=lambda name: mismatches[name]) if mismatches else None
    if closest is not None:
        least, *others = sorted(mismatches.values())
        apart = all(least <= settings.mismatch_ratio * other for other in others)
        if apart and least <= settings.most_mismatch:
            return closest, "statistics", True
    usable = [t for t in trials.values() if t.evenness < settings.flat] or list(trials.values())
    usable = [trial for trial in usable if trial.gap <= settings.most_gap] or usable
    most = max(trial.information for trial in usable)
    close = [t for t in usable if t.information >= settings.information_ratio * most]
    usual = [t for t in close if not any(_is_surer(t, other, settings) for other in close)]
    # In doubt use 0..1, the most common one: out-of-domain images can carry more under another one.
    best = max(usual, key=lambda trial: (trial.name == "0..1", trial.information))
    return best.name, "information", len(usual) == 1 and closest in (None, best.name)


def _is_surer(trial: _Trial, other: _Trial, settings: ConventionSettings) -> bool:
    """Whether `trial` is far surer than training makes networks, and `other` is not."""
    return trial.gap > max(settings.sure_gap, settings.sure_times * other.gap)
