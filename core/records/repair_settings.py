"""Every number that a repair decides by, with its source.

A source is a paper and its section, a table of docs/results.md, or "chosen": by the authors of
GoodNet, on the networks that docs/results.md names. A GoodNet keeps the settings of its repair.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class FineTuneSettings:
    """How a network is trained on clean data; see core/repair/finetuning.py."""

    batch: int = 64  # [chosen]
    # A step runs a batch in parts whose activations are at most this many floats (0.5 GB).
    floats_at_once: int = 2**27  # [chosen]
    # Adam's learning rate for training on labels.
    learning_rate: float = 2e-4  # [chosen]
    # Training on labels ends after this many epochs without a better one.
    patience: int = 3  # [chosen]
    # FT-SAM (core/repair/recipes/ft_sam.py): the initial learning rate, and the radius of the
    # neighbourhood. The paper uses SGD at 0.01 and a rho of 2 to 8, which it tunes for each attack.
    sharp_learning_rate: float = 2e-3  # [measured: docs/results.md#recipes]
    rho: float = 1.0  # [measured: docs/results.md#recipes]


@dataclass(frozen=True, kw_only=True)
class ExpertPerturbationSettings:
    """How backdoor experts perturb images; see core/repair/expert_perturbations.py.

    Limits are in grey levels of 255; a rectangle's sides are shares of the image's.
    """

    count: int = 3  # [measured: docs/results.md#perturbations-by-experts]
    # The share of a batch that is perturbed, and the withstanding margin of a class, in logits.
    stamped: float = 0.12  # [measured: docs/results.md#soft-answers]
    margin: float = 4.0  # [chosen] (as for a patch)
    steps: int = 6  # [chosen]
    # The share of perturbations that change the whole image, and their limits.
    whole_image: float = 0.5  # [measured: docs/results.md#perturbations-by-experts]
    faint: tuple[float, float] = (16, 64)  # [measured: docs/results.md#perturbations-by-experts]
    # The others change a rectangle, within these limits.
    strong: tuple[float, float] = (64, 200)  # [measured: docs/results.md#perturbations-by-experts]
    height: tuple[float, float] = (0.15, 0.6)  # [chosen]
    width: tuple[float, float] = (0.3, 1.0)  # [chosen]


@dataclass(frozen=True, kw_only=True)
class UnlearnSettings:
    """How triggers are searched for and unlearned; see core/repair/unlearning.py."""

    # Adam's learning rate for training on the BadNet's own answers.
    learning_rate: float = 5e-4  # [measured: docs/results.md#unlearning]
    # Logits are divided by this temperature, the BadNet's and those in training.
    temperature: float = 3.0  # [measured: docs/results.md#soft-answers]
    # A network of at least so many kernels takes this share of the rate, because the changes of all
    # its layers add up.
    deep: int = 20  # [chosen]
    deep_share: float = 0.3  # [measured: docs/results.md#deep-networks]
    # Epochs of unlearning, and the fewest steps, because few images make short epochs.
    epochs: int = 2  # [chosen]
    fewest_steps: int = 60  # [chosen]
    # How many triggers are searched for side by side: in total, and at least for each target.
    pool: int = 6  # [chosen]
    for_each: int = 3  # [chosen]
    # The share of images that a search requires its trigger to flip.
    flipped: float = 0.5  # [measured: docs/results.md#unlearning]
    # Images in one search step.
    search_batch: int = 16  # [chosen]
    # Search steps before unlearning, between two of its steps, and between two steps of
    # fine-tuning.
    steps_ahead: int = 200  # [chosen]
    steps_between: int = 3  # [chosen]
    steps_while_tuning: int = 1  # [chosen]
    # After this many training steps the oldest trigger is kept, and its search starts afresh.
    restart_every: int = 8  # [measured: docs/results.md#unlearning]
    # The share of a batch that carries a trigger, and the share of these with a known trigger.
    stamped: float = 0.3  # [measured: docs/results.md#soft-answers]
    known: float = 0.4  # [chosen]
    # Triggers are stamped up to this share of the usual size for clean classes.
    largest: float = 0.7  # [measured: docs/results.md#withstanding-margins]
    # The shares of a batch that are mirrored and mixed, and the largest shift, as a share of the
    # image's height and width.
    mirrored: float = 0.5  # [chosen]
    mixed: float = 0.5  # [chosen]
    shift: float = 1 / 16  # [chosen]
    # Of classes that experts name.
    experts: ExpertPerturbationSettings = field(default_factory=ExpertPerturbationSettings)
    # The target's own images get this share of a trigger's margin.
    own_share: float = 0.5  # [measured: docs/results.md#the-targets-own-images]
    # Weights raise the target's own images to this share of all, each by at most this factor.
    usual_share: float = 0.25  # [measured: docs/results.md#a-target-that-is-not-rare]
    usual_weight: float = 2.5  # [measured: docs/results.md#a-target-that-is-not-rare]
    # Those of a rare target are raised to at least this share, each by at most this factor.
    least_share: float = 0.06  # [measured: docs/results.md#the-targets-own-images]
    most_weight: float = 10.0  # [measured: docs/results.md#the-targets-own-images]
    # A class's lead is this quantile over its images, measured on this many of them.
    lead_quantile: float = 0.75  # [chosen]
    lead_images: int = 256  # [chosen]

    def share_of_rate(self, kernels: int) -> float:
        """The share of a learning rate that suits a network of so many kernels."""
        return self.deep_share if kernels >= self.deep else 1.0


@dataclass(frozen=True, kw_only=True)
class EstimateSettings:
    """How new triggers are searched for in a repaired network; see core/repair/estimate.py."""

    starts: int = 3  # [chosen]
    # A new trigger is scaled down to at most this many times the size of the BadNet's.
    strength: float = 2.0  # [chosen] (an unlearned trigger varies as much)
    # Experts perturb at most so many images.
    perturbed: int = 200  # [chosen]


@dataclass(frozen=True, kw_only=True)
class RepairSettings:
    """Every number that a repair decides by."""

    # The share of the accuracy budget that pruning may spend if later training costs accuracy too.
    pruning_share: float = 0.25  # [chosen] (docs/decisions/0020-quarter-of-the-budget.md)
    fine_tuning: FineTuneSettings = field(default_factory=FineTuneSettings)
    unlearning: UnlearnSettings = field(default_factory=UnlearnSettings)
    estimate: EstimateSettings = field(default_factory=EstimateSettings)
