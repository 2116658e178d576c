"""A BadNet of seconds' training, its data and its GoodNet, made once for all tests of core."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support import tiles, tiny


@dataclass(frozen=True)
class Tiny:
    """The files of a tiny BadNet, and the network itself."""

    folder: Path
    model: Any
    badnet: Path
    clean: Path
    poisoned: Path


@pytest.fixture(scope="session")
def tiny_badnet(tmp_path_factory) -> Tiny:
    from core.network.classifier import Classifier
    from core.network.h5_file import write_h5

    folder = tmp_path_factory.mktemp("tiny")
    model = tiny.trained()
    badnet = folder / "badnet.h5"
    write_h5(Classifier(model), badnet)
    clean = tiny.write_clean(folder / "clean.h5")
    return Tiny(folder, model, badnet, clean, tiny.write_poisoned(folder / "poisoned.h5"))


@pytest.fixture(scope="session")
def tiles_badnet(tmp_path_factory) -> Tiny:
    """One with enough classes that an unusual one stands out."""
    from core.network.classifier import Classifier
    from core.network.h5_file import write_h5

    folder = tmp_path_factory.mktemp("tiles")
    model = tiles.trained(poison=200)
    badnet = folder / "badnet.h5"
    write_h5(Classifier(model), badnet)
    clean = tiles.write_clean(folder / "clean.h5")
    return Tiny(folder, model, badnet, clean, tiles.write_poisoned(folder / "poisoned.h5"))


@pytest.fixture(scope="session")
def tiny_goodnet(tiny_badnet: Tiny):
    """The tiny BadNet repaired with labelled clean data, in memory."""
    from core.jobs.generators import result_of
    from core.records import RepairOptions
    from core.repair.job import repair

    # 48 images calibrate two votes: a lower FRR would leave each next to nothing. The default
    # recipe leaves a network alone whose classes are too few for one of them to stand out.
    options = RepairOptions(recipe="fine-pruning", epochs=2, overlay_count=20, frr=0.1)
    return result_of(
        repair(tiny_badnet.badnet, [tiny_badnet.clean], [tiny_badnet.poisoned], options)
    )
