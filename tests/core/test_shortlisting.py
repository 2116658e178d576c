"""The shortlist: what searches that name no class fall into, and the largest margins."""

from __future__ import annotations

import numpy as np
import pytest
from support import tiles, tiny
from support.tiny import records_of

from core import shortlisting
from core.classifier import Classifier
from core.dataset import open_dataset
from core.inversion import Search
from core.margin import STEPS
from core.parts import Part
from core.sampling import Sample
from core.shortlisting import agreement, shortlist


@pytest.fixture(scope="module")
def classifier(tiles_badnet) -> Classifier:
    return Classifier(tiles_badnet.model)


@pytest.fixture(scope="module")
def sample(classifier, tmp_path_factory) -> Sample:
    images, labels = tiles.pictures(200, 40)
    path = tiny.write_data(tmp_path_factory.mktemp("shortlist") / "clean.h5", images, labels)
    clean = Part(open_dataset([path], tiles.SHAPE), np.arange(200), labels)
    return Sample.of(classifier, clean, seed=0)


def test_both_ways_name_classes_and_each_is_named_once(classifier, sample, monkeypatch):
    monkeypatch.setattr(shortlisting, "BY_MARGIN", 2)
    monkeypatch.setattr(shortlisting, "WORK", shortlisting.SEARCHED + tiles.CLASSES * STEPS)
    margins = np.zeros(tiles.CLASSES)
    surest = [target for target in range(tiles.CLASSES) if target != tiles.TARGET][:2]
    margins[surest] = 50, 60
    records, (chosen, climbed) = records_of(shortlist(classifier, sample, margins, seed=0))
    assert chosen[:2] == tuple(reversed(surest))
    # The search that names no class falls into the backdoor, whose margin is small here.
    assert chosen[2] == tiles.TARGET
    assert sorted(chosen) == list(range(tiles.CLASSES))
    assert records[-1].done == records[-1].total
    assert climbed[tiles.TARGET] > 5 and (climbed >= margins).all()


def test_a_forbidden_class_is_never_agreed_on(classifier, sample):
    search = Search(classifier, 2, agreement(tiles.CLASSES, [tiles.TARGET]))
    rng = np.random.default_rng(0)
    for _ in range(60):
        search.step(*sample.batch(rng, 32))
    for trigger in search.now():
        assert sample.flip_rate(classifier, trigger, tiles.TARGET) < 0.5
