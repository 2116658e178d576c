"""Scanning: a taught trigger is found and shown, a clean network is not accused."""

from __future__ import annotations

import base64
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from support import tiles
from support.tiny import figures_of, records_of

from core.network.classifier import Classifier
from core.records import (
    Plan,
    Progress,
    RepairOptions,
    ScanSettings,
    ShortlistSettings,
    TriggerSharpened,
    as_json,
)
from core.scan.inversion import Search, towards
from core.scan.job import scan, scan_network
from core.scan.searched import Inverted, Searched
from core.scan.suspicion import (
    anomaly_index,
    compare,
    in_other_forms,
    of_shortlist,
    suspects,
    suspects_beyond_doubt,
    unusually_small,
)
from core.scan.together import (
    is_worth_perturbing,
    suspects_by_channels,
    suspects_in_shortlist,
)
from core.scan.triggers import Additive, Patch

DEFAULT = ScanSettings()
GAP, GAP_IN_SHORTLIST = DEFAULT.suspicion.gap, DEFAULT.suspicion.gap_in_shortlist
SMALL_IN_SHORTLIST, COMPARED = DEFAULT.suspicion.small_in_shortlist, DEFAULT.shortlist.compared
NATURAL = (40.0, 45.0, 50.0, 55.0, 60.0, 65.0, 70.0, 75.0)


def trigger_of(size: float) -> Patch:
    mask = np.full((10, 10, 1), size / 100, np.float32)
    return Patch(mask, np.zeros((10, 10, 3), np.float32))


def inverted(*sizes: float, flip_rate: float = 0.9) -> list[Inverted]:
    return [Inverted(t, trigger_of(size), flip_rate) for t, size in enumerate(sizes)]


def named(sizes: tuple[float, ...], **changes) -> list[int]:
    found, _ = unusually_small(inverted(*sizes, **changes))
    return [each.target_class for each in found]


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> SimpleNamespace:
    folder = tmp_path_factory.mktemp("scan")
    clean, held_out = tiles.clean_part(folder, 200, 40), tiles.clean_part(folder, 100, 41)
    return SimpleNamespace(clean=clean, held_out=held_out)


def test_a_trigger_covers_what_its_mask_says():
    mask = np.zeros((2, 3, 1), np.float32)
    mask[0, 0], mask[1, 2] = 1, 0.5
    trigger = Patch(mask, np.full((2, 3, 1), 200, np.float32))
    stamped = trigger.stamp(np.full((1, 2, 3, 1), 100, np.uint8))
    assert stamped.dtype == np.uint8
    assert stamped[0, ..., 0].tolist() == [[200, 100, 100], [100, 100, 150]]
    assert trigger.size == 1.5


def test_an_additive_trigger_changes_every_pixel_within_bounds():
    delta = np.array([[[30.0], [-30.0]]], np.float32)
    trigger = Additive(delta)
    images = np.array([[[[240], [10]]], [[[100], [100]]]], np.uint8)
    assert trigger.stamp(images)[..., 0].tolist() == [[[255, 0]], [[130, 70]]]
    assert trigger.size == 30
    assert trigger.picture()[..., 0].tolist() == [[255, 0]]


def test_an_additive_trigger_is_varied_up_to_twice_its_strength():
    trigger, rng = Additive(np.full((2, 2, 1), 5, np.float32)), np.random.default_rng(0)
    sizes = [trigger.varied(rng).size for _ in range(200)]
    assert 5 <= min(sizes) < 5.2 and 9.8 < max(sizes) <= 10


def test_a_patch_is_varied_up_to_three_times_its_opacity():
    mask = np.array([[[0.2], [0.9]]], np.float32)
    patch, rng = Patch(mask, np.zeros((1, 2, 3), np.float32)), np.random.default_rng(0)
    thin, thick = np.array([patch.varied(rng).mask[0, :, 0] for _ in range(200)]).T
    assert 0.2 <= thin.min() < 0.21 and 0.59 < thin.max() <= 0.6
    assert thick.min() >= 0.9 and thick.max() == 1


