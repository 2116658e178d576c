"""A .goodnet file: a zip of both networks, the screen, and what was measured.

A .goodnet file is untrusted input. A quarantined process unpacks it. Its members are named,
counted, capped and compared with the manifest's SHA-256 before anything reads them. Both networks
pass the same checks as any other model file.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.errors import Unreadable
from core.files.decoding import decode
from core.files.files import open_regular
from core.files.saving import whole_file
from core.network.classifier import Classifier
from core.network.h5_file import write_h5
from core.opening import badnet
from core.quarantine.reader import Damaged, Reader
from core.quarantine.stored import read_member, read_npy, read_zip
from core.records import JsonObject, as_json, as_object
from core.screen.conformal import Calibration
from core.screen.goodnet import GoodNet
from core.screen.goodnet_manifest import (
    FORMAT,
    MOST_NUMBER,
    as_format_3,
    is_share,
    preprocessing_of,
    records_of,
    sentences,
    votes_and_settings,
)
from core.screen.votes.expert import Expert
from core.screen.votes.jitter import Jitter
from core.text.wording import printable
from core.version import VERSION

MANIFEST = "manifest.json"
BADNET, REPAIRED, EXPERT = "badnet.h5", "repaired.h5", "expert.h5"
OVERLAYS, CALIBRATION = "overlays.npy", "calibration_votes.npy"
FIELDS, CLEAN_ANSWERS = "jitter_fields.npy", "calibration_classes.npy"
MEMBERS = (BADNET, REPAIRED, OVERLAYS, CALIBRATION)
# Members that only some votes need.
OF_VOTES = {Expert.name: EXPERT, Jitter.name: FIELDS}
MOST_BYTES = 4 * 2**30
MOST_MEMBER = 2**30
MEMORY = 4 * 2**30
MOST_MANIFEST = 64 * 2**20
DTYPES = {
    OVERLAYS: np.uint8,
    CALIBRATION: np.float64,
    FIELDS: np.float32,
    CLEAN_ANSWERS: np.int64,
}


def save(goodnet: GoodNet, path: Path) -> None:
    """Write `goodnet` to `path`, completely or not at all.

    Raises:
        GoodNetError: it cannot be written there.
    """
    members = [*MEMBERS, *_of_votes(goodnet.votes)]
    if goodnet.clean_answers is not None:
        members.append(CLEAN_ANSWERS)
    with whole_file(path) as temporary, tempfile.TemporaryDirectory(prefix="goodnet-") as folder:
        files = {name: Path(folder, name) for name in members}
        write_h5(goodnet.badnet, files[BADNET])
        write_h5(goodnet.repaired, files[REPAIRED])
        np.save(files[OVERLAYS], goodnet.overlays)
        np.save(files[CALIBRATION], goodnet.calibration.votes)
        if EXPERT in files and goodnet.expert:
            write_h5(goodnet.expert, files[EXPERT])
        if FIELDS in files and goodnet.fields is not None:
            np.save(files[FIELDS], goodnet.fields)
        if goodnet.clean_answers is not None:
            np.save(files[CLEAN_ANSWERS], goodnet.clean_answers)
        manifest = _manifest(goodnet, {name: _sha256(file) for name, file in files.items()})
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            for name, file in files.items():
                archive.write(file, name)


def _of_votes(votes: Sequence[str]) -> list[str]:
    return [member for vote, member in OF_VOTES.items() if vote in votes]


def _manifest(goodnet: GoodNet, hashes: dict[str, str]) -> JsonObject:
    return {
        "format": FORMAT,
        "goodnet_version": VERSION,
        "sha256": hashes,
        "input_scale": goodnet.badnet.preprocessing.input_scale,
        "preprocessing": goodnet.badnet.preprocessing.text,
        "votes": list(goodnet.votes),
        "screen": as_json(goodnet.settings),
        "frr": goodnet.frr,
        "frr_bound": goodnet.bound,
        "threshold_bits": goodnet.threshold_bits,
        "class_names": list(goodnet.class_names),
        "inspection": as_json(goodnet.inspection),
        "record": as_json(goodnet.record),
        "sentences": sentences(goodnet.inspection, goodnet.record),
    }


def open_goodnet(path: Path) -> GoodNet:
    """The GoodNet in the file at `path`.

    Raises:
        Unsafe: one of its networks is refused, or reading it crashed or hung.
        Unreadable: the file is no .goodnet file, is damaged, or does not match its manifest.
    """
    name = printable(path.name)
    open_regular(path, MOST_BYTES).close()
    with Reader("goodnet", name, path, memory=MEMORY) as reader:
        try:
            manifest, held = _read_manifest(reader, name)
            members = {each: _read_member(reader, each, manifest, name) for each in held}
            arrays = {
                each: read_npy(reader, members.pop(each)) for each in held if each.endswith(".npy")
            }
        except Damaged:
            raise Unreadable("{name} is not a whole .goodnet file.", name=name) from None
    return _assemble(manifest, members, arrays, name)


def _read_manifest(reader: Reader, name: str) -> tuple[JsonObject, list[str]]:
    """The manifest, and the names of all other members."""
    held = sorted(member.name for member in read_zip(reader))
    known = {MANIFEST, *MEMBERS, *OF_VOTES.values(), CLEAN_ANSWERS}
    if len(set(held)) < len(held) or not {MANIFEST, *MEMBERS} <= set(held) <= known:
        raise Unreadable("{name} does not hold what a .goodnet file holds.", name=name)
    content = read_member(reader, MANIFEST, MOST_MANIFEST)
    if len(content) > MOST_MANIFEST:
        raise Unreadable("{name} has a manifest that is far too large.", name=name)
    try:
        manifest = as_object(json.loads(content))
    except (ValueError, RecursionError):
        raise Unreadable("{name} has a manifest that cannot be read.", name=name) from None
    if manifest.get("format") == 2:
        manifest = as_format_3(manifest)
    if manifest.get("format") != FORMAT:
        raise Unreadable(
            "{name} was written by another version of GoodNet, or is damaged.", name=name
        )
    return manifest, [member for member in held if member != MANIFEST]


def _read_member(reader: Reader, member: str, manifest: JsonObject, name: str) -> bytes:
    """The bytes of one member, checked against the manifest."""
    content = read_member(reader, member, MOST_MEMBER)
    if len(content) > MOST_MEMBER:
        raise Unreadable("{name} unpacks to more than a .goodnet file may.", name=name)
    expected = as_object(manifest.get("sha256"))
    if expected.get(member) != hashlib.sha256(content).hexdigest():
        raise Unreadable(
            "{name} does not match its manifest: {member} was changed.", name=name, member=member
        )
    return content


def _assemble(
    manifest: JsonObject, networks: dict[str, bytes], arrays: dict[str, np.ndarray], name: str
) -> GoodNet:
    inspection, record = records_of(manifest)
    preprocessing = preprocessing_of(manifest, record)
    frr, bound = manifest.get("frr"), manifest.get("frr_bound")
    if preprocessing is None or not is_share(frr) or not (bound is None or is_share(bound)):
        raise Unreadable("{name} has a manifest with values that make no sense.", name=name)
    assert isinstance(frr, (int, float))
    votes, settings = votes_and_settings(manifest, name)
    held = {*networks, *arrays}
    if held - {CLEAN_ANSWERS} != {*MEMBERS, *_of_votes(votes)}:
        raise Unreadable("{name} does not hold what its votes need.", name=name)
    loaded = {
        each: Classifier(badnet.load_content(content, each), preprocessing)
        for each, content in networks.items()
    }
    _check_arrays(arrays, len(votes), loaded[BADNET].classes, name)
    _check_fit(loaded, arrays, name)
    names = manifest.get("class_names")
    return (
        GoodNet(
            # Files saved before inspections recorded the images' shape lack it.
            replace(inspection, image_shape=loaded[BADNET].image_shape),
            loaded[BADNET],
            loaded[REPAIRED],
            arrays[OVERLAYS],
            votes,
            settings,
            Calibration(arrays[CALIBRATION]),
            record,
            frr,
            expert=loaded.get(EXPERT),
            fields=arrays.get(FIELDS),
            clean_answers=arrays.get(CLEAN_ANSWERS),
        )
        .with_frr(frr, bound)
        .with_class_names(decode(tuple[str, ...], names) if names else ())
    )


def _check_arrays(arrays: dict[str, np.ndarray], votes: int, classes: int, name: str) -> None:
    for member, array in arrays.items():
        if array.dtype != DTYPES[member]:
            raise Unreadable(
                "{name} holds an array of the wrong kind: {member}.", name=name, member=member
            )
    calibration = arrays[CALIBRATION]
    fits = calibration.size and calibration.shape[1:] == (votes,)
    if not fits or not np.isfinite(calibration).all():
        raise Unreadable("{name} holds calibration votes that make no sense.", name=name)
    answers = arrays.get(CLEAN_ANSWERS)
    if answers is not None and not _are_classes(answers, len(calibration), classes):
        raise Unreadable("{name} holds calibration classes that make no sense.", name=name)


def _are_classes(answers: np.ndarray, images: int, classes: int) -> bool:
    """Whether an array can be one class for each of `images` images."""
    return answers.shape == (images,) and bool(((answers >= 0) & (answers < classes)).all())


def _check_fit(networks: dict[str, Classifier], arrays: dict[str, np.ndarray], name: str) -> None:
    """Refuse networks, overlays and fields that do not fit each other's images or classes."""
    kinds = {(each.image_shape, each.classes) for each in networks.values()}
    shape = networks[BADNET].image_shape
    overlays, fields = arrays[OVERLAYS], arrays.get(FIELDS)
    same = len(kinds) == 1 and overlays.shape[1:] == shape and overlays.size
    if not same or not (fields is None or _is_field(fields, shape)):
        raise Unreadable(
            "{name} holds networks and overlays that do not fit each other.", name=name
        )


def _is_field(fields: np.ndarray, image_shape: tuple[int, ...]) -> bool:
    """Whether an array can be displacements of pixels."""
    fits = fields.ndim == 4 and fields.shape[1:] == (*image_shape[:2], 2)
    return fits and bool(fields.size) and bool((np.abs(fields) < MOST_NUMBER).all())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
