"""What is found out about clean data before a repair: scale, labels, domain."""

from __future__ import annotations

import numpy as np
import pytest
from support import tiny
from support.tiny import records_of

from core.data.examination import examine
from core.errors import Unreadable
from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.network.h5_file import write_h5
from core.records import Notice, Plan, RepairOptions

OPTIONS = RepairOptions(overlay_count=20)


@pytest.mark.parametrize("ignore_labels", [True, False])
@pytest.mark.parametrize("scale", [1, 255])
def test_the_scale_is_found_and_the_accuracy_measured(tiny_badnet, tmp_path, scale, ignore_labels):
    model = tiny_badnet.model if scale == 1 else tiny.takes_255(tiny_badnet.model)
    write_h5(Classifier(model), tmp_path / "badnet.h5")
    options = RepairOptions(overlay_count=20, ignore_labels=ignore_labels)
    found = result_of(
        examine(tmp_path / "badnet.h5", [tiny_badnet.clean], [tiny_badnet.poisoned], options)
    )
    assert found.preprocessing.preprocessing == f"0..{scale}"
    assert found.preprocessing.sure
    assert found.measure == ("agreement" if ignore_labels else "accuracy")
    assert found.clean_accuracy == 1.0 if ignore_labels else found.clean_accuracy > 0.9
    assert found.attack_success["poisoned"] > 0.9
    assert found.parts.held_out == 28


def test_a_preprocessing_that_is_given_is_not_measured(tiny_badnet):
    options = RepairOptions(preprocessing="-1..1", overlay_count=20)
    found = result_of(examine(tiny_badnet.badnet, [tiny_badnet.clean], [], options))
    assert (found.preprocessing.preprocessing, found.preprocessing.by) == ("-1..1", "given")


def notices(job) -> str:
    return " ".join(r.what for r in records_of(job)[0] if isinstance(r, Notice))


def test_clean_data_of_its_own_domain_raises_no_doubt(tiny_badnet):
    assert not notices(examine(tiny_badnet.badnet, [tiny_badnet.clean], [], OPTIONS))


def test_what_was_done_to_read_the_data_is_shown(tiny_badnet, tmp_path):
    images, labels = tiny.pictures(120, seed=63)
    path = tiny.write_data(tmp_path / "unit.h5", images / 255, labels)
    assert "multiplied by 255" in notices(examine(tiny_badnet.badnet, [path], [], OPTIONS))


def test_clean_data_from_elsewhere_is_doubted(tiny_badnet, tmp_path):
    images, _ = tiny.pictures(400, seed=60)
    path = tiny.write_data(tmp_path / "one.h5", tiny.stamped(images))
    told = notices(examine(tiny_badnet.badnet, [path], [], OPTIONS))
    assert "may be out of domain for this network" in told
    assert "in class 0" in told


def test_labels_of_another_network_are_doubted(tiny_badnet, tmp_path):
    images, labels = tiny.pictures(200, seed=61)
    path = tiny.write_data(tmp_path / "shifted.h5", images, (labels + 1) % 4)
    assert "--ignore-labels" in notices(examine(tiny_badnet.badnet, [path], [], OPTIONS))


def test_labels_beyond_the_classes_are_refused(tiny_badnet, tmp_path):
    images, labels = tiny.pictures(120, seed=62)
    path = tiny.write_data(tmp_path / "beyond.h5", images, labels + 2)
    with pytest.raises(Unreadable, match="--ignore-labels"):
        result_of(examine(tiny_badnet.badnet, [path], [], OPTIONS))


def test_a_poisoned_set_needs_the_target_as_label(tiny_badnet, tmp_path):
    path = tiny.write_data(tmp_path / "bare.h5", np.zeros((3, *tiny.SHAPE), np.uint8))
    with pytest.raises(Unreadable, match=r"bare\.h5 has no labels"):
        result_of(examine(tiny_badnet.badnet, [tiny_badnet.clean], [path], OPTIONS))


def test_what_it_will_do_is_said_before_anything_is_done(tiny_badnet):
    first = next(examine(tiny_badnet.badnet, [tiny_badnet.clean], [], OPTIONS))
    assert isinstance(first, Plan) and [each.key for each in first.stages] == ["open", "examine"]