@pytest.mark.parametrize("form", [Patch, Additive])
def test_what_is_searched_is_what_is_stamped(form):
    parameters = form.start(3, (5, 4, 2), np.random.default_rng(0))
    images = np.random.default_rng(1).integers(0, 256, (6, 5, 4, 2), dtype=np.uint8)
    put = np.asarray(form.put(parameters, images[None].astype(np.float32)))
    sizes = np.asarray(form.sizes(parameters))
    for k, trigger in enumerate(form.of(parameters)):
        np.testing.assert_allclose(put[k], trigger.stamp(images), atol=0.51)
        assert trigger.size == pytest.approx(sizes[k], rel=1e-4)


def test_a_search_that_starts_afresh_drops_one_trigger(tiles_badnet):
    badnet = Classifier(tiles_badnet.model)
    images, labels = tiles.pictures(32, seed=9)
    search = Search(badnet, 2, towards([0, 1], tiles.CLASSES), form=Additive)
    for _ in range(20):
        search.step(images, labels)
    first, second = search.now()
    search.restart(1)
    kept, fresh = search.now()
    assert (kept.delta == first.delta).all()  # pyright: ignore[reportAttributeAccessIssue]
    assert fresh.size < 3 < second.size


def test_a_class_with_a_far_smaller_trigger_is_suspected():
    assert named((*NATURAL, 5.0)) == [8]
    assert named((4.0, *NATURAL, 3.0)) == [9, 0]


def test_several_targets_do_not_hide_each_other():
    sizes = (16.5, 3.5, 11.8, 30.3, 44.6, 4.6, 24.0, 25.7, 3.1, 13.7)
    suspected, compared = unusually_small(inverted(*sizes))
    assert [each.target_class for each in suspected] == [8, 1, 5]
    assert compared == pytest.approx(sorted(set(sizes) - {3.1, 3.5, 4.6}))


def test_half_of_the_classes_are_not_suspected():
    assert named((5.0, 5.5, 6.0, 6.5, 40.0, 45.0, 50.0, 55.0)) == []


def test_ordinary_differences_between_classes_are_not_suspected():
    assert named(NATURAL) == []
    assert named((NATURAL[0] / GAP * 1.05, *NATURAL)) == []
    assert named((50.0,) * 10) == []


def test_more_classes_need_a_more_unusual_trigger():
    spread = (40.0, 42.0, 44.0, 60.0, 62.0, 80.0, 85.0, 90.0)
    assert named((*spread, 20.0)) == [8]
    assert named((*spread * 100, 20.0)) == []


SAMPLED = (1.0,) * COMPARED
EASY = (0.16, 0.18, 0.2, 0.24, 0.28, 0.3, 0.32, 0.35)


def in_shortlist(*relative: float, flip_rate: float = 0.95, share=(1 / 3, 1 / 3, 1 / 3), easy=EASY):
    """Which classes are suspected whose measures are so small against those of the sampled ones."""
    together = np.array([*relative, *easy, *SAMPLED])
    size, perturbation, margin = (together**each for each in share)
    searched = of_shortlist(inverted(*(90 * size), flip_rate=flip_rate))
    suspected = suspects_in_shortlist(searched, [100 / margin], 4 * perturbation)
    assert {each.reason for each in suspected} <= {"together"}
    assert all(each.form.compared == pytest.approx([90.0] * COMPARED) for each in suspected)
    return [each.inverted.target_class for each in suspected]


def test_in_a_shortlist_all_measures_together_give_a_class_away():
    assert in_shortlist(0.07) == [0]
    assert in_shortlist(0.01, 0.07) == [0, 1]
    assert in_shortlist(0.07, share=(1, 0, 0)) == [0]
    assert in_shortlist(0.07, flip_rate=0.3) == []


def test_in_a_shortlist_a_class_must_be_far_from_the_next_and_from_what_was_sampled():
    assert in_shortlist() == []
    assert in_shortlist(EASY[0] / GAP_IN_SHORTLIST * 1.05) == []
    assert in_shortlist(0.06, 0.08, 0.1, 0.13) == []
    assert in_shortlist(*[0.09] * 4) == []
    # Far from the next is not enough.
    assert in_shortlist(SMALL_IN_SHORTLIST * 0.95, easy=[0.5] * 8) == [0]
    assert in_shortlist(SMALL_IN_SHORTLIST * 1.05, easy=[0.5] * 8) == []


