"""Recipes: what each does to a backdoor, and that none learns from poisoned data."""

from __future__ import annotations

from functools import cache, partial

import numpy as np
import pytest
from support import tiles, tiny
from support.tiny import records_of

from core.errors import WrongUsage
from core.records import (
    ChannelsRanked,
    Epoch,
    Plan,
    PointChosen,
    Progress,
    Pruned,
    RepairOptions,
    RepairSettings,
    UnlearnSettings,
)
from core.repair.job import repair
from core.repair.recipes import RECIPES
from core.repair.recipes.unlearn import as_part
from core.repair.unlearning import Pool, stamp_some
from core.scan.images import Sample
from core.scan.triggers import Additive, Patch


def repaired(badnet, recipe: str, *, poisoned: bool = True, **changes):
    options = RepairOptions(recipe=recipe, epochs=2, overlay_count=20, **changes)
    sets = [badnet.poisoned] if poisoned else []
    return records_of(repair(badnet.badnet, [badnet.clean], sets, options))


@pytest.fixture(scope="module")
def by_recipe(tiny_badnet):
    """The repair of the tiny BadNet by a recipe, made once for all tests."""
    return cache(partial(repaired, tiny_badnet))


@pytest.fixture(scope="module")
def unlearned(tiles_badnet):
    return repaired(tiles_badnet, "unlearn")


def test_unlearning_removes_the_backdoor_and_keeps_the_accuracy(unlearned):
    record = unlearned[1].record
    (before,), (after,) = (
        record.before.attack_success.values(),
        record.after.attack_success.values(),
    )
    assert before > 0.9 and after < 0.15
    assert record.after.clean_accuracy > record.before.clean_accuracy - 0.03


def test_the_suspected_trigger_is_followed_from_before_to_after(unlearned):
    records, goodnet = unlearned
    (target,) = goodnet.record.suspected_targets
    assert target.target_class == tiles.TARGET
    assert target.mask_size_after is not None and target.mask_size_after > target.mask_size
    low, high = target.success_after
    assert 0 <= low <= high == goodnet.record.after.suspected_attack_success
    own = target.class_accuracy
    assert own is not None and own.images > 0 and own.before > 0.9 and own.after > 0.5
    before = goodnet.record.before.suspected_attack_success
    after = goodnet.record.after.suspected_attack_success
    assert before is not None and before > 0.7 and after is not None and after < 0.2
    for kind in (Pruned, Epoch):
        shown = [r.suspected_attack_success for r in records if isinstance(r, kind)]
        assert shown and None not in shown


def test_no_stage_of_unlearning_goes_back(unlearned):
    told = [each for each in unlearned[0] if isinstance(each, Progress)]
    for stage in ("invert", "unlearn", "fine-tune"):
        shares = [each.done / each.total for each in told if each.stage == stage]
        assert len(shares) > 10 and shares == sorted(shares), stage


def test_each_form_of_triggers_unlearns_its_part_of_the_stage():
    halves = [as_part(number, 2, Progress("unlearn", 30, 40)) for number in (0, 1)]
    assert halves == [Progress("unlearn", 30, 80), Progress("unlearn", 70, 80)]
    epoch = Epoch("unlearn", 1, None, 0.9)
    assert as_part(1, 2, epoch) is epoch


def test_pruning_before_unlearning_spends_a_part_of_the_budget(unlearned):
    records, goodnet = unlearned
    share = RepairSettings().pruning_share * RepairOptions().budget
    assert [r.budget for r in records if isinstance(r, ChannelsRanked)] == [share]
    assert goodnet.record.pruning_budget == share
    (chosen,) = (r for r in records if isinstance(r, PointChosen))
    first = goodnet.record.prune_curve[0].clean_accuracy
    assert chosen.budget_line == pytest.approx(first - share / 100)


def test_a_goodnet_keeps_what_its_repair_decided_by(tiny_badnet):
    how = RepairSettings(pruning_share=0.5)
    _, goodnet = repaired(tiny_badnet, "ft-sam", poisoned=False, repairing=how)
    assert goodnet.record.repaired_with == how
    assert goodnet.record.pruning_budget == 0.5 * RepairOptions().budget


def test_epochs_are_numbered_on_within_their_stage(unlearned):
    epochs = unlearned[1].record.epochs
    for stage in ("unlearn", "fine-tune"):
        numbers = [epoch.epoch for epoch in epochs if epoch.stage == stage]
        assert numbers == list(range(len(numbers))) and len(numbers) >= 2


