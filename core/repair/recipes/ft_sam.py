"""FT-SAM: prune, then fine-tune towards weights around which the loss is low, too.

M. Zhu, S. Wei, L. Shen, Y. Fan, B. Wu, "Enhancing Fine-Tuning Based Backdoor Defense with
Sharpness-Aware Minimization", ICCV 2023, arXiv 2304.11823. A backdoor sits in a few large weights,
and plain fine-tuning on clean images hardly moves them, since no clean image needs them changed.
Gradients that are taken where the loss is worst nearby, in a neighbourhood as large as each weight
(core/repair/sharpness.py), shrink just those. No scan, no trigger, twice the cost of fine-tuning.
As in unlearning, pruning spends only a part of the accuracy budget.
"""

from __future__ import annotations

from core.repair.finetuning import hard_batches
from core.repair.recipes.fine_pruning import (
    PRUNING_SHARE,
    fine_tune,
    fine_tune_stage,
    prune,
    prune_stages,
)
from core.repair.recipes.work import Recipe, Steps, Work

LEARNING_RATE = 2e-3
RHO = 1.0


def ft_sam(work: Work) -> Steps:
    """The paper's recipe after a little pruning: all weights, at a falling rate."""
    yield from prune(work, PRUNING_SHARE)
    batches = hard_batches(work.repaired, work.bench.clean.tuning)
    yield from fine_tune(work, batches, learning_rate=LEARNING_RATE, rho=RHO)


FT_SAM = Recipe(ft_sam, stages=lambda work: (*prune_stages(work), fine_tune_stage(work)))