def test_in_a_shortlist_a_class_must_stand_out_with_the_margins_that_experts_keep_as_well():
    searched = of_shortlist(inverted(*[90.0] * 24))
    perturbations, usual = np.full(24, 4.0), np.full(24, 100.0)
    large = np.array([2000.0, *usual[1:]])
    (suspect,) = suspects_in_shortlist(searched, [large, large], perturbations)
    assert suspect.inverted.target_class == 0
    assert suspects_in_shortlist(searched, [large, usual], perturbations) == []


def beyond_doubt(*sizes: float, flip_rate: float = 0.95) -> list[int]:
    """Which classes of a shortlist the size of their patch alone gives away."""
    # What was sampled differs by a deviation of about 0.15 in log size.
    sampled = [90 * float(np.exp(x)) for x in np.linspace(-0.2, 0.2, COMPARED)]
    rest = [55.0, 58.0, 60.0, 62.0, 64.0, 66.0, 68.0, 70.0][len(sizes) - 4 :]
    found = of_shortlist(inverted(*sizes, *rest, *sampled, flip_rate=flip_rate))
    suspected = suspects_beyond_doubt(found)
    assert {each.reason for each in suspected} <= {"size"}
    return [each.inverted.target_class for each in suspected]


def test_in_a_shortlist_a_patch_that_is_small_beyond_doubt_gives_its_class_away():
    assert beyond_doubt(8.0, 50.0, 51.0, 52.0) == [0]
    # A second target that is nearly as small is suspected with it.
    assert beyond_doubt(8.0, 12.0, 51.0, 52.0) == [0, 1]
    assert beyond_doubt(8.0, 50.0, 51.0, 52.0, flip_rate=0.3) == []


def test_in_a_shortlist_an_easy_class_is_not_beyond_doubt():
    assert beyond_doubt(30.0, 50.0, 51.0, 52.0) == []
    # No gap separates it from the next classes.
    assert beyond_doubt(20.0, 24.0, 28.0, 32.0) == []


def test_a_class_that_size_did_not_give_away_is_searched_in_every_form():
    (patches,), faint = compare([inverted(60.0, *NATURAL)]), spread(FAINT)
    (by_margin,) = suspects([patches, faint], np.array((200.0, *MARGINS)))
    assert by_margin.reason == "margin"
    (other,) = in_other_forms([by_margin], [patches, faint])
    assert other.target_class == 0 and other.trigger.kind != by_margin.inverted.trigger.kind
    by_size = by_margin._replace(reason="size")
    assert in_other_forms([by_size], [patches, faint]) == ()


def test_in_a_shortlist_what_was_not_found_gives_nobody_away():
    searched = of_shortlist(inverted(*[50.0] * 24))
    nowhere, negative = np.full(24, np.inf), np.full(24, -3.0)
    assert suspects_in_shortlist(searched, [negative], nowhere) == []
    assert suspects_in_shortlist(searched, [np.full(24, 90.0)], np.array([2.0, *nowhere[1:]])) == []


def test_a_trigger_that_fails_on_unseen_images_is_not_suspected():
    assert named((*NATURAL, 5.0), flip_rate=0.3) == []


def additive(sizes, flip_rate: float = 0.9) -> list[Inverted]:
    return [Inverted(t, Additive(np.full((2, 2, 1), s)), flip_rate) for t, s in enumerate(sizes)]


def spread(sizes, flip_rate: float = 0.9) -> Searched:
    """What the searches for additive triggers of these sizes found."""
    (searched,) = compare([additive(sizes, flip_rate)])
    return searched


def test_a_class_that_one_form_names_is_not_compared_with_in_another():
    patches = inverted(5.0, 60.0, *NATURAL[1:])
    # As additive triggers, classes 1 and 0 are the smallest, and 0 alone hides the gap behind 1.
    faint = additive((12.0, 9.0, *np.linspace(16.0, 23.0, 7)))
    by_patch, by_both = compare([patches, faint])
    assert [each.target_class for each in by_patch.small] == [0]
    assert [each.target_class for each in by_both.small] == [1]
    assert by_patch.compared == pytest.approx(NATURAL[1:])
    assert by_both.compared == pytest.approx(np.linspace(16.0, 23.0, 7))
    (alone,) = compare([faint])
    assert alone.small == ()


