"""In which order an audit begins its models, and how far it says that it is."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from support import hostile

from core.audit import workload as module
from core.audit.costs import expected_cost
from core.audit.workload import Workload
from core.cluster.engine import Done, Waiting
from core.network.classifier import Classifier
from core.network.h5_file import write_h5
from core.records import Plan, Progress, Stage

COSTS = {"a": 3.0, "b": 1.0, "c": 9.0, "d": 2.0, "e": 8.0, "f": 4.0}
MODELS = [Path(name) for name in COSTS]


def alike(_model: Path) -> float:
    return 1.0


def cost(model: Path) -> float:
    return COSTS[model.name]


def begun(workload: Workload) -> str:
    return "".join(model.name for model in workload)


def test_the_longest_of_those_looked_at_is_begun_first():
    assert begun(Workload(MODELS, cost)) == "cefadb"


def test_one_worker_begins_them_in_their_order():
    assert begun(Workload(MODELS, cost, in_order=True)) == "abcdef"
    assert begun(Workload(MODELS, alike)) == "abcdef"


def test_one_worker_is_hardly_further_after_a_file_that_is_no_network():
    workload = Workload(MODELS[:2], lambda model: 0.0 if model.name == "a" else 999, in_order=True)
    models = iter(workload)
    assert next(models).name == "a"
    workload.take(Done(0, None))
    assert workload.fraction == pytest.approx(1 / 1000)
    next(models)
    workload.take(Plan((Stage("open", "Open", "", 1.0), Stage("examine", "Examine", "", 1.0))))
    workload.take(Progress("open", 1, 1))
    workload.take(Progress("examine", 1, 1))
    assert workload.fraction == pytest.approx(1 / 1000)
    opened = Plan((Stage("open", "Open", "", 1.0), Stage("invert", "Invert", "", 3.0)))
    workload.take(opened)
    assert workload.fraction == pytest.approx((1 + 999 / 4) / 1000)


def test_few_are_looked_at_before_work_begins_and_few_lie_ready(monkeypatch):
    monkeypatch.setattr(module, "AHEAD", 6)
    looked_at = []

    def noting(model: Path) -> float:
        looked_at.append(model)
        return float(model.name)

    many = [Path(str(number)) for number in range(1, 101)]
    models = iter(Workload(many, noting))
    next(models)
    assert len(looked_at) == module.LOOKS
    handed_out = 1 + len([*islice(models, 49)])
    assert len(looked_at) - handed_out <= 6
    assert [int(model.name) for model in models][-5:] == [6, 5, 3, 2, 1]


def test_what_is_done_counts_by_its_cost_and_what_runs_by_its_share():
    workload = Workload(MODELS, cost)
    handed_out = iter(workload)
    assert workload.fraction == 0.0
    assert next(handed_out).name == "c" and next(handed_out).name == "e"
    assert [workload.model(number).name for number in (0, 1)] == ["c", "e"]
    workload.take(Waiting({0: 0.5, 1: 0.25}))
    assert workload.fraction == pytest.approx((4.5 + 2) / 27)
    workload.take(Done(0, None))
    assert workload.fraction == pytest.approx((9 + 2) / 27)
    for number, _ in enumerate(handed_out, 2):
        workload.take(Done(number, None))
    workload.take(Done(1, None))
    assert workload.fraction == pytest.approx(1.0)


def test_in_one_process_a_model_counts_as_far_as_its_own_records_say():
    workload = Workload(MODELS, alike)
    next(iter(workload))
    workload.take(Plan((Stage("scan", "Scan", "", 1.0),)))
    workload.take(Progress("scan", 3, 4))
    assert workload.fraction == pytest.approx(0.75 / 6)
    workload.take(Done(0, None))
    assert workload.fraction == pytest.approx(1 / 6)


def residual(width: int):
    """Fewer weights than a dense layer has, over many more numbers."""
    from keras import Model, layers

    image = x = layers.Input((32, 32, 3))
    x = layers.Conv2D(width, 3, padding="same")(x)
    for _ in range(3):
        y = layers.ReLU()(layers.BatchNormalization()(x))
        x = layers.Add()([x, layers.Conv2D(width, 3, padding="same")(y)])
    return Model(image, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))


def test_a_cost_tells_networks_apart_by_what_they_compute(tmp_path, tiny_badnet):
    paths = [tmp_path / f"{width}.h5" for width in (8, 32)]
    for path, width in zip(paths, (8, 32), strict=True):
        write_h5(Classifier(residual(width)), path)
    tiny, narrow, wide = (expected_cost(path) for path in (tiny_badnet.badnet, *paths))
    assert 0 < 20 * tiny < narrow < wide / 3


def test_what_is_no_network_costs_nothing(tmp_path, tiny_badnet):
    (tmp_path / "broken.h5").write_bytes(b"nothing")
    unsafe = hostile.nested_lambda(tmp_path, tmp_path / "marker")
    for path in (tmp_path / "broken.h5", unsafe, tiny_badnet.clean, tmp_path / "missing.h5"):
        assert expected_cost(path) == 0.0
