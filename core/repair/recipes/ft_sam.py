"""FT-SAM: prune, then fine-tune towards weights around which the loss is low as well.

M. Zhu, S. Wei, L. Shen, Y. Fan, B. Wu, "Enhancing Fine-Tuning Based Backdoor Defense with
Sharpness-Aware Minimization", ICCV 2023, arXiv 2304.11823. A backdoor depends on a few large
weights. Plain fine-tuning on clean images hardly moves them, because no clean image needs them to
change. Sharpness-aware steps take the gradient where the loss is highest nearby, in a neighbourhood
proportional to each weight (core/repair/sharpness.py). They shrink the large weights. The recipe
needs no scan and no trigger. It costs twice as much as fine-tuning.

It departs from the paper's code in four ways:
- The optimizer is Adam at a rate of 2e-3, not SGD at 0.01. Both rates fall along a cosine.
- Rho is 1, not 2 (CIFAR-10) or 8 (Tiny ImageNet).
- The scales and shifts of batch normalization stay as they are.
- Some channels are pruned first, within a part of the accuracy budget.

`core.records.FineTuneSettings` holds the numbers.
"""

from __future__ import annotations

from core.repair.finetuning import hard_batches
from core.repair.recipes.fine_pruning import fine_tune, fine_tune_stage, prune, prune_stages
from core.repair.recipes.work import Recipe, Steps, Work


def ft_sam(work: Work) -> Steps:
    """Prune a little, then fine-tune all weights at a falling rate with sharpness-aware steps."""
    how = work.options.repairing
    yield from prune(work, how.pruning_share)
    batches = hard_batches(work.repaired, work.bench.clean.tuning, how.fine_tuning.batch)
    rate, rho = how.fine_tuning.sharp_learning_rate, how.fine_tuning.rho
    yield from fine_tune(work, batches, learning_rate=rate, rho=rho)


FT_SAM = Recipe(ft_sam, stages=lambda work: (*prune_stages(work), fine_tune_stage(work)))
