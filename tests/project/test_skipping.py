from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
WITHOUT_DATA = "import pytest\ndef test(): pytest.skip('the data is not here')\n"
WITHOUT_PLATFORM = "import pytest\ndef test(): pytest.skip('platform: Windows only')\n"
WHOLE_MODULE = "import pytest\npytest.skip('the data is not here', allow_module_level=True)\n"
EXPECTED_FAILURE = "import pytest\n@pytest.mark.xfail\ndef test(): raise ValueError\n"


@pytest.mark.parametrize(
    ("test_file", "ci", "exit_code"),
    [
        (WITHOUT_DATA, "", 0),
        (WITHOUT_DATA, "true", 1),
        (WITHOUT_PLATFORM, "true", 0),
        (WHOLE_MODULE, "true", 2),
        (EXPECTED_FAILURE, "true", 0),
    ],
)
def test_a_skip_fails_in_ci_unless_the_platform_is_why(
    tmp_path: Path, test_file: str, ci: str, exit_code: int
) -> None:
    shutil.copy(CONFTEST, tmp_path)
    (tmp_path / "test_one.py").write_text(test_file)
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(tmp_path)]

    done = subprocess.run(
        [*command, str(tmp_path)], env=os.environ | {"CI": ci}, capture_output=True, text=True
    )

    assert done.returncode == exit_code, done.stdout
