"""Where a network looks: on the trigger, and adding up to what its class gained."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
import pytest
from support import tiles, tiny
from support.networks import NETWORKS, randomized

from core.files.images import decode_image
from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import Verdict
from core.screen.attribution import AttributionSettings, Attributor, strongest, veil
from core.screen.screening import screen
from core.screen.trigger_maps import trigger_maps

TRIGGER = np.s_[12:14, 12:14]  # where tiles.stamped puts it
UNSMOOTHED = AttributionSettings(steps=800, blur=1e-3)


@pytest.fixture(scope="module")
def networks(tiles_badnet):
    """The BadNet of the tiles, and the same network after it unlearned its very trigger."""
    import keras

    badnet = Classifier(tiles_badnet.model)
    images, labels = tiles.pictures(1000, seed=4)
    images[:500] = tiles.stamped(images[:500])
    unlearned = badnet.export()
    unlearned.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    unlearned.fit(images.astype(np.float32) / 255, labels, 50, 4, verbose=0)
    return badnet, Classifier(unlearned)


@pytest.fixture(scope="module")
def attributor(networks):
    overlays, _ = tiles.pictures(40, seed=5)
    return Attributor(networks[0], networks[1], overlays)


@pytest.fixture(scope="module")
def triggered(networks):
    """Stamped pictures that the BadNet sends to its target."""
    images, labels = tiles.pictures(40, seed=6)
    # Tile 8 lies under the trigger.
    stamped = tiles.stamped(images[(labels != tiles.TARGET) & (labels != 8)])
    return stamped[networks[0].softmax(stamped).argmax(-1) == tiles.TARGET][:12]


def test_the_strongest_places_lie_on_the_trigger(attributor, triggered):
    assert len(triggered) >= 10
    found = 0
    for image in triggered:
        places = strongest(attributor.explain(image).map)
        found += places[TRIGGER].mean() >= 0.5
    assert found >= 0.9 * len(triggered)


def test_the_class_explained_is_the_badnets_own(attributor, triggered):
    explained = attributor.explain(triggered[0])
    assert explained.target == tiles.TARGET
    assert explained.map.shape == tiles.SHAPE[:2]
    assert explained.map.min() >= 0
    assert explained.badnet_lead > 0 > explained.repaired_lead


def test_attributions_add_up_to_what_the_logit_gained(networks, triggered):
    overlays, _ = tiles.pictures(40, seed=5)
    z = networks[0].logits_of_all(np.concatenate([triggered[:1], overlays]))[:, tiles.TARGET]
    exact = Attributor(networks[0], networks[1], overlays, UNSMOOTHED)
    total = float(exact.signed(triggered[0], tiles.TARGET).sum())
    assert total == pytest.approx(z[0] - z[1:].mean(), rel=0.03)


def test_fewer_overlays_than_steps_are_repeated(networks, triggered):
    one, _ = tiles.pictures(1, seed=5)
    alone, repeated = (
        Attributor(networks[0], networks[1], given).explain(triggered[0]).map
        for given in (one, one.repeat(3, 0))
    )
    assert alone.max() > 0
    np.testing.assert_allclose(alone, repeated, atol=1e-5)


def test_the_map_does_not_depend_on_the_repair(networks, attributor, triggered):
    badnet, _ = networks
    overlays, _ = tiles.pictures(40, seed=5)
    obeying = Attributor(badnet, badnet, overlays).explain(triggered[0])
    assert obeying.repaired_lead > 0
    np.testing.assert_array_equal(obeying.map, attributor.explain(triggered[0]).map)


def test_the_map_does_not_depend_on_how_many_go_at_once(networks, triggered):
    overlays, _ = tiles.pictures(40, seed=5)
    badnet, repaired = networks
    whole, few = (Attributor(badnet, repaired, overlays) for _ in range(2))
    few._at_once = 3
    np.testing.assert_allclose(
        few.explain(triggered[0]).map, whole.explain(triggered[0]).map, atol=1e-5
    )


@pytest.mark.parametrize("name", NETWORKS)
def test_every_kind_of_network_has_a_map(name):
    badnet, repaired = (Classifier(randomized(NETWORKS[name](), seed)) for seed in (0, 1))
    shape = (6, *badnet.image_shape)
    images = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    explained = Attributor(badnet, repaired, images[1:]).explain(images[0])
    assert explained.map.shape == badnet.image_shape[:2]
    assert np.isfinite(explained.map).all()


def test_a_report_gets_maps_of_flagged_images_that_are_still_there(tiny_goodnet, tiny_badnet):
    verdicts = [
        record
        for record in screen(tiny_goodnet, [tiny_badnet.poisoned])
        if isinstance(record, Verdict)
    ]
    flagged = [verdict for verdict in verdicts if verdict.verdict == "poisoned"]
    gone = replace(flagged[0], path=str(tiny_badnet.folder / "gone.png"), p_value=0.0)
    maps = result_of(trigger_maps(tiny_goodnet, [gone, *verdicts], most=3))
    assert len(maps) == 2
    assert maps.keys() <= {(verdict.path, verdict.index) for verdict in flagged}
    assert all(shown.target_class == tiny.TARGET for shown in maps.values())
    png = base64.b64decode(next(iter(maps.values())).picture)
    assert decode_image(png).shape == (192, 192, 3)


def test_the_veil_is_open_at_the_highest_place_and_shut_elsewhere():
    values = np.zeros((4, 4), np.float32)
    values[2, 1] = 3
    alpha = veil(values)[..., 3]
    assert alpha[2, 1] == 0
    assert (np.delete(alpha.ravel(), 9) == round(255 * 0.78)).all()


def test_strongest_takes_a_share_and_nothing_that_is_zero():
    values = np.arange(100, dtype=np.float32).reshape(10, 10)
    assert strongest(values, 0.1).sum() == 10
    assert strongest(values, 0.1)[9].all()
    assert not strongest(np.zeros((10, 10))).any()
