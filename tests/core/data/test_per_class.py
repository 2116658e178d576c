"""Each class's accuracy and the confusion of a measurement, told from its counts."""

from __future__ import annotations

from core.data.examination import measure_bench, set_up
from core.jobs.generators import result_of
from core.records import (
    AnswerCount,
    ClassAccuracy,
    Measurement,
    RepairOptions,
    class_accuracies,
    classes_that_lost,
    confusion_matrix,
    most_confused,
)

BEFORE = Measurement(
    0.95, 40, confusion=(AnswerCount(0, 0, 20), AnswerCount(2, 2, 18), AnswerCount(2, 0, 2))
)
AFTER = Measurement(
    0.85, 40, confusion=(AnswerCount(0, 0, 19), AnswerCount(0, 1, 1), AnswerCount(2, 2, 15),
                         AnswerCount(2, 0, 5))
)  # fmt: skip


def test_the_accuracy_of_each_class_before_and_after():
    assert class_accuracies(BEFORE, AFTER) == {
        0: ClassAccuracy(1.0, 0.95, 20),
        2: ClassAccuracy(0.9, 0.75, 20),
    }
    assert class_accuracies(Measurement(0.9, 10), Measurement(0.9, 10)) == {}


def test_only_a_loss_of_more_than_ten_points_is_named():
    assert [label for label, _ in classes_that_lost(BEFORE, AFTER)] == [2]
    assert classes_that_lost(AFTER, BEFORE) == []


def test_the_matrix_holds_the_counts_of_the_classes_asked_for():
    assert confusion_matrix(AFTER, (0, 1, 2)) == [[19, 1, 0], [0, 0, 0], [5, 0, 15]]
    assert confusion_matrix(AFTER, (2,)) == [[15]]


def test_of_many_classes_those_with_the_most_wrong_answers_are_shown():
    assert most_confused(BEFORE, AFTER, 2) == (0, 2)
    assert most_confused(BEFORE, AFTER, 9) == (0, 1, 2)


def test_a_measurement_counts_every_held_out_image_once(tiny_badnet):
    from contextlib import ExitStack

    with ExitStack() as files:
        options = RepairOptions(overlay_count=20)
        bench = result_of(set_up(tiny_badnet.badnet, [tiny_badnet.clean], [], options, files))
        measured = result_of(measure_bench(bench, bench.badnet))
    counts = measured.confusion
    assert sum(count.images for count in counts) == measured.clean_images
    right = sum(count.images for count in counts if count.label == count.answer)
    assert right / measured.clean_images == measured.clean_accuracy
