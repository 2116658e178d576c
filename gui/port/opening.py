"""Ask core about files: what they are, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from core.errors import GoodNetError
from core.records import Inspection, Notice, RepairOptions
from gui.job import Records
from gui.port.values import Demo, LookedAt, Reading, Sample

if TYPE_CHECKING:
    from core.data.kinds import Kind
    from core.screen.goodnet import GoodNet


class Opening:
    """Models, data, GoodNets and class names from files."""

    def warm_up(self) -> Records:
        """Import TensorFlow and Keras, so that nobody waits for them later."""
        from core.network.warm_up import warm_up

        return warm_up()

    def self_test(self) -> dict[str, Any]:
        """Repair and screen the embedded demo; returns the results."""
        from core.cli.selftest import self_test

        return self_test()

    def kind_of(self, path: str) -> Kind:
        """The kind of a file or folder, judged by its name and a first look."""
        from core.data.kinds import kind_of

        return kind_of(path)

    def inspect(self, path: str, reading: Reading | None = None) -> Inspection:
        """Describe a model file, without running anything in it."""
        from core.opening.badnet import inspect
        from core.opening.choices import Choices

        reading = reading or Reading()
        chosen = Choices(reading.size, reading.output)
        return inspect(path, reading.architecture or None, chosen)

    def size_of(self, inspection: Inspection, paths: Sequence[str]) -> tuple[Notice, int, int]:
        """The median height and width of images, for a network that takes any, and the notice."""
        from core.data.image_size import median_size, size_notice

        height, width = median_size(paths_of(paths), inspection)
        return size_notice(height, width), height, width

    def size_from(self, text: str) -> tuple[int, int]:
        """The height and width that a person wrote; raises Invalid, with a sentence."""
        from core.opening.choices import size_from

        return size_from(text)

    def open_goodnet(self, path: str) -> GoodNet:
        """Open a .goodnet file, checked like any untrusted file."""
        from core.screen.goodnet_file import open_goodnet

        return open_goodnet(Path(path))

    def look_at(
        self, inspection: Inspection, paths: Sequence[str], *, ignore_labels: bool
    ) -> tuple[LookedAt, ...]:
        """The contents of each data file, examined without the network."""
        return tuple(_look_at(inspection, path, ignore_labels) for path in paths)

    def examine(
        self,
        model: str,
        clean: Sequence[str],
        poisoned: Sequence[str],
        options: RepairOptions,
    ) -> Records:
        """Measure scale and accuracy; yields Progress and Notice, returns CleanDataExamined."""
        from core.data.examination import examine
        from core.repair.expected import expected_seconds

        return examine(Path(model), paths_of(clean), paths_of(poisoned), options, expected_seconds)

    def samples(
        self, inspection: Inspection, paths: Sequence[str], count: int, *, ignore_labels: bool
    ) -> tuple[Sample, ...]:
        """Up to `count` images, spread over the classes of a data set."""
        from core.data.dataset import open_dataset
        from core.scan.images import spread_over_classes

        shape = shape_of(inspection)
        with open_dataset(paths_of(paths), shape, ignore_labels=ignore_labels) as dataset:
            chosen = spread_over_classes(dataset.labels, len(dataset), count)
            labels = dataset.labels
            return tuple(
                Sample(image, None if labels is None else int(labels[index]))
                for index, image in zip(chosen, dataset.read(chosen), strict=True)
            )

    def class_names(self, path: str, classes: int) -> tuple[str, ...]:
        """Names for all classes, from a text, CSV or JSON file."""
        from core.files.class_names import load_class_names

        return load_class_names(Path(path), classes)

    def demo(self) -> Demo:
        """The places of the embedded demo's files."""
        from resources.demo import files

        demo = files()
        return Demo(
            model=str(demo.badnet),
            clean=(str(demo.clean),),
            poisoned=(str(demo.poisoned),),
            images=str(demo.images),
            class_names=tuple(demo.class_names.read_text(encoding="utf-8").splitlines()),
        )


def paths_of(paths: Sequence[str]) -> list[Path]:
    """Convert the window's strings to the paths that core takes."""
    return [Path(path) for path in paths]


def shape_of(inspection: Inspection) -> tuple[int, int, int]:
    """The images' (height, width, channels); core accepts no network of variable size here."""
    return cast("tuple[int, int, int]", inspection.image_shape)


def _look_at(inspection: Inspection, path: str, ignore_labels: bool) -> LookedAt:
    from core.data.dataset import open_dataset

    try:
        opened = open_dataset(
            [Path(path)],
            shape_of(inspection),
            ignore_labels=ignore_labels,
            classes=inspection.classes,
        )
    except GoodNetError as error:
        return LookedAt(path, error=error)
    with opened as dataset:
        names, sizes = dataset.class_names or (), tuple(sorted(set(dataset.sizes())))
        fit = len(names) == inspection.classes
        return LookedAt(path, dataset.summary, sizes=sizes, class_names=names if fit else ())
