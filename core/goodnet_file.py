"""A .goodnet file: a zip of both networks, the screen, and what was measured.

Opening one is opening an untrusted file: members are named, counted, capped and compared with
the manifest's SHA-256 before anything reads them, and both networks pass the same checks as any
stranger's model.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from core import badnet
from core.classifier import Classifier
from core.decoding import decode
from core.errors import Unreadable
from core.files import DAMAGED_ARCHIVE, open_regular
from core.goodnet import GoodNet, write_h5
from core.records import Inspection, RepairRecord, as_json
from core.saving import whole_file
from core.sentence import say
from core.wording import printable

FORMAT = 1
MANIFEST = "manifest.json"
BADNET, REPAIRED = "badnet.h5", "repaired.h5"
OVERLAYS, CALIBRATION = "overlays.npy", "calibration_entropies.npy"
MEMBERS = (BADNET, REPAIRED, OVERLAYS, CALIBRATION)
MOST_BYTES = 4 * 2**30
MOST_MANIFEST = 64 * 2**20


def save(goodnet: GoodNet, path: Path) -> None:
    """Write `goodnet` to `path`, whole or not at all.

    Raises:
        GoodNetError: it cannot be written there.
    """
    with whole_file(path) as temporary, tempfile.TemporaryDirectory(prefix="goodnet-") as folder:
        files = {name: Path(folder, name) for name in MEMBERS}
        write_h5(goodnet.badnet, files[BADNET])
        write_h5(goodnet.repaired, files[REPAIRED])
        np.save(files[OVERLAYS], goodnet.overlays)
        np.save(files[CALIBRATION], goodnet.calibration_entropies)
        manifest = _manifest(goodnet, {name: _sha256(file) for name, file in files.items()})
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            for name, file in files.items():
                archive.write(file, name)


def _manifest(goodnet: GoodNet, hashes: dict[str, str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "sha256": hashes,
        "input_scale": goodnet.badnet.input_scale,
        "blend": list(goodnet.blend),
        "frr": goodnet.frr,
        "threshold_bits": goodnet.threshold_bits,
        "class_names": list(goodnet.class_names),
        "inspection": as_json(goodnet.inspection),
        "record": as_json(goodnet.record),
    }


def open_goodnet(path: Path) -> GoodNet:
    """The GoodNet in the file at `path`.

    Raises:
        Unsafe: one of its networks is refused.
        Unreadable: it is no .goodnet file, damaged, or does not match its manifest.
    """
    name = printable(path.name)
    with open_regular(path, MOST_BYTES) as stream, tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(stream) as archive:
                manifest = _read_manifest(archive, name)
                files = {m: _extract(archive, m, manifest, Path(folder), name) for m in MEMBERS}
        except DAMAGED_ARCHIVE:
            raise Unreadable(say("{name} is not a whole .goodnet file.", name=name)) from None
        return _assemble(manifest, files, name)


def _read_manifest(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    if sorted(archive.namelist()) != sorted((MANIFEST, *MEMBERS)):
        raise Unreadable(say("{name} does not hold what a .goodnet file holds.", name=name))
    if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise Unreadable(say("{name} has a manifest that is far too large.", name=name))
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except (ValueError, RecursionError):
        raise Unreadable(say("{name} has a manifest that cannot be read.", name=name)) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unreadable(
            say("{name} was written by another version of GoodNet, or is damaged.", name=name)
        )
    return manifest


def _extract(
    archive: zipfile.ZipFile, member: str, manifest: dict[str, Any], folder: Path, name: str
) -> Path:
    """One member as a file of our own naming, compared with the manifest."""
    left = MOST_BYTES
    target = folder / member
    with archive.open(member) as source, target.open("wb") as file:
        while block := source.read(2**20):
            left -= len(block)
            if left < 0:
                raise Unreadable(say("{name} unpacks to more than a .goodnet file may.", name=name))
            file.write(block)
    expected = manifest.get("sha256")
    if not isinstance(expected, dict) or expected.get(member) != _sha256(target):
        raise Unreadable(
            say(
                "{name} does not match its manifest: {member} was changed.",
                name=name,
                member=member,
            )
        )
    return target


def _assemble(manifest: dict[str, Any], files: dict[str, Path], name: str) -> GoodNet:
    record = decode(RepairRecord, manifest.get("record"))
    inspection = decode(Inspection, manifest.get("inspection"))
    scale, frr, blend = manifest.get("input_scale"), manifest.get("frr"), manifest.get("blend")
    if scale not in (1, 255) or not _numbers(frr, count=None) or not _numbers(blend, count=2):
        raise Unreadable(say("{name} has a manifest with values that make no sense.", name=name))
    received = Classifier(badnet.load(files[BADNET]), scale)
    repaired = Classifier(badnet.load(files[REPAIRED]), scale)
    overlays = _array(files[OVERLAYS], np.uint8, name)
    calibration = _array(files[CALIBRATION], np.float64, name)
    same = received.image_shape == repaired.image_shape == overlays.shape[1:]
    if not same or received.classes != repaired.classes or not overlays.size:
        raise Unreadable(
            say("{name} holds networks and overlays that do not fit each other.", name=name)
        )
    if calibration.ndim != 1 or not np.isfinite(calibration).all():
        raise Unreadable(say("{name} holds calibration entropies that make no sense.", name=name))
    assert isinstance(frr, (int, float)) and isinstance(blend, list)
    goodnet = GoodNet(
        inspection, received, repaired, overlays, (blend[0], blend[1]), calibration, record, frr
    ).with_frr(frr)
    names = manifest.get("class_names")
    return goodnet.with_class_names(decode(tuple[str, ...], names) if names else ())


def _numbers(value: Any, count: int | None) -> bool:
    values = [value] if count is None else value
    return (
        isinstance(values, list)
        and len(values) == (count or 1)
        and all(type(v) in (int, float) and math.isfinite(v) for v in values)
    )


def _array(path: Path, dtype: type, name: str) -> np.ndarray:
    try:
        array = np.load(io.BytesIO(path.read_bytes()), allow_pickle=False)
    except DAMAGED_ARCHIVE:
        raise Unreadable(
            say("{name} holds an array that cannot be read: {member}.", name=name, member=path.name)
        ) from None
    if array.dtype != dtype:
        raise Unreadable(
            say("{name} holds an array of the wrong kind: {member}.", name=name, member=path.name)
        )
    return array


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
