"""Screen many images with one process and with two workers: same rows, and how much memory.

    python tests/benchmarks/screen_many.py [IMAGES]

The default is 100,000 small images, and a network trained for some seconds. It writes
build/bench-screen.json.
"""

from __future__ import annotations

import filecmp
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from processes import REPOSITORY, goodnet

sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from support import tiny  # noqa: E402

from core.jobs.generators import result_of  # noqa: E402
from core.network.classifier import Classifier  # noqa: E402
from core.network.h5_file import write_h5  # noqa: E402
from core.records import RepairOptions  # noqa: E402
from core.repair.job import repair  # noqa: E402
from core.screen.goodnet_file import save  # noqa: E402

IMAGES = 100_000


def main() -> int:
    """Measure, print, write build/bench-screen.json."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        guard = make_goodnet(folder)
        images = tiny.write_clean(folder / "images.h5", count, seed=9)
        results: dict[str, Any] = {"images": count}
        for title, workers, cores in (("one", (), 1), ("two", ("--workers", 2), 2)):
            cost = goodnet(
                "screen", guard, images, "--csv", folder / f"{title}.csv", *workers, cores=cores
            )
            results[title] = {
                "seconds": round(cost.seconds, 1),
                "images_per_second": round(count / cost.seconds),
                "megabytes_first_half": round(cost.memory_at(0.0, 0.5)),
                "megabytes_second_half": round(cost.memory_at(0.5, 1.0)),
            }
        same = filecmp.cmp(folder / "one.csv", folder / "two.csv", shallow=False)
        results["same_rows_in_order_bit_for_bit"] = same
    print(json.dumps(results, indent=1))
    path = REPOSITORY / "build" / "bench-screen.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1))
    return 0 if same else 1


def make_goodnet(folder: Path) -> Path:
    """A small network and its screen."""
    model = folder / "badnet.h5"
    write_h5(Classifier(tiny.trained()), model)
    clean = tiny.write_clean(folder / "clean.h5")
    options = RepairOptions(recipe="none", overlay_count=20)
    path = folder / "tiny.goodnet"
    save(result_of(repair(model, [clean], (), options)), path)
    return path


if __name__ == "__main__":
    sys.exit(main())
