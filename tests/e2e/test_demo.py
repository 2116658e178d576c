"""The demo opens with its data, its class names and its poisoned set."""

from __future__ import annotations


def test_the_demo_is_opened_by_one_option(run_main, qtbot):
    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.examined is not None)
        assert session.class_names[2] == "speed limit 80"
        assert session.poisoned_paths
        assert window.page("badnet").badnet.isVisible()

    run_main(["--demo"], script)
