"""Repair the embedded demo's BadNet, and screen pictures of which some carry its trigger."""

from core import RepairOptions, inspect_model, repair_model, screen_images
from resources.demo import files

demo = files()
assert inspect_model(demo.badnet).safe  # nothing in the file runs
options = RepairOptions(recipe="fine-pruning", epochs=2, overlay_count=30)
goodnet = repair_model(demo.badnet, demo.clean, options=options, progress=print)
before, after = goodnet.record.before, goodnet.record.after
print(f"clean accuracy {before.clean_accuracy:.1%} -> {after.clean_accuracy:.1%}")
screening = screen_images(goodnet, demo.images)
for verdict in screening.verdicts:
    print(verdict.path, verdict.goodnet_class, f"p {verdict.p_value:.3f}", verdict.verdict)
print(screening.summary.poisoned, "of", screening.summary.images, "pictures are flagged")
