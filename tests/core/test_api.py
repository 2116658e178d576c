"""The public Python API: what `core` exports, with paths and arrays, and what it answers."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support import hostile, tiny

import core
from core.records import AuditRow, Plan, Verdict

OPTIONS = core.RepairOptions(recipe="none", overlay_count=20, frr=0.1)


def test_every_exported_member_is_there_and_none_is_hidden_by_a_package():
    assert [name for name in core.__all__ if not hasattr(core, name)] == []
    assert core.__all__ == sorted(core.__all__) and set(core.__all__) <= set(dir(core))
    # Importing a submodule sets an attribute of its name on `core`.
    folder = Path(core.__file__).parent
    hidden = {path.stem for path in folder.iterdir()} & set(core.__all__)
    assert hidden == set() and (folder / "py.typed").exists()
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        core.nothing  # noqa: B018


def test_importing_it_imports_nothing_slow():
    code = "import sys, core; print({'numpy', 'cv2', 'keras', 'tensorflow'} & {*sys.modules})"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


def test_a_file_is_inspected_and_an_unsafe_one_is_not_loaded(tiny_badnet, tmp_path):
    assert core.inspect_model(str(tiny_badnet.badnet)).classes == tiny.CLASSES
    assert core.load_model(tiny_badnet.badnet).output_shape == (None, tiny.CLASSES)
    unsafe = hostile.lambda_in_a_zip(tmp_path, tmp_path / "marker")
    assert not core.inspect_model(unsafe).safe
    with pytest.raises(core.Unsafe) as refused:
        core.load_model(unsafe)
    assert refused.value.inspection is not None and not refused.value.inspection.safe


def test_arrays_are_examined_as_files_are(tiny_badnet):
    images, labels = tiny.pictures(240, seed=2)
    of_file = core.examine_data(tiny_badnet.badnet, [tiny_badnet.clean], options=OPTIONS)
    of_arrays = core.examine_data(tiny_badnet.badnet, (images, labels), options=OPTIONS)
    assert of_arrays == replace(of_file, data=of_arrays.data)
    alone = core.examine_data(tiny_badnet.badnet, images, options=OPTIONS)
    assert (alone.measure, alone.clean_accuracy) == ("agreement", 1.0)


def test_a_goodnet_predicts_what_screening_says(tiny_badnet, tmp_path):
    clean, _ = tiny.pictures(160, seed=2)
    records: list[object] = []
    goodnet = core.repair_model(tiny_badnet.badnet, clean, options=OPTIONS, progress=records.append)
    assert isinstance(records[0], Plan)
    images = np.concatenate([clean[:20], tiny.stamped(clean[20:40])])
    screening = core.screen_images(goodnet, images)
    predicted = goodnet.predict(images)
    goodnet.save(tmp_path / "mine.goodnet")
    goodnet.export_repaired(str(tmp_path / "repaired.h5"))
    opened = core.open_goodnet(tmp_path / "mine.goodnet")
    assert [each.verdict for each in opened.predict(images)] == [each.verdict for each in predicted]
    assert core.inspect_model(tmp_path / "repaired.h5").safe
    assert [replace(each, path="") for each in screening.verdicts] == predicted
    assert all(isinstance(each, Verdict) for each in predicted)
    assert screening.summary.images == 40 and not screening.unscreened
    for wrong in (images / 255, images[:, :6]):
        with pytest.raises(core.Unreadable, match=r"uint8 images of shape \(12, 12, 3\)"):
            goodnet.predict(wrong)


def test_a_goodnet_exports_the_guard_and_the_network_alone(tiny_badnet, tmp_path):
    goodnet = core.repair_model(tiny_badnet.badnet, tiny.pictures(160, seed=2)[0], options=OPTIONS)
    record = goodnet.export(str(tmp_path / "guard.keras"), format="keras", votes="cheap")
    assert (record.format, record.frr) == ("keras", OPTIONS.frr)
    assert {*record.votes, *record.left_out} == set(goodnet.votes) and record.left_out == ("strip",)
    with zipfile.ZipFile(tmp_path / "guard.keras") as guard:
        assert json.loads(guard.read("guard.json"))["votes"] == list(record.votes)
    with pytest.raises(TypeError, match="format"):
        goodnet.export(tmp_path / "repaired.h5")  # pyright: ignore[reportCallIssue]
    with pytest.raises(core.WrongUsage, match="savedmodel, onnx, keras"):
        goodnet.export(tmp_path / "guard", format="tflite")
    assert [path.name for path in tmp_path.glob("*")] == ["guard.keras"]


def test_an_audit_has_a_row_for_each_model(tmp_path):
    (tmp_path / "zoo").mkdir()
    hostile.lambda_in_a_zip(tmp_path / "zoo", tmp_path / "marker")
    records: list[object] = []
    images, _ = tiny.pictures(8, seed=2)
    audit = core.audit_models(tmp_path / "zoo", images, tmp_path / "out", progress=records.append)
    assert [row.outcome for row in audit.models] == ["unsafe"]
    assert [each for each in records if isinstance(each, AuditRow)] == list(audit.models)


def test_a_stream_is_learned_from_only_where_its_class_is_confirmed(tiny_badnet):
    images, labels = tiny.pictures(240, seed=2)
    goodnet = core.repair_model(tiny_badnet.badnet, (images, labels), options=OPTIONS)
    stream, classes = tiny.pictures(200, seed=5)
    others = np.flatnonzero(classes != tiny.TARGET)[:60]
    stream[others] = tiny.stamped(stream[others])
    learning = core.learn_images(goodnet, stream, (images, labels))
    crowd = learning.record.crowd
    assert learning.goodnet is None and crowd is not None and crowd.target_class == tiny.TARGET
