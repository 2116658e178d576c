"""Why a class that stands above the line of unusual triggers is not suspected."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist, median

from core.records import InvertedClass, RepairRecord, ScanSettings
from core.text.sentence import Sentence, say


def unaccused(record: RepairRecord) -> tuple[tuple[InvertedClass, Sentence], ...]:
    """The classes above the line without a suspicion, highest first, each with the reason.

    A shortlist has none: it holds the smallest triggers, so the line says nothing about it.
    """
    if not record.all_inverted:
        return ()
    settings = record.scanned_with or ScanSettings()
    suspected = {target.target_class for target in record.suspected_targets}
    above = [
        each
        for each in record.inverted
        if each.anomaly_index > settings.suspicion.index and each.target_class not in suspected
    ]
    above.sort(key=lambda each: -each.anomaly_index)
    return tuple((each, _why(each, record.inverted, settings)) for each in above)


def _why(each: InvertedClass, found: Sequence[InvertedClass], settings: ScanSettings) -> Sentence:
    alike = [other for other in found if other.kind == each.kind]
    # What half a class of a clean network exceeds on average; see `unusually_small`.
    expected = NormalDist().inv_cdf(1 - 1 / (2 * len(alike)))
    if each.flip_rate < settings.suspicion.least_flipped:
        return say(
            "its trigger turns only {share:.0f}\u00a0% of images", share=100 * each.flip_rate
        )
    if each.anomaly_index <= expected:
        return say(
            "of {classes} classes of a clean network, one is expected up to {index:.1f}",
            classes=len(alike),
            index=expected,
        )
    others = [other.mask_size for other in alike if other is not each]
    larger = min((size for size in others if size >= each.mask_size), default=each.mask_size)
    if larger < settings.suspicion.gap * each.mask_size:
        factor = larger / max(each.mask_size, settings.suspicion.smallest)
        return say("the next larger trigger is only {factor:.2f} times as large", factor=factor)
    share = 100 * each.mask_size / median(others) if others else 100.0
    return say(
        "its trigger has {share:.0f}\u00a0% of the median size, too much for a backdoor's",
        share=share,
    )
