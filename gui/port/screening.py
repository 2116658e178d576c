"""Ask core for verdicts on images, and for the evidence in one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import GoodNetError
from core.records import Crowd, Inspection, Verdict
from gui.job import Records
from gui.port.opening import paths_of, shape_of
from gui.port.values import Blends, Closeup, Origin

if TYPE_CHECKING:
    import numpy as np

    from core.screen.goodnet import GoodNet

# The number of blends beside the large view of an image.
TELLING_BLENDS = 4


class Screening:
    """Verdicts, and pictures of their evidence."""

    def screen(self, goodnet: GoodNet, paths: Sequence[str]) -> Records:
        """Screen images; yields what core.screen.screening documents, returns a ScreenSummary."""
        from core.screen.screening import screen

        # The threshold can be moved later, so all evidence is needed.
        return screen(goodnet, paths_of(paths), stop_early=False)

    def contents(self, goodnet: GoodNet, paths: Sequence[str]) -> tuple[Origin, ...]:
        """The images that `screen` will judge, in its order, except those that cannot be opened."""
        from core.data.dataset import Dataset, open_inputs

        found: list[Origin] = []
        shape = shape_of(goodnet.inspection)
        for item in open_inputs(paths_of(paths), shape, ignore_labels=True):
            if isinstance(item, Dataset):
                origins = map(item.origin, range(len(item)))
                found += [(str(path), index) for path, index in origins]
        return tuple(found)

    def pictures(
        self, inspection: Inspection, origins: Sequence[Origin]
    ) -> Mapping[Origin, np.ndarray]:
        """Images as the network sees them, uint8 (h, w, c); missing files are left out."""
        from core.data.dataset import open_dataset

        wanted: dict[str, list[int]] = {}
        for path, index in origins:
            wanted.setdefault(path, []).append(index)
        made: dict[Origin, np.ndarray] = {}
        for path, indices in wanted.items():
            # A picture that was deleted since it was screened keeps its row, without a picture.
            with suppress(GoodNetError, OSError):
                opened = open_dataset([Path(path)], shape_of(inspection), ignore_labels=True)
                with opened as dataset:
                    images = dataset.read(indices)
                made |= {(path, index): image for index, image in zip(indices, images, strict=True)}
        return made

    def blends(self, goodnet: GoodNet, path: str, index: int) -> Blends:
        """All blends of one image; it runs the BadNet, so call it in the Keras lane."""
        from core.screen.trigger_maps import read_one

        image = read_one(goodnet, path, index)
        views = {name: Blends(*seen) for name, seen in goodnet.views(image).items()}
        return Blends(goodnet.strip.blends(image), goodnet.strip.answers(image), views)

    def closeup(self, goodnet: GoodNet, path: str, index: int) -> Closeup:
        """Where the BadNet looks in one image; runs networks, like `blends`."""
        from core.screen.attribution import strongest, veil
        from core.screen.trigger_maps import read_one

        image = read_one(goodnet, path, index)
        explained = goodnet.attributor.explain(image)
        shares = goodnet.strip.shares(image, explained.target)
        telling = (-shares).argsort(kind="stable")[:TELLING_BLENDS]
        return Closeup(
            image=image,
            veil=veil(explained.map),
            strongest=strongest(explained.map),
            target=explained.target,
            badnet_lead=explained.badnet_lead,
            repaired_lead=explained.repaired_lead,
            blends=goodnet.strip.blends(image)[telling],
            blend_shares=shares[telling],
        )

    def crowd(self, goodnet: GoodNet, verdicts: Sequence[Verdict], frr: float) -> Crowd | None:
        """The class that flagged images crowd beyond chance, as with a backdoor; None for none."""
        from core.screen.crowding import crowd_among

        return crowd_among(verdicts, goodnet.clean_counts(frr), frr)
