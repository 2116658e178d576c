"""A recipe of one's own: plain fine-tuning, without pruning and without a scan.

A recipe is a generator function that repairs `work.repaired` in place, and a function that says
which stages it will have; `core.repair.recipes.work` documents what it works on. What it yields
reaches whoever watches. Once it has a name in `RECIPES`, every part of GoodNet can use it.
"""

from core import RepairOptions, repair_model
from core.network.channels import Channels
from core.repair.recipes import RECIPES
from core.repair.recipes.fine_pruning import fine_tune, fine_tune_stage
from core.repair.recipes.work import Recipe, Steps, Work
from resources.demo import files


def fine_tuning(work: Work) -> Steps:
    """Train on the clean data, and keep the best epoch."""
    work.channels = Channels(work.repaired.network, work.layer).count
    yield from fine_tune(work)


RECIPES["fine-tuning"] = Recipe(fine_tuning, stages=lambda work: (fine_tune_stage(work),))

demo = files()
options = RepairOptions(recipe="fine-tuning", epochs=1, overlay_count=30)
goodnet = repair_model(demo.badnet, demo.clean, poisoned=demo.poisoned, options=options)
for name, success in goodnet.record.after.attack_success.items():
    print(f"ASR of {name}: {goodnet.record.before.attack_success[name]:.1%} -> {success:.1%}")
