"""SavedModel folders, read as data, with answers.

saved_model_2_15 was written by tf.keras 2.15, saved_model_nested by tf_keras 2.21: networks in
networks, one of them frozen. Their graphs were left out: GoodNet does not read them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.cli.entry import main
from core.data.kinds import kind_of
from core.errors import GoodNetError, NotSupported
from core.files.protobuf import inner, integer, text
from core.opening import badnet

WRITTEN = Path(__file__).parent / "saved_model_2_15"
NESTED = Path(__file__).parent / "saved_model_nested"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = shutil.copytree(WRITTEN, tmp_path / "signs")
    (copy / "saved_model.pb").touch()
    return copy


def assert_answers_as_written(folder: Path) -> None:
    written = np.load(WRITTEN / "answers.npz")
    answers = np.asarray(badnet.load(folder)(written["x"]))
    np.testing.assert_allclose(answers, written["y"], atol=1e-5)


def test_a_saved_model_of_keras_opens_and_answers_as_where_it_was_written(folder: Path) -> None:
    inspection = badnet.inspect(folder)
    assert kind_of(folder) == "model"
    assert (inspection.safe, inspection.classes, inspection.keras_version) == (True, 4, "2.15.0")
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".npz")
    assert inspection.size == sum(file.stat().st_size for file in files)
    assert_answers_as_written(folder)


def test_nested_networks_have_their_variables_layer_by_layer(tmp_path: Path) -> None:
    copy = shutil.copytree(NESTED, tmp_path / "nested")
    (copy / "saved_model.pb").touch()
    written = np.load(NESTED / "answers.npz")
    answers = np.asarray(badnet.load(copy)(written["x"]))
    np.testing.assert_allclose(answers, written["y"], atol=1e-5)


def test_a_saved_model_of_teachable_machine_has_its_class_names_beside_it(folder: Path) -> None:
    (folder.parent / "labels.txt").write_text("0 a\n1 b\n2 c\n3 d\n")
    assert kind_of(folder.parent) == "model"
    assert badnet.inspect(folder.parent).class_names == ("a", "b", "c", "d")


def test_that_the_graph_was_not_read_is_a_warning(folder: Path) -> None:
    (warning,) = [f for f in badnet.inspect(folder).findings if f.severity == "warning"]
    assert warning.title == "The graph was not read"


def test_the_hash_covers_every_file(folder: Path) -> None:
    before = badnet.inspect(folder).sha256
    (folder / "saved_model.pb").write_bytes(b"\x08\x01")
    assert badnet.inspect(folder).sha256 != before


def test_metadata_in_the_graph_s_file_is_read_as_tensorflow_2_4_left_it(folder: Path) -> None:
    from tensorflow.core.protobuf import saved_model_pb2

    written = saved_model_pb2.SavedModel()
    nodes = written.meta_graphs.add().object_graph_def.nodes
    for node in inner(memoryview((folder / "keras_metadata.pb").read_bytes()), 1):
        while len(nodes) <= integer(node, 2):
            nodes.add()
        nodes[integer(node, 2)].user_object.metadata = text(node, 5)
    (folder / "saved_model.pb").write_bytes(written.SerializeToString())
    (folder / "keras_metadata.pb").unlink()
    assert_answers_as_written(folder)


def test_a_graph_alone_is_not_supported_yet(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "keras_metadata.pb").unlink()
    with pytest.raises(NotSupported, match="save it again"):
        badnet.inspect(folder)
    assert main(["inspect", str(folder)]) == 4
    assert "not supported yet" in capsys.readouterr().err


def test_code_in_the_config_is_refused(folder: Path) -> None:
    metadata = folder / "keras_metadata.pb"
    known = b'"GlobalAveragePooling2D"'
    spoiled = metadata.read_bytes().replace(known, b'"Lambda"'.ljust(len(known)))
    assert spoiled != metadata.read_bytes()
    metadata.write_bytes(spoiled)
    assert not badnet.inspect(folder).safe


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_spoiled_folder_is_refused_in_a_sentence_or_opened(
    folder: Path, data: st.DataObject
) -> None:
    file = folder / data.draw(st.sampled_from(("keras_metadata.pb", "variables/variables.index")))
    whole = (WRITTEN / file.relative_to(folder)).read_bytes()
    spoiled = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        spoiled[at] = data.draw(st.integers(0, 255))
    file.write_bytes(spoiled[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    try:
        badnet.inspect(folder)
    except GoodNetError as error:
        assert str(error).endswith(".")
    finally:
        file.write_bytes(whole)
