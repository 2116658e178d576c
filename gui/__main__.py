"""The desktop application: `goodnet-desktop`, or `python -m gui`."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.version import VERSION

if TYPE_CHECKING:
    from gui.port import Core


SWITCH_INTERVAL = 1e-5


def main(argv: Sequence[str] | None = None, core: Core | None = None) -> int:
    """Run the desktop application until its window closes; returns the exit code.

    `core` answers the window's questions; by default this is the real one.
    """
    # This must come first in a bundle: a child process that was started for another purpose ends
    # here.
    multiprocessing.freeze_support()
    options = _parser().parse_args(argv)
    if options.version:
        print(f"GoodNet {VERSION}")
        return 0
    if options.self_test:
        from gui.selftest import self_test

        return self_test()
    from gui.port import Core
    from gui.shell.application import Application, config_folder, make_qt_application
    from gui.shell.instance import hand_over

    # While a worker builds graphs in Python, each painting waits this long for its turn, many
    # times.
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = make_qt_application(sys.argv[:1])
    paths = [str(Path(path).absolute()) for path in options.files]
    if hand_over(config_folder(), paths):
        return 0
    running = Application(core or Core())
    running.window.closed.connect(app.quit)
    running.start(paths, options.demo)
    code = app.exec()
    running.close()
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="goodnet-desktop", description="GoodNet's window")
    parser.add_argument("files", nargs="*", help="a BadNet, a GoodNet, or images to screen")
    parser.add_argument("--demo", action="store_true", help="open the embedded demo")
    parser.add_argument("--self-test", action="store_true", help="check this installation and end")
    parser.add_argument("--version", action="store_true", help="print the version and end")
    return parser


if __name__ == "__main__":
    sys.exit(main())
