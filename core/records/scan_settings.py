"""Every number that a scan decides by, with its source.

A source is a paper and its section, a table of docs/results.md, or "chosen": by the authors of
GoodNet, on the networks that docs/results.md names. A scan records its settings with its result.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, kw_only=True)
class MarginSettings:
    """How the maximum margin of each class is searched for; see core/scan/margin.py."""

    # Searches for each class. MM-BD uses 30; the larger of two is as informative here.
    starts: int = 2  # [measured: docs/results.md#margin]
    steps: int = 100  # [measured: docs/results.md#margin]
    # With more classes than this, all climb for a few steps, and the best climb on.
    climb_all: int = 60  # [chosen]
    steps_at_first: int = 24  # [chosen]
    climb_on: int = 60  # [chosen]
    learning_rate: float = 0.2  # [chosen]
    # Images that climb side by side.
    at_once: int = 256  # [chosen]


@dataclass(frozen=True, kw_only=True)
class ExpertMarginSettings:
    """When the margins of backdoor experts make a class suspected; see core/scan/experts.py."""

    # Experts whose margins are averaged; 0 leaves the measure out.
    count: int = 2  # [measured: docs/results.md#experts]
    # The factor from the last suspected class to the next.
    gap: float = 1.35  # [measured: docs/results.md#experts]
    # Networks with fewer classes have no experts: clean ones have gaps as large.
    fewest_classes: int = 25  # [measured: docs/results.md#experts]
    # Classes that may be suspected.
    most: int = 3  # [chosen]

    def count_for(self, classes: int) -> int:
        """How many experts a network with so many classes has."""
        return self.count if classes >= self.fewest_classes else 0


@dataclass(frozen=True, kw_only=True)
class InversionSettings:
    """How the smallest trigger of each class is searched for; see core/scan/inversion.py."""

    # The share of images that a trigger has to flip.
    flipped: float = 0.9  # [chosen] (Neural Cleanse, section V: 0.99)
    # The same with more classes than `ShortlistSettings.invert_all`.
    nearly_all: float = 0.98  # [chosen]
    # After each period of steps, lambda is multiplied or divided by the factor.
    period: int = 8  # [chosen]
    lambda_factor: float = 1.5  # [paper: Neural Cleanse, the authors' code]
    # A coarse search multiplies the learning rate by this.
    coarse_factor: float = 3.0  # [chosen]
    # Steps of each coarse search, and of the refinement that follows the best of them.
    coarse_steps: int = 80  # [measured: docs/results.md#coarse-search]
    refining_steps: int = 80  # [measured: docs/results.md#coarse-search]
    batch: int = 16  # [measured: docs/results.md#coarse-search]
    # Pixels of all images in one step, so that a step takes less than half a second on two cores.
    pixels_at_once: int = 400_000  # [chosen]


@dataclass(frozen=True, kw_only=True)
class PerturbationSettings:
    """How the least channel perturbation is searched for; see core/scan/channel_perturbation.py."""

    steps: int = 80  # [chosen]
    batch: int = 32  # [chosen]
    learning_rate: float = 0.05  # [chosen]
    first_weight: float = 0.3  # [chosen]


@dataclass(frozen=True, kw_only=True)
class ShortlistSettings:
    """Which classes of many are measured in full; see core/scan/shortlisting.py."""

    # Up to this many classes, all are measured in full.
    invert_all: int = 24  # [chosen]
    by_margin: int = 6  # [chosen]
    by_trigger: int = 6  # [chosen]
    # Classes sampled at random, to compare with.
    compared: int = 12  # [chosen]
    # How many of those get a search for additive triggers if a class is suspected.
    compared_additive: int = 5  # [chosen]
    # The number of steps in each round, and of images in each step.
    rounds: tuple[int, ...] = (8, 16)  # [chosen]
    # The share of classes that a round keeps for the next, and the fewest that it keeps.
    left: float = 1 / 4  # [chosen]
    fewest_left: int = 40  # [chosen]
    # Lower flip rates count as this one.
    least_rate: float = 0.05  # [chosen]

    @property
    def shortlisted(self) -> int:
        """How many classes are measured in full."""
        return self.by_margin + self.by_trigger + self.compared


@dataclass(frozen=True, kw_only=True)
class SuspicionSettings:
    """When a class is suspected; see core/scan/suspicion.py."""

    # The least anomaly index of an unusually small trigger.
    index: float = 2.0  # [paper: Neural Cleanse, section IV]
    # The least factor from the largest suspected trigger to the next one.
    gap: float = 1.4  # [measured: docs/results.md#size]
    # The least factor between margins, and how many classes must remain to compare with.
    margin_gap: float = 2.0  # [measured: docs/results.md#margin]
    fewest_others: int = 3  # [chosen]
    # For patch size times spread: the least factor from the largest suspected extent to the next
    # one, the largest share of the others' median, how many classes that median needs, and the
    # spread, in pixels, that smaller ones count as.
    extent_gap: float = 2.0  # [measured: docs/results.md#extent]
    small_extent: float = 0.4  # [measured: docs/results.md#extent]
    fewest_extents: int = 6  # [chosen]
    least_spread: float = 1.0  # [chosen]
    # For additive size times channel perturbation: the least factor from the first class to the
    # next, the largest share of the others' median, and how many classes that median needs.
    gap_together: float = 1.6  # [measured: docs/results.md#channels]
    small_together: float = 0.475  # [measured: docs/results.md#channels]
    fewest_together: int = 6  # [chosen]
    # Where a class is named, another one is looked for if its additive trigger is at most this
    # share of the median.
    second_look: float = 0.8  # [chosen]
    # The same for all three measures in a shortlist; the median is that of the sampled classes.
    gap_in_shortlist: float = 2.0  # [measured: docs/results.md#shortlist]
    small_in_shortlist: float = 0.1  # [measured: docs/results.md#shortlist]
    # In a shortlist: the anomaly index of a patch that alone makes its class suspected, that of
    # other patches as small, and the largest share of the sampled classes' median.
    doubtless_index: float = 8.0  # [measured: docs/results.md#unseen-networks]
    companion_index: float = 6.0  # [measured: docs/results.md#unseen-networks]
    doubtless_share: float = 0.25  # [chosen]
    # The share of unseen images that a suspected trigger has to flip.
    least_flipped: float = 0.6  # [chosen]
    # The largest share of classes that can be suspected.
    most_suspected: float = 1 / 3  # [chosen]
    # Smaller sizes count as this one.
    smallest: float = 0.1  # [chosen]
    # The deviation of log sizes (natural logarithm) counts as at least this: searches vary as much.
    least_deviation: float = 0.1  # [measured: docs/results.md#size]


@dataclass(frozen=True, kw_only=True)
class ReducedSettings:
    """How large images are searched at a reduced size first; see core/scan/reduced.py."""

    # Images whose shorter side has at least so many pixels are, at the first of these sides that
    # keeps the classes.
    from_side: int = 192  # [chosen]
    sides: tuple[int, ...] = (96, 112, 128)  # [chosen] (a fifth to a third of the pixels of 224)
    # The share of images that must keep their class at the reduced size.
    least_kept: float = 0.5  # [chosen]
    # Images in each step, and the steps of the search at full size that follows.
    batch: int = 8  # [chosen]
    steps: int = 24  # [chosen]
    # As of `InversionSettings`; each group of classes costs the time to prepare its computation.
    pixels_at_once: int = 1_500_000  # [chosen] (ten classes, two patches each, at 96 pixels)

    def of(self, how: InversionSettings) -> InversionSettings:
        """The settings of a search at a reduced size, from those at full size."""
        return replace(how, batch=self.batch, pixels_at_once=self.pixels_at_once)


@dataclass(frozen=True, kw_only=True)
class ScanSettings:
    """Every number that a scan decides by."""

    # The part of the clean data from which searches sample.
    images: int = 1000  # [chosen]
    margin: MarginSettings = field(default_factory=MarginSettings)
    experts: ExpertMarginSettings = field(default_factory=ExpertMarginSettings)
    inversion: InversionSettings = field(default_factory=InversionSettings)
    perturbation: PerturbationSettings = field(default_factory=PerturbationSettings)
    shortlist: ShortlistSettings = field(default_factory=ShortlistSettings)
    suspicion: SuspicionSettings = field(default_factory=SuspicionSettings)
    reduced: ReducedSettings = field(default_factory=ReducedSettings)
