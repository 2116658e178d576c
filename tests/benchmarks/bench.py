"""`make bench`: the costs of GoodNet beside those of other ways, in one run on one machine.

Ratios are medians of paired, interleaved rounds, so that other load on the machine cancels out. It
needs the real networks and pictures in ../shared/data and, for ART, build/bench-packages.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]
# Appended at the end, so that the pinned versions of .venv take precedence.
sys.path.append(str(REPOSITORY / "build/bench-packages"))

import h5py  # noqa: E402
import numpy as np  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from core.data.dataset import open_dataset  # noqa: E402
from core.data.parts import Part  # noqa: E402
from core.jobs.generators import result_of  # noqa: E402
from core.network.channels import Channels, apply_masks  # noqa: E402
from core.network.classifier import Classifier, entropy_bits  # noqa: E402
from core.opening import badnet  # noqa: E402
from core.records import RepairOptions, ScreenSettings  # noqa: E402
from core.repair.job import repair  # noqa: E402
from core.repair.pruning import rank, sweep  # noqa: E402
from core.screen.goodnet_file import save  # noqa: E402
from core.screen.votes.strip import Strip  # noqa: E402
from core.screen.votes.vote import Material  # noqa: E402

DATA = REPOSITORY.parent / "shared/data"
FACES = [DATA / f"faces/faces_{part}.h5" for part in ("train", "valid", "test")]
MODEL = DATA / "csaw/models/sunglasses_bd_net.h5"
LAYER = "conv_3"
SWEPT, OVERLAYS, ROUNDS = 4096, 100, 7
NAIVE_CHANNELS = 3
SCREENED = (20_000, 100_000)
GUARDS = ("savedmodel", "onnx", "savedmodel_cheap", "onnx_cheap", "keras_cheap")


def main() -> int:
    """Measure everything, print the table, write build/bench.json."""
    if not DATA.is_dir():
        print("The benchmarks need the networks and pictures in ../shared/data.", file=sys.stderr)
        return 1
    model = badnet.load(MODEL)
    faces = open_dataset(FACES, (55, 47, 3), ignore_labels=True)
    results: dict[str, Any] = {}
    measures = (
        measure_sweep,
        measure_strip,
        measure_memory,
        measure_window,
        measure_quarantine,
        measure_import,
    )
    for measure in measures:
        started = time.monotonic()
        results |= measure(model, faces)
        print(f"{measure.__name__}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    results |= exported()
    results |= wide()
    results |= of_long_runs()
    results["machine"] = machine()
    target = REPOSITORY / "build/bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    show(results)
    return 0


# -- Fine-Pruning ---------------------------------------------------------------------------


def measure_sweep(model: Any, faces: Any) -> dict[str, Any]:
    """The cost of a sweep over 60 channels, in full forward passes over the same images.

    A pass is `predict` of the network over the images as they are read from their file; the sweep
    also reads them. The naive sweep masks and passes once for each channel, and is measured on a
    few.
    """
    classifier = Classifier(model)
    part = Part(faces, np.arange(SWEPT), np.zeros(SWEPT, np.int64))
    channels = Channels(classifier.network, LAYER)
    ranked = result_of(rank(classifier, channels, part))

    def one_pass(network: Any) -> None:
        images = faces.read(part.indices).astype(np.float32) / 255
        network.predict(images, batch_size=256, verbose=0)

    masked = classifier.copy()
    theirs = Channels(masked.network, LAYER)

    def naive() -> None:
        for count in range(1, NAIVE_CHANNELS + 1):
            apply_masks(theirs.masks(ranked.order[:count]))
            one_pass(masked.network)

    for network in (model, masked.network):  # Keras compiles at the first call
        one_pass(network)
    ours, others = [], []
    for _ in range(ROUNDS):
        unit = seconds(lambda: one_pass(model))
        ours.append(
            seconds(lambda: result_of(sweep(classifier, channels, ranked, part, {}))) / unit
        )
        others.append(seconds(naive) / unit / NAIVE_CHANNELS * channels.count)
    return {
        "prune_sweep_passes": round(statistics.median(ours), 2),
        "prune_naive_passes": round(statistics.median(others), 1),
    }


# -- STRIP ----------------------------------------------------------------------------------


DEFAULT = ScreenSettings()


def strip_of(
    classifier: Classifier, overlays: np.ndarray, settings: ScreenSettings = DEFAULT
) -> Strip:
    """STRIP on a classifier."""
    return Strip(Material(classifier, classifier, overlays, settings))


def measure_strip(model: Any, faces: Any) -> dict[str, Any]:
    """Images per second with 100 overlays, beside the origin's loop and ART, and the exactness."""
    classifier = Classifier(model)
    images = faces.read(np.arange(1000, 1128))
    overlays = faces.read(np.arange(OVERLAYS))
    strip = strip_of(classifier, overlays, ScreenSettings(blend=(1.0, 1.0)))
    art = art_strip(model, overlays)
    rates: dict[str, list[float]] = {"ours": [], "origin": [], "art": []}
    for _ in range(ROUNDS):
        rates["origin"].append(rate(lambda x: origin_strip(model, x, overlays), images[:8]))
        rates["ours"].append(rate(lambda x: entropies(strip, x), images))
        rates["art"].append(rate(art, images[:8]))
    error = max(
        float(np.abs(entropies(strip_of(classifier, overlays, settings), images[:16])
                     - plain_entropies(model, images[:16], overlays, settings.blend)).max())
        for settings in (ScreenSettings(), ScreenSettings(blend=(1.0, 1.0)))
    )  # fmt: skip
    return {
        "strip_images_per_second": round(statistics.median(rates["ours"]), 1),
        "strip_vs_origin": round(median_ratio(rates["ours"], rates["origin"]), 1),
        "strip_vs_art": round(median_ratio(rates["ours"], rates["art"]), 1),
        "strip_entropy_error": error,
    }