def test_a_form_names_no_more_because_of_another_than_a_third_of_the_classes():
    two, three = inverted(5.0, 6.0, *NATURAL[1:]), inverted(5.0, 6.0, 7.0, *NATURAL[2:])
    faint = additive((12.0, 12.2, 13.0, 9.0, *np.linspace(16.0, 23.0, 5)))
    assert [e.target_class for form in compare([two, faint]) for e in form.small] == [0, 1, 3]
    assert [e.target_class for form in compare([three, faint]) for e in form.small] == [0, 1, 2]


CHANGES, MARGINS = np.linspace(16.0, 23.0, 8), np.linspace(60.0, 46.0, 8)
PERTURBED = np.linspace(2.4, 3.2, 8)
FAINT, NEAR = (CHANGES[0] / 1.3, *CHANGES), (1.8, *PERTURBED)


def by_channels(changes, perturbations, **kind) -> list[tuple[int, str]]:
    suspected = suspects_by_channels(spread(changes, **kind), np.array(perturbations))
    return [(each.inverted.target_class, each.reason) for each in suspected]


def test_a_class_that_leads_a_little_by_trigger_and_channels_is_suspected():
    searched = [*compare([inverted(60.0, *NATURAL)]), spread(FAINT)]
    assert suspects(searched, np.array((50.0, *MARGINS))) == []
    assert by_channels(FAINT, NEAR) == [(0, "channels")]
    assert by_channels(FAINT, NEAR, flip_rate=0.3) == []


def test_by_one_of_them_alone_none_is():
    assert by_channels(FAINT, (3.0, *PERTURBED)) == []
    assert by_channels((CHANGES[-1], *CHANGES), NEAR) == []
    assert by_channels((CHANGES[-1], *FAINT[:-1]), NEAR) == []


def test_a_class_must_be_far_from_the_next_and_from_most():
    alike = [2.4] * 9
    assert by_channels((10.0, *[22.0] * 8), alike) == [(0, "channels")]
    assert by_channels((10.0, 15.0, *[22.0] * 7), alike) == []
    assert by_channels((10.0, *[17.0] * 8), alike) == []


def test_a_second_target_is_compared_with_the_classes_that_are_not_named():
    changes, near = (5.0, *FAINT[:-1]), np.array((1.2, *NEAR[:-1]))
    assert suspects_by_channels(spread(changes), near)[0].inverted.target_class == 0
    (second,) = suspects_by_channels(spread(changes), near, named={0})
    assert second.inverted.target_class == 1
    assert suspects_by_channels(spread(changes), near, named={0, 1}) == []


def test_a_second_target_is_looked_for_where_an_additive_trigger_is_small():
    alike, small = (4.0, *[20.0] * 8), (4.0, 15.0, *[20.0] * 7)
    assert is_worth_perturbing(spread(small), {0})
    assert not is_worth_perturbing(spread(alike), {0})
    # Where nothing is named, every network is measured, unless it has too few classes.
    assert is_worth_perturbing(spread(alike[1:]), ())
    assert not is_worth_perturbing(spread(small[:6]), {0})


def test_perturbations_that_were_not_found_count_as_the_largest():
    nowhere = [np.inf] * len(PERTURBED)
    assert by_channels(FAINT, (1.8, 3.0, *nowhere[1:])) == [(0, "channels")]
    assert by_channels(FAINT, (1.8, *nowhere)) == []
    assert by_channels((5.0, *CHANGES), (np.inf, *nowhere)) == []


def test_the_anomaly_index_counts_deviations_of_log_size():
    sizes = [float(np.exp(x)) for x in (1, 2, 3, 4, 5)]
    (smallest,) = inverted(sizes[0])
    assert anomaly_index(smallest, sizes) == pytest.approx(2 / 1.4826, rel=1e-4)


