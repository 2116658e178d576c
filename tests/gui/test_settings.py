"""Settings outlive the program, and whatever is wrong with their file does not stop it."""

from __future__ import annotations

import pytest

from gui.settings import RECENT, Settings


def test_recent_files_are_kept_newest_first_and_once(tmp_path):
    settings = Settings(tmp_path / "s.ini")
    for path in ("/a.h5", "/b.h5", "/a.h5"):
        settings.add_recent(path, "BadNet")
    settings.save()
    assert [entry.path for entry in Settings(tmp_path / "s.ini").recent()] == ["/a.h5", "/b.h5"]


def test_the_list_does_not_grow_without_end(tmp_path):
    settings = Settings(tmp_path / "s.ini")
    for number in range(RECENT + 5):
        settings.add_recent(f"/{number}.h5", "BadNet")
    assert len(settings.recent()) == RECENT


@pytest.mark.parametrize(
    "content",
    [b"\x00\xff\xfe garbage", b"[General]\nrecent=not json", b'[General]\nrecent="[{}]"\n', b"[[["],
)
def test_a_broken_file_is_as_good_as_none(tmp_path, content):
    (tmp_path / "s.ini").write_bytes(content)
    settings = Settings(tmp_path / "s.ini")
    assert settings.recent() == ()
    assert settings.blob("geometry").isEmpty()
    settings.add_recent("/a.h5", "BadNet")
    assert len(settings.recent()) == 1