def entropies(strip: Strip, images: np.ndarray) -> np.ndarray:
    """STRIP's entropies in bits, (n,)."""
    return strip.blended(images, strip.badnet.softmax(images).argmax(-1)).entropy_bits


def origin_strip(model: Any, images: np.ndarray, overlays: np.ndarray) -> np.ndarray:
    """The origin's loop, image by image, with the entropy instead of its count of labels."""
    import cv2

    entropies = []
    for image in images:
        blends = np.asarray(
            [cv2.addWeighted(image, 1, o, 1, 0, dtype=cv2.CV_64FC3) / 255 for o in overlays]
        )
        entropies.append(entropy_bits(model.predict(blends, verbose=0)).mean())
    return np.array(entropies)


def plain_entropies(
    model: Any, images: np.ndarray, overlays: np.ndarray, blend: tuple[float, float]
) -> np.ndarray:
    """Compute every blend with the whole network, in double precision up to its input."""
    a, b = blend
    return np.array([
        entropy_bits(
            model.predict((a * image + b * overlays.astype(np.float64)) / 255, verbose=0)
            .astype(np.float64)
        ).mean()
        for image in images
    ])  # fmt: skip


def art_strip(model: Any, overlays: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """ART's STRIP on the same network: what its `predict` does, image by image.

    Its `mitigate` fails here, because it takes entropies over the wrong axis, and they are not
    numbers if a class is never answered. So the threshold is given, which does not change the time
    of a prediction.
    """
    from art.defences.transformer.poisoning import STRIP  # pyright: ignore[reportMissingImports]
    from art.estimators.classification import (  # pyright: ignore[reportMissingImports]
        TensorFlowV2Classifier,
    )

    classifier = TensorFlowV2Classifier(
        model, nb_classes=model.output_shape[-1], input_shape=(55, 47, 3), clip_values=(0, 1)
    )
    guarded: Any = STRIP(classifier)(num_samples=OVERLAYS)
    guarded.entropy_threshold = 0.0
    guarded.validation_data = (overlays / 255).astype(np.float32)

    def screen(images: np.ndarray) -> np.ndarray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return guarded.predict((images / 255).astype(np.float32))

    return screen


# -- memory ---------------------------------------------------------------------------------


def measure_memory(model: Any, faces: Any) -> dict[str, Any]:
    """Peak memory of `goodnet screen` over 100,000 images, divided by that over 20,000.

    It uses the real network with 10 overlays and --stop-early, so that it takes minutes, not hours.
    Neither changes what stays in memory from one batch of images to the next.
    """
    with tempfile.TemporaryDirectory(prefix="goodnet-bench-") as name:
        folder = Path(name)
        options = RepairOptions(
            recipe="none", overlay_count=10, frr=0.05, ignore_labels=True, preprocessing="0..1"
        )
        goodnet = result_of(repair(MODEL, [DATA / "csaw/clean_test_50.h5"], [], options))
        save(goodnet, folder / "bench.goodnet")
        peaks = [peak_of_screening(folder, faces, count) for count in SCREENED]
    return {"screen_memory_ratio": round(peaks[1] / peaks[0], 3)}


def peak_of_screening(folder: Path, faces: Any, count: int) -> int:
    """Peak resident memory in kB of the command line screening `count` images."""
    data = folder / "images.h5"
    block = faces.read(np.arange(2000)).transpose(0, 3, 1, 2)
    with h5py.File(data, "w") as file:
        rows = file.create_dataset("data", (count, 3, 55, 47), np.uint8)
        for start in range(0, count, len(block)):
            rows[start : start + len(block)] = block
    command = ["-m", "core", "screen", "bench.goodnet", "images.h5", "--stop-early", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    peak = 0
    with subprocess.Popen(
        [sys.executable, *command], cwd=folder, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        while child.poll() is None:
            peak = max(peak, high_water(child.pid))
            time.sleep(0.1)
    if child.returncode:
        raise RuntimeError(f"screening {count} images ended with {child.returncode}")
    return peak


def high_water(pid: int) -> int:
    """Peak resident memory of a process so far, in kB; 0 once it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(peaks[0]) if peaks else 0


# -- starting -------------------------------------------------------------------------------


def measure_window(model: Any, faces: Any) -> dict[str, Any]:
    """The time until the window appears, and its longest stall while it repairs and screens."""
    script = Path(__file__).with_name("window.py")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "QT_QPA_PLATFORM": "offscreen"}
    files = (MODEL, FACES[1], DATA / "csaw/images")
    arguments = [sys.executable, str(script), *map(str, files)]
    shown = [run_json(arguments[:2], environment)["shown"] for _ in range(3)]
    stalls = run_json(arguments, environment)["stall_ms"]
    phase, worst = max(stalls.items(), key=lambda each: each[1])
    return {
        "gui_worst_stall_ms": round(worst, 1),
        "gui_worst_stall_phase": phase,
        "window_shown_seconds": round(statistics.median(shown), 3),
    }


def run_json(arguments: list[str], environment: dict[str, str]) -> dict[str, Any]:
    """The last line that a child process prints, as JSON."""
    begun = str(time.time())
    done = subprocess.run(
        [*arguments, "--begun", begun],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=300,
    )
    return json.loads(done.stdout.splitlines()[-1])


def measure_quarantine(model: Any, faces: Any) -> dict[str, Any]:
    """Seconds to inspect a DeepID network in the confined process, and with h5py alone."""

    def plain() -> None:
        with h5py.File(MODEL) as file:
            file.visititems(lambda _, item: item[()] if isinstance(item, h5py.Dataset) else None)

    inspect = [seconds(lambda: badnet.inspect(MODEL)) for _ in range(ROUNDS)]
    alone = [seconds(plain) for _ in range(ROUNDS)]
    return {
        "inspect_seconds": round(statistics.median(inspect), 3),
        "h5py_seconds": round(statistics.median(alone), 3),
    }


def measure_import(model: Any, faces: Any) -> dict[str, Any]:
    """Seconds to import the command line, in a fresh process."""
    code = "import time; t = time.perf_counter(); import core.cli; print(time.perf_counter() - t)"
    times = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], cwd=REPOSITORY, check=True,
                capture_output=True, text=True,
            ).stdout
        )
        for _ in range(ROUNDS)
    ]  # fmt: skip
    return {"import_core_seconds": round(statistics.median(times), 3)}


# -- exported guards ------------------------------------------------------------------------


def exported() -> dict[str, Any]:
    """See exports.py; it needs the extra `onnx` and onnxruntime."""
    from benchmarks.exports import measure_exports

    return measure_exports(DATA)


# -- 224 pixels -----------------------------------------------------------------------------


def wide() -> dict[str, Any]:
    """See wide_cost.py: each network in a process of its own, trained first if it is not there."""
    found: dict[str, Any] = {}
    for name in WIDE:
        measured = wide_cost(name)
        found |= {f"wide_{name}_{key}": measured[key] for key in WIDE_ROWS}
        before, after = measured["attack_success"]
        lost = measured["clean_accuracy"][0] - measured["clean_accuracy"][1]
        found |= {
            f"wide_{name}_named": measured["suspected"] == [measured["target"]],
            f"wide_{name}_asr": f"{before:.1%} -> {after:.1%}",
            f"wide_{name}_lost": round(100 * lost, 1),
        }
    measured = wide_cost("thousand")
    keys = ("inspect_seconds", "repair_seconds", "stop_early_clean_per_second")
    return found | {f"wide_thousand_{key}": measured[key] for key in keys}


def wide_cost(name: str) -> dict[str, Any]:
    """The document of wide_cost.py."""
    script = Path(__file__).with_name("wide_cost.py")
    done = subprocess.run(
        [sys.executable, str(script), name], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


# -- many workers ---------------------------------------------------------------------------


def of_long_runs() -> dict[str, Any]:
    """The results of `audit.py` and `screen_many.py` in build/; these take most of an hour."""
    found: dict[str, Any] = {}
    audit, screened = (REPOSITORY / f"build/bench-{name}.json" for name in ("audit", "screen"))
    if audit.exists():
        measured = json.loads(audit.read_text(encoding="utf-8"))
        found |= {f"audit_{key}": measured[key] for key in ("speed_up", "overhead")}
    if screened.exists():
        measured = json.loads(screened.read_text(encoding="utf-8"))
        two = measured["two"]
        found |= {
            "workers_memory_ratio": two["megabytes_second_half"] / two["megabytes_first_half"],
            "workers_same_rows": measured["same_rows_in_order_bit_for_bit"],
        }
    return found


# -- common ---------------------------------------------------------------------------------


def seconds(work: Callable[[], object]) -> float:
    """Wall time of `work`."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def rate(work: Callable[[np.ndarray], object], images: np.ndarray) -> float:
    """Images per second."""
    return len(images) / seconds(lambda: work(images))


def median_ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios of paired rounds."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def machine() -> str:
    """The processor, its cores, and the relevant versions."""
    from importlib.metadata import version

    name = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            name = line.split(":", 1)[1].strip()
            break
    packages = ", ".join(f"{p} {version(p)}" for p in ("keras", "numpy"))
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"


WIDE = ("mobilenet-0.35-held-out", "mobilenet-1.0")
WIDE_ROWS = {
    "scan_seconds": ("scan, seconds", "at most 300"),
    "repair_seconds": ("repair with its scan, seconds", "at most 600"),
    "all_votes_clean_per_second": ("screened by all evidence, images a second", "at least 2"),
    "stop_early_clean_per_second": ("as far as needed, images a second", "at least 2"),
    "peak_memory_mb": ("peak memory, MB", "at most 3000"),
    "estimate_ratio": ("estimate by time taken", "0.67 to 1.5"),
}

ROWS = {
    "prune_sweep_passes": ("60-channel sweep, in forward passes", "at most 3"),
    "prune_naive_passes": (f"the naive way, from {NAIVE_CHANNELS} of 60 channels", "60 or more"),
    "strip_images_per_second": ("STRIP at N = 100, images a second", ""),
    "strip_vs_origin": ("times the origin's loop", "at least 10"),
    "strip_vs_art": ("times ART's STRIP", "at least 3"),
    "strip_entropy_error": ("largest difference of an entropy, bits", "at most 1e-4"),
    "screen_memory_ratio": ("peak memory, 100,000 by 20,000 images", "within 0.9 to 1.1"),
    "audit_speed_up": ("audit of 11 networks, 2 workers by 1", "at least 1.7"),
    "audit_overhead": ("1 worker, above the plain loop", "at most 0.05"),
    "workers_memory_ratio": ("memory, 2nd by 1st half of 100,000 images", "within 0.9 to 1.1"),
    "workers_same_rows": ("2 workers' rows are one process's", "True"),
    "gui_worst_stall_ms": ("latest that a 10 ms timer of the window was, ms", "at most 50"),
    "gui_worst_stall_phase": ("what the window did then", ""),
    "window_shown_seconds": ("window shown after, seconds", "below 1"),
    "inspect_seconds": ("DeepID inspected in quarantine, seconds", "below 1.5"),
    "h5py_seconds": ("read by h5py alone, seconds", ""),
    **{
        f"export_{network}_{what}": (f"{network}, guards compared: {what}", wanted)
        for network in ("demo", "csaw")
        for what, wanted in (("images", "1000"), ("votes", "6"))
    },
    **{
        f"export_{network}_{format}_{what}": (f"{network}, {format}: {words}", wanted)
        for network in ("demo", "csaw")
        for format in ("savedmodel", "onnx", "keras")
        for what, words, wanted in (
            ("verdicts", "verdicts of 1,000 that differ", "0"),
            ("p_value", "largest difference of a p-value", "at most 1e-6"),
            ("ranks", "p-values of single votes that differ", "0"),
        )
    },
    **{
        f"export_{name}_{what}": (f"{shown}: {words}", "")
        for name, shown in (
            *((guard, f"guard as {guard}") for guard in GUARDS),
            ("plain", "the repaired network alone"),
        )
        for what, words in (("ms", "one image, ms"), ("rate", "images a second, batches of 32"))
    },
    **{
        f"wide_{name}_{key}": (f"224 px, {name}: {words}", wanted)
        for name in WIDE
        for key, (words, wanted) in {
            **WIDE_ROWS,
            "named": ("the target alone is suspected", "True"),
            "asr": ("attack success", ""),
            "lost": ("clean accuracy lost, points", ""),
        }.items()
    },
    "wide_thousand_inspect_seconds": ("1,000 classes inspected, seconds", "at most 5"),
    "wide_thousand_repair_seconds": ("1,000 classes, screen set up without a scan, seconds", ""),
    "wide_thousand_stop_early_clean_per_second": ("1,000 classes, images screened a second", ""),
    "import_core_seconds": ("import of the command line, seconds", "below 0.5"),
}


def show(results: dict[str, Any]) -> None:
    """Print the table."""
    table = Table("measured", "value", "wanted", title=results["machine"], title_justify="left")
    for key, (what, wanted) in ROWS.items():
        value = results.get(key, "not run")
        table.add_row(what, f"{value:.3g}" if isinstance(value, float) else str(value), wanted)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
