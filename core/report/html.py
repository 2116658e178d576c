"""The measurements of a repair and a screen as one HTML page, JSON or CSV.

The page is one file that opens anywhere: it contains its style, curves and pictures, runs no script
and fetches nothing. Names of files, layers and classes are untrusted, so everything is escaped, and
characters that could turn or hide text are replaced.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from core.records import (
    ComputedWith,
    Framing,
    Inspection,
    JsonObject,
    RepairRecord,
    ScanRecord,
    TriggerMap,
    Verdict,
    as_json,
    class_accuracies,
    confusion_matrix,
    json_value,
    most_confused,
)
from core.report import charts
from core.report.page import environment
from core.text.names import (
    measure_name,
    tells_after,
)
from core.text.outcome import outcome
from core.text.sentence import Translate, say
from core.version import VERSION

Thumbnails = Mapping[tuple[str, int], bytes]
_NO_THUMBNAILS: Thumbnails = MappingProxyType({})
TriggerMaps = Mapping[tuple[str, int], TriggerMap]
# The most rows and columns of a confusion matrix in a report, and the most rows of its class table.
MOST_CONFUSED, MOST_CLASSES = 20, 40
_NO_MAPS: TriggerMaps = MappingProxyType({})

BLIND_SPOTS = (
    (
        say("Source-specific triggers"),
        say(
            "A trigger that works only on images of some classes loses its effect when STRIP "
            "blends images of other classes over it, and no inverted trigger represents it."
        ),
    ),
    (
        say("All-to-all attacks"),
        say(
            "If the trigger leads each class to another one, no single target class stands out, "
            "neither in blends nor in inverted triggers or margins."
        ),
    ),
    (
        say("Warps and input-aware triggers"),
        say(
            "A WaNet-like warp moves pixels a little, and an input-aware trigger differs from "
            "image to image. Blending destroys them, and inversion finds neither. Only an "
            "unusually large margin may reveal their target class."
        ),
    ),
    (
        say("Large triggers"),
        say(
            "A trigger as large as the features of a class, such as glasses on a face, is no "
            "smaller than the inverted triggers of clean classes, so inversion does not single it "
            "out."
        ),
    ),
    (
        say("Backdoors that the repair left"),
        say(
            "The disagreement shows only triggers that the repaired network withstands. If it "
            "still obeys them, only the other votes can flag an image."
        ),
    ),
)

_ON_EVERY_PAGE: Mapping[str, object] = {
    "most_classes": MOST_CLASSES,
    "blind_spots": BLIND_SPOTS,
    "canvas": charts,
    "version": VERSION,
}


def report_html(
    inspection: Inspection,
    repair: RepairRecord | None,
    calibration_bits: Sequence[float] = (),
    verdicts: Sequence[Verdict] = (),
    thumbnails: Thumbnails = _NO_THUMBNAILS,
    class_names: Sequence[str] = (),
    scan: ScanRecord | None = None,
    computed_with: ComputedWith | None = None,
    maps: TriggerMaps = _NO_MAPS,
    framing: Framing | None = None,
    translate: Translate = str,
) -> str:
    """All results as one self-contained HTML page.

    Args:
        inspection: of the BadNet's file.
        repair: what the repair did; None for a report of the inspection alone.
        calibration_bits: weighted entropies of the clean images that set the threshold.
        verdicts: of the images screened so far.
        thumbnails: PNG files by (path, index) of a verdict, as far as there are any.
        class_names: in the order of the classes; classes without one show their number.
        scan: what a scan found, if nothing was repaired.
        computed_with: the parts that make the verdicts, if there is a GoodNet.
        maps: where the BadNet looks in flagged images, by (path, index) of a verdict.
        framing: a note, the date, and what is left out; None for today and everything.
        translate: puts each sentence into the page's language; without it, it is English.
    """
    page = environment(class_names, translate).get_template("report.html.j2")
    return page.render(
        inspection=inspection,
        scan=scan,
        computed_with=json_value(computed_with),
        calibration_bits=calibration_bits,
        maps=maps,
        framing=framing or Framing(),
        **_ON_EVERY_PAGE,
        **_screened(verdicts, thumbnails),
        **_repaired(repair, calibration_bits, verdicts),
    )


def _screened(verdicts: Sequence[Verdict], thumbnails: Thumbnails) -> dict[str, object]:
    """The screened images, and the headings of the columns of their table."""
    votes = verdicts[0].votes if verdicts else ()
    return {
        "verdicts": verdicts,
        "poisoned": sum(verdict.verdict == "poisoned" for verdict in verdicts),
        "other_votes": [v.name for v in votes if v.name not in ("strip", "disagreement")],
        "pictures": {key: _base64(png) for key, png in thumbnails.items()},
    }


def _repaired(
    repair: RepairRecord | None, bits: Sequence[float], verdicts: Sequence[Verdict]
) -> dict[str, object]:
    """A repair, its outcome and its charts; empty if nothing was repaired."""
    if repair is None:
        return {
            "repair": None,
            "outcome": None,
            "measure": "",
            "prune": None,
            "training": None,
            "histogram": None,
            **_per_class(None),
        }
    return {
        "repair": repair,
        "outcome": outcome(repair),
        "measure": measure_name(repair.measure),
        "prune": charts.prune_chart(repair),
        "training": charts.training_chart(repair),
        "histogram": charts.entropy_chart(bits, repair.threshold_bits, repair.frr, verdicts),
        **_per_class(repair),
    }


def _per_class(repair: RepairRecord | None) -> dict[str, object]:
    """Each class before and after, the greatest loss first, and two confusion matrices."""
    if repair is None or not tells_after(repair):
        return {"per_class": [], "confused": (), "matrices": []}
    before, after = repair.before, repair.after
    found = class_accuracies(before, after).items()
    confused = most_confused(before, after, MOST_CONFUSED)
    return {
        "per_class": sorted(found, key=lambda each: each[1].after - each[1].before),
        "confused": confused,
        "matrices": [
            (say("Confusion matrix: BadNet"), confusion_matrix(before, confused)),
            (say("Confusion matrix: Repaired"), confusion_matrix(after, confused)),
        ],
    }


def report_json(
    inspection: Inspection,
    repair: RepairRecord | None,
    calibration_bits: Sequence[float] = (),
    verdicts: Sequence[Verdict] = (),
    thumbnails: Thumbnails = _NO_THUMBNAILS,
    class_names: Sequence[str] = (),
    computed_with: ComputedWith | None = None,
    maps: TriggerMaps = _NO_MAPS,
    framing: Framing | None = None,
) -> JsonObject:
    """The same results as one JSON document; arguments as in `report_html`."""
    images = [as_json(verdict) for verdict in verdicts]
    for image, verdict in zip(images, verdicts, strict=True):
        if (png := thumbnails.get((verdict.path, verdict.index))) is not None:
            image["thumbnail"] = _base64(png)
        if (shown := maps.get((verdict.path, verdict.index))) is not None:
            image["trigger_map"] = as_json(shown)
    frame = framing or Framing()
    return {
        "version": VERSION,
        "written": frame.written.isoformat(),
        "seed": repair.seed if repair else None,
        "note": frame.note,
        "inspection": as_json(inspection),
        "repair": json_value(repair),
        "calibration_bits": [float(bits) for bits in calibration_bits],
        "images": images,
        "computed_with": json_value(computed_with),
        "class_names": list(class_names),
        "blind_spots": [title for title, _ in BLIND_SPOTS],
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
