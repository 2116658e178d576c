"""What all tests share: the real data, a quiet TensorFlow, and no skipping in CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from core.files.images import cv2_module

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED_DATA = REPOSITORY.parent / "shared" / "data"
PLATFORM_REASON = "platform: "

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
if sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# As the product does before it loads Keras, which imports OpenCV without care.
cv2_module()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real networks and pictures; it is never part of the repository."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real networks and pictures are not in ../shared/data")
    return SHARED_DATA


def _fail_when_skipped_in_ci(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI everything is present: only a reason that names the platform may skip a test."""
    if not os.environ.get("CI") or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    if not reason.removeprefix("Skipped: ").startswith(PLATFORM_REASON):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be missing: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_when_skipped_in_ci(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_when_skipped_in_ci(report)
    return report
