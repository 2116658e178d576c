"""The five settings of a repair: a form before it, and one sentence while it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.records import Inspection, RepairOptions
from gui.look.fields import Choice, Number
from gui.look.fit import Fitted
from gui.look.flow import Flow
from gui.look.theme import GAP
from gui.look.widgets import Card, ElidedLabel, IconLabel, Label, button, column, row
from gui.look.wording import SPACE, count, decimal, percent
from gui.repair.words import recipe_name, recipe_sentence, rough_time

FIELD_WIDTH, FIELD_HEIGHT = 176, 32


class SettingsForm(Card):
    """Five rows, each with a line of explanation; the defaults suit most repairs.

    Attributes:
        expected: how long the chosen recipe will take.

    Signals:
        changed: a setting has changed.
    """

    changed = Signal()

    def __init__(self, recipes: Sequence[str]) -> None:
        super().__init__(spacing=0)
        self.least_width = 300
        self._default_layer = ""
        self._expected: Mapping[str, float] = {}
        self.expected = Label("", "small", tabular=True, wrap=True)
        self._make_fields(recipes)
        head = row()
        head.addWidget(Label(self.tr("Settings"), "section"))
        head.addStretch()
        self._reset = button(self.tr("Defaults"), "undo", "flat")
        self._reset.setToolTip(self.tr("Reset all five settings to their defaults"))
        self._reset.clicked.connect(self._on_reset)
        head.addWidget(self._reset)
        self.body.setContentsMargins(GAP, 10, GAP, GAP)
        self.body.addLayout(head)
        self._lay_out_rows()
        self.body.addStretch()
        self._on_reset()

    def _make_fields(self, recipes: Sequence[str]) -> None:
        self._recipe, self._layer = Choice(), Choice()
        for recipe in recipes:
            self._recipe.addItem(recipe_name(recipe), recipe)
        self._budget = Number(0, 100, 0.5, SPACE + self.tr("points"))
        self._epochs = Number(0, 200, 1)
        self._frr = Number(0.5, 50, 0.5, f"{SPACE}%")
        for box in (self._recipe, self._layer):
            box.setFixedHeight(FIELD_HEIGHT)
            box.setMinimumWidth(FIELD_WIDTH)
            box.currentIndexChanged.connect(self._on_changed)
        for field in (self._budget, self._epochs, self._frr):
            field.setFixedSize(FIELD_WIDTH, FIELD_HEIGHT)
            field.valueChanged.connect(self._on_changed)

    def _lay_out_rows(self) -> None:
        self._recipe_why = Label("", "small", "muted", wrap=True)
        layer_why = self.tr(
            "The layer whose channels are pruned; a backdoor hides in the last convolution."
        )
        budget_why = self.tr(
            "How much clean accuracy pruning may cost; before unlearning a quarter of it."
        )
        epochs_why = self.tr(
            "The most passes over the clean data when fine-tuning; it may end sooner."
        )
        frr_why = self.tr(
            "False rejection rate: the share of clean images that the screen may flag."
        )
        for name, field, why in (
            (self.tr("Recipe"), self._recipe, self._recipe_why),
            (self.tr("Layer"), self._layer, Label(layer_why, "small", "muted", wrap=True)),
            (self.tr("Budget"), self._budget, Label(budget_why, "small", "muted", wrap=True)),
            (self.tr("Epochs"), self._epochs, Label(epochs_why, "small", "muted", wrap=True)),
            (
                self.tr("FRR"),
                self._frr,
                Label(frr_why, "small", "muted", wrap=True),
            ),
        ):
            field.setAccessibleName(name)
            field.setAccessibleDescription(why.text())
            self.body.addSpacing(14)
            self.body.addLayout(_setting(name, field, why))
            if field is self._recipe:
                self.body.addWidget(self.expected)

    def show_network(self, inspection: Inspection) -> None:
        """Offer the layers of a network, with the default one selected."""
        channels = {layer.name: layer.output_shape[-1] for layer in inspection.layers}
        self._default_layer = inspection.default_layer
        self._layer.blockSignals(True)
        self._layer.clear()
        for name in inspection.prunable_layers:
            number = channels.get(name)
            text = self.tr("{layer}, {count} channels").format(layer=name, count=count(number or 0))
            self._layer.addItem(text, name)
        self._layer.blockSignals(False)
        self._on_reset()

    def show_expected(self, seconds: Mapping[str, float]) -> None:
        """Say how long each recipe will take on this machine, where that was measured."""
        self._expected = seconds
        self._on_changed()

    def show_screen_only(self, forced: bool) -> None:
        """Offer only the recipe for the screen alone, or all recipes again."""
        if forced == self._recipe.isEnabled():
            key = "none" if forced else RepairOptions().recipe
            self._recipe.setCurrentIndex(max(0, self._recipe.findData(key)))
        self._recipe.setEnabled(not forced)
        why = self.tr("There are too few clean images for a repair.") if forced else ""
        self._recipe.setToolTip(why)

    def options(self) -> RepairOptions:
        """The options as set in the form."""
        return RepairOptions(
            layer=self._layer.currentData(),
            budget=self._budget.value(),
            recipe=self._recipe.currentData(),
            epochs=round(self._epochs.value()),
            frr=round(self._frr.value() / 100, 6),
        )

    def first_field(self) -> QWidget:
        """The field to focus when a person asks for the settings."""
        return self._recipe

    def _on_reset(self) -> None:
        default = RepairOptions()
        self._recipe.setCurrentIndex(max(0, self._recipe.findData(default.recipe)))
        self._layer.setCurrentIndex(self._layer.findData(self._default_layer))
        self._budget.setValue(default.budget)
        self._epochs.setValue(default.epochs)
        self._frr.setValue(100 * default.frr)
        self._on_changed()

    def _on_changed(self) -> None:
        recipe = self._recipe.currentData()
        self._recipe_why.setText(recipe_sentence(recipe))
        seconds = self._expected.get(recipe)
        self.expected.setVisible(seconds is not None)
        if seconds is not None:
            said = self.tr("Expected on this machine: about {time}")
            self.expected.setText(said.format(time=rough_time(seconds)))
        for field in (self._layer, self._budget, self._epochs):
            field.setEnabled(recipe != "none")
        default = RepairOptions(layer=self._default_layer or None)
        self._reset.setEnabled(self.options() != default)
        self.changed.emit()


class SettingsLine(Card):
    """The settings of a run as one sentence.

    Signals:
        change_wanted: a person asks for the form.
    """

    change_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._values: list[Label] = []
        line = row(spacing=20)
        line.setContentsMargins(GAP, 6, 10, 6)
        line.addWidget(IconLabel("sliders"))
        pairs = Fitted()
        flow = Flow(pairs, across=20)
        line.addWidget(pairs, 1, Qt.AlignmentFlag.AlignVCenter)
        for name in (
            self.tr("Recipe"),
            self.tr("Layer"),
            self.tr("Budget"),
            self.tr("Epochs"),
            self.tr("FRR"),
        ):
            both = QWidget()
            pair = row(both, spacing=8)
            pair.addWidget(Label(name, "body", "muted"))
            # Names may be long, but numbers are not.
            named = len(self._values) < 2
            self._values.append(ElidedLabel("", "strong") if named else Label("", "strong"))
            pair.addWidget(self._values[-1])
            flow.addWidget(both)
        self.change = button(self.tr("Change…"), kind="flat")
        self.change.clicked.connect(self.change_wanted)
        line.addWidget(self.change)
        self.body.addLayout(line)

    def show_options(self, options: RepairOptions, channels: int) -> None:
        """Show `options`, and the layer's number of `channels` if it is known."""
        layer = options.layer or ""
        if channels:
            layer = self.tr("{layer}, {count} channels").format(layer=layer, count=count(channels))
        values = (
            recipe_name(options.recipe),
            layer,
            self.tr("{points} points").format(points=decimal(options.budget, 1)),
            count(options.epochs),
            percent(options.frr, 0 if round(100 * options.frr, 1).is_integer() else 1),
        )
        for label, value in zip(self._values, values, strict=True):
            label.setText(value)


def _setting(name: str, field: QWidget, why: Label) -> QVBoxLayout:
    whole = column(spacing=4)
    first = row()
    title = Label(name, "strong")
    title.setBuddy(field)
    first.addWidget(title, 1)
    first.addWidget(field)
    whole.addLayout(first)
    whole.addWidget(why)
    return whole