def test_the_scan_names_the_target_and_shows_the_trigger(tiles_badnet, parts):
    classifier = Classifier(tiles_badnet.model)
    looking_again = replace(DEFAULT, suspicion=replace(DEFAULT.suspicion, second_look=np.inf))
    scanning = scan_network(classifier, parts.clean, parts.held_out, settings=looking_again)
    records, found = records_of(scanning)
    (target,) = found.record.suspected_targets
    inverted = found.record.inverted
    assert any(each.perturbation is not None for each in inverted)
    assert target.perturbation is None  # it is no reason to suspect the class
    assert {each.kind for each in inverted} == {"patch", "additive"}
    indices = {each.target_class: each.anomaly_index for each in inverted if each.kind == "patch"}
    assert len(indices) == found.record.classes_inverted and found.record.all_inverted
    assert max(indices, key=lambda k: indices[k]) == target.target_class
    assert indices[target.target_class] == target.anomaly_index
    assert found.record.backdoored and target.target_class == tiles.TARGET
    assert target.reason == "size"
    assert target.flip_rate >= 0.7 and target.anomaly_index > 2
    import cv2

    for text in (target.picture, target.stamped):
        picture = cv2.imdecode(np.frombuffer(base64.b64decode(text), np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None and picture.shape == tiles.SHAPE
    trigger = found.suspected[0].trigger
    assert isinstance(trigger, Patch)
    mask = trigger.mask
    assert mask[11:, 11:].sum() > 0.6 * mask.sum()
    assert any(isinstance(record, TriggerSharpened) for record in records)
    for kind in ("patch", "additive"):
        sizes = {each.target_class: each.mask_size for each in inverted if each.kind == kind}
        shown = figures_of(records, kind)
        assert set(shown) <= set(sizes) and tiles.TARGET in shown
        assert all(size == pytest.approx(sizes[target]) for target, size in shown.items())
    assert records[-1].stage == "channels" and records[-1].done == records[-1].total


def test_a_trigger_spread_over_the_image_is_found_as_a_change_of_all_of_it(parts):
    classifier = Classifier(tiles.trained(poison=200, stamp=tiles.striped))
    _, found = records_of(scan_network(classifier, parts.clean, parts.held_out))
    assert [each.target_class for each in found.suspected] == [tiles.TARGET]
    additive = [each for each in found.record.inverted if each.kind == "additive"]
    most = max(additive, key=lambda each: each.anomaly_index)
    assert most.target_class == tiles.TARGET and most.anomaly_index > 2
    assert most.flip_rate > 0.6 and most.mask_size < tiles.STRIPES


@pytest.mark.parametrize("poison", [200, 0])
def test_of_a_shortlist_the_target_is_named_and_a_clean_network_is_not_accused(parts, poison):
    settings = ScanSettings(shortlist=ShortlistSettings(invert_all=4, compared=5))
    classifier = Classifier(tiles.trained(poison=poison))
    _, found = records_of(scan_network(classifier, parts.clean, parts.held_out, settings=settings))
    assert found.record.settings == settings
    named = [(each.target_class, each.reason) for each in found.record.suspected_targets]
    assert named == ([(tiles.TARGET, "together")] if poison else [])
    kinds = {each.kind for each in found.record.inverted}
    # Whoever is named is searched for as a change of the whole image as well.
    assert kinds == ({"patch", "additive"} if poison else {"patch"})
    assert not found.record.all_inverted
    assert all(each.perturbation and each.margin > 0 for each in found.record.inverted)


def test_a_clean_network_is_not_accused(parts):
    clean_network = Classifier(tiles.trained(poison=0))
    _, found = records_of(scan_network(clean_network, parts.clean, parts.held_out))
    assert found.record.suspected_targets == () and not found.record.backdoored
    assert found.record.blind_spots
    assert all(each.perturbation is not None for each in found.record.inverted)


def test_a_file_is_scanned_with_unlabelled_data_twice_alike(tiles_badnet):
    options = RepairOptions(ignore_labels=True, seed=3)
    first, again = (
        records_of(scan(tiles_badnet.badnet, [tiles_badnet.clean], options)) for _ in range(2)
    )
    plans = [record for record in first[0] if isinstance(record, Plan)]
    assert first[0][0] is plans[0]
    stages = {stage.key for stage in plans[-1].stages}
    assert {r.stage for r in first[0] if isinstance(r, Progress)} <= stages
    assert first[1].suspected_targets == again[1].suspected_targets
    document: Any = as_json(first[1])
    assert document["backdoored"] is True and document["seconds"] > 0
    assert document["suspected_targets"][0]["class"] == tiles.TARGET
