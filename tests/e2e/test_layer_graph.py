"""The layers as a graph: branches and Add are seen, a chosen layer tells what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsPathItem, QPushButton
from support.asking import drawn, said
from support.canned import inspection
from support.stub_networks import goodnet

from core.records import Layer


@pytest.fixture
def residual(core, monkeypatch):
    """The network has a block whose input goes past two convolutions into an Add."""
    layers = (
        Layer("input", "InputLayer", (48, 48, 3), 0),
        Layer("conv_1", "Conv2D", (48, 48, 8), 224, "3 × 3", ("input",)),
        Layer("conv_2", "Conv2D", (48, 48, 8), 584, "3 × 3", ("conv_1",)),
        Layer("conv_3", "Conv2D", (48, 48, 8), 584, "3 × 3", ("conv_2",),
              {"padding": '"same"'}, (-0.25, 0.5)),
        Layer("add", "Add", (48, 48, 8), 0, "", ("conv_1", "conv_3")),
        Layer("output", "Dense", (12,), 1548, "softmax", ("add",)),
    )  # fmt: skip
    monkeypatch.setattr(
        core, "inspect", lambda path, *_more: replace(inspection(path), layers=layers)
    )


def test_branches_are_drawn_and_a_layer_shows_its_facts(run_main, qtbot, residual, tmp_path):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        made = goodnet(session.inspection, {})
        session.set_goodnet(made, "/a.goodnet")
        window.go_to("badnet")
        page = window.pages.model_page()
        (button,) = (b for b in page.findChildren(QPushButton) if b.text() == "Graph…")
        button.click()
        shown = page.badnet.graph
        graph = shown.graph
        assert set(graph.boxes) == {"input", "conv_1", "conv_2", "conv_3", "add", "output"}
        lines = [each for each in drawn(graph, QGraphicsPathItem) if each.parentItem() is None]
        assert len(lines) == 6
        tops = [graph.boxes[name].y() for name in ("input", "conv_1", "conv_2", "conv_3", "add")]
        assert tops == sorted(tops) and len(set(tops)) == 5
        places = {(box.x(), box.y()) for box in graph.boxes.values()}
        assert len(places) == 6, "no box covers another"
        # The line past the convolutions goes around their boxes.
        past = max(lines, key=lambda line: line.path().elementCount())
        for name in ("conv_2", "conv_3"):
            assert not past.path().intersects(graph.boxes[name].sceneBoundingRect())

        assert graph.current == "conv_3"
        assert shown.facts["Weights"] == "−0.25 to 0.5"
        assert shown.facts["padding"] == '"same"'
        assert shown.channels.isVisible() and len(shown.channels.pruned) == 44
        QTest.keyClick(graph, Qt.Key.Key_Down)
        assert graph.current == "add" and shown.facts["Inputs"] == "conv_1, conv_3"
        assert not shown.channels.isVisible()
        box = graph.boxes["conv_1"]
        QTest.mouseClick(
            graph.viewport(), Qt.MouseButton.LeftButton, pos=graph.mapFromScene(box.pos())
        )
        assert graph.current == "conv_1"

        before = graph.transform().m11()
        place = graph.viewport().rect().center()
        turned = QWheelEvent(
            QPointF(place), QPointF(graph.viewport().mapToGlobal(place)), QPoint(),
            QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(graph.viewport(), turned)
        assert graph.transform().m11() > before
        window.go_to("repair")
        assert page.badnet.graph is None, "it goes with its page"
        window.run("layer_graph")
        assert page.badnet.graph is not None and window.shown_key() == "badnet"

    assert run_main([str(model)], script) == 0


def test_a_network_of_a_thousand_layers_is_drawn_at_once(qapp, qtbot):
    from gui.badnet.graph_view import placed

    layers = [Layer("0", "InputLayer", (8, 8, 3), 0)]
    for k in range(1, 1000):
        inputs = (str(k - 1), str(k - 4)) if k % 4 == 0 else (str(k - 1),)
        layers.append(Layer(str(k), "Conv2D", (8, 8, 3), 9, "", inputs))
    places, lines = placed(layers)
    assert len(set(places.values())) == 1000 and len(lines) == 999 + 249


def test_where_nothing_was_pruned_the_graph_says_so(run_main, qtbot, residual, tmp_path):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        made = goodnet(session.inspection, {})
        whole = replace(made.record, channels_pruned=0)
        session.set_goodnet(replace(made, record=whole), "/a.goodnet")
        window.run("layer_graph")
        words = said(window.pages.model_page().badnet.graph)
        assert "None of the 60 channels was pruned." in words and "lighter" not in words

    assert run_main([str(model)], script) == 0
