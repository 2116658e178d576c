"""The shortlist: the classes whose triggers shrink soonest, and the largest margins."""

from __future__ import annotations

import numpy as np
import pytest
from support import tiles
from support.tiny import figures_of, records_of

from core.network.classifier import Classifier
from core.records import ScanSettings, ShortlistSettings
from core.scan.images import Sample
from core.scan.shortlisting import most_promising, shortlist, steps_in_all


@pytest.fixture(scope="module")
def classifier(tiles_badnet) -> Classifier:
    return Classifier(tiles_badnet.model)


@pytest.fixture(scope="module")
def sample(classifier, tmp_path_factory) -> Sample:
    clean = tiles.clean_part(tmp_path_factory.mktemp("shortlist"), 200, 40)
    return Sample.of(classifier, clean, seed=0)


def test_both_ways_name_classes_and_each_is_named_once(classifier, sample):
    settings = ShortlistSettings(by_margin=2, by_trigger=6, compared=tiles.CLASSES - 8)
    margins = np.zeros(tiles.CLASSES)
    surest = [target for target in range(tiles.CLASSES) if target != tiles.TARGET][:2]
    margins[surest] = 50, 60
    records, (chosen, climbed) = records_of(
        shortlist(classifier, sample, margins, 0, ScanSettings(shortlist=settings))
    )
    assert chosen[:2] == tuple(reversed(surest))
    # The backdoor's trigger shrinks soonest, and its margin is small here.
    assert chosen[2] == tiles.TARGET
    assert sorted(chosen) == list(range(tiles.CLASSES))
    assert records[-1].done == records[-1].total
    assert climbed[tiles.TARGET] > 5 and (climbed >= margins).all()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_few_steps_show_the_class_that_a_trigger_was_taught_for(classifier, sample, seed):
    _, promising = records_of(most_promising(classifier, sample, seed))
    assert promising[0] == tiles.TARGET


def test_only_the_best_are_searched_on(classifier, sample):
    settings = ScanSettings(shortlist=ShortlistSettings(fewest_left=3))
    records, promising = records_of(most_promising(classifier, sample, 0, settings))
    assert len(promising) == len(set(promising)) == max(3, tiles.CLASSES // 4)
    assert promising[0] == tiles.TARGET
    rounds = [figures_of(records, "size for each flip", part) for part in range(2)]
    assert [len(found) for found in rounds] == [tiles.CLASSES, len(promising)]
    assert sorted(rounds[1], key=lambda k: rounds[1][k]) == promising.tolist()
    first, second = settings.shortlist.rounds
    searched = first**2 * tiles.CLASSES + second**2 * 3
    assert records[-1].done == searched < records[-1].total == steps_in_all(tiles.CLASSES, settings)
