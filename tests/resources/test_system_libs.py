from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resources import system_libs

SCRIPT = Path(system_libs.__file__)
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="platform: ldconfig is Linux's"
)


def test_names_the_package_of_each_library_that_is_not_there() -> None:
    needed = {"libA.so.1": "liba1", "libB.so.2": "libb2"}

    assert system_libs.missing(needed, {"libA.so.1"}.__contains__) == {"libB.so.2": "libb2"}


@linux_only
def test_the_linkers_cache_is_read() -> None:
    assert "libc.so.6" in system_libs.known_libraries()


def test_the_one_command_names_every_package_once(capsys: pytest.CaptureFixture[str]) -> None:
    system_libs.explain({"libA.so.1": "liba", "libB.so.1": "liba", "Xvfb": "xvfb"})

    said = capsys.readouterr().err
    assert "libA.so.1" in said
    assert "liba xvfb" in said
    assert said.count("liba ") == 1


@linux_only
def test_runs_with_a_bare_environment_and_without_the_virtual_environment() -> None:
    # -I -S: no user or site packages, as on a machine where nothing was set up.
    command = [sys.executable, "-I", "-S", str(SCRIPT)]
    done = subprocess.run(command, env={"PATH": os.defpath}, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