@pytest.mark.parametrize("recipe", [name for name in RECIPES if name != "none"])
def test_every_recipe_prunes_fine_tunes_and_finishes_its_stages(by_recipe, recipe):
    records, goodnet = by_recipe(recipe)
    assert len(goodnet.record.prune_curve) == goodnet.record.channels + 1
    assert goodnet.record.channels_pruned > 0
    assert any(epoch.stage == "fine-tune" for epoch in goodnet.record.epochs)
    planned = {stage.key for r in records if isinstance(r, Plan) for stage in r.stages}
    done = {r.stage: (r.done, r.total) for r in records if isinstance(r, Progress)}
    assert set(done) <= planned
    assert all(done == total for done, total in done.values()), done


@pytest.fixture(scope="module")
def unsuspected(by_recipe):
    return by_recipe("recommended")[1]


def test_where_nothing_is_suspected_the_answers_stay_as_they_were(unsuspected):
    assert unsuspected.record.suspected_targets == ()
    assert unsuspected.record.channels_pruned > 0
    images, _ = tiny.pictures(400, seed=51)
    networks = unsuspected.badnet, unsuspected.repaired
    before, after = (network.softmax(images).argmax(-1) for network in networks)
    assert (before == after).mean() >= 0.98


def test_where_nothing_may_be_lost_the_sweep_measures_on_tuning_images_too(unsuspected):
    parts, curve = unsuspected.record.parts, unsuspected.record.prune_curve
    accuracies = np.array([point.clean_accuracy for point in curve])

    def counted_in(images: int) -> bool:
        return bool(np.allclose(accuracies * images, np.rint(accuracies * images), atol=1e-6))

    assert counted_in(parts.pruning + parts.tuning) and not counted_in(parts.pruning)


@pytest.mark.parametrize("recipe", list(RECIPES))
def test_poisoned_data_is_only_shown(tiny_badnet, by_recipe, recipe):
    with_it = by_recipe(recipe)[1]
    without = repaired(tiny_badnet, recipe, poisoned=False)[1]
    for one, other in zip(
        with_it.repaired.network.weights, without.repaired.network.weights, strict=True
    ):
        np.testing.assert_array_equal(one, other)
    assert without.record.after.attack_success == {}


def test_the_recipe_none_repairs_nothing(by_recipe):
    _, goodnet = by_recipe("none")
    assert goodnet.record.epochs == () and goodnet.record.prune_curve == ()
    for before, after in zip(
        goodnet.badnet.network.weights, goodnet.repaired.network.weights, strict=True
    ):
        np.testing.assert_array_equal(before, after)


def test_an_unknown_recipe_is_named_beside_those_there_are(tiny_badnet):
    with pytest.raises(WrongUsage, match=r"'cure'.*fine-pruning"):
        repaired(tiny_badnet, "cure")


def white_patch() -> Patch:
    mask = np.zeros((*tiny.SHAPE[:2], 1), np.float32)
    mask[5, 5] = 1
    return Patch(mask, np.full(tiny.SHAPE, 255, np.float32))


def test_some_of_a_batch_is_stamped():
    images = np.zeros((400, *tiny.SHAPE), np.uint8)
    some = UnlearnSettings(stamped=0.3)
    rng = np.random.default_rng(0)
    stamped, chosen = stamp_some(images, [white_patch()], rng, settings=some)
    assert chosen.mean() == pytest.approx(0.3, abs=0.04)
    np.testing.assert_array_equal(stamped.any((1, 2, 3)), chosen)
    assert stamped[:, 5, 5].sum() == stamped.sum() and not images.any()
    untouched, none = stamp_some(images, [], rng, settings=some)
    assert (untouched == images).all() and not none.any()


@pytest.mark.parametrize("form", [Patch, Additive])
def test_a_pool_searches_between_steps_and_keeps_triggers_that_are_small(tiles_badnet, form):
    from core.network.classifier import Classifier

    images, labels = tiles.pictures(120, seed=9)
    sample = Sample(images, labels)
    rng, badnet = np.random.default_rng(0), Classifier(tiles_badnet.model)
    known: list = []
    how = UnlearnSettings(restart_every=3, pool=4)
    pool = Pool(badnet, sample, [tiles.TARGET], form, largest=1e9, known=known, settings=how)
    for _ in range(how.restart_every + 1):
        stamped, chosen = pool.before_step(images, rng)
        assert stamped.shape == images.shape and (stamped != images)[chosen].any()
        assert (stamped == images)[~chosen].all()
    assert len(known) == 1
    pool.keep_small()
    assert len(known) == 1 + how.pool and all(isinstance(each, form) for each in known)
    nothing: list = []
    strict = Pool(badnet, sample, [tiles.TARGET], form, largest=0.0, known=nothing, settings=how)
    for _ in range(how.restart_every):
        assert not strict.before_step(images, rng).chosen.any()
    assert nothing == []
