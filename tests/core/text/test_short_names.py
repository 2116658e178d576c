"""Files of the same name can be told apart."""

from __future__ import annotations

from core.text.short_names import short_names


def test_a_file_with_a_name_of_its_own_has_no_folder() -> None:
    assert short_names(["zoo/a.h5", "zoo/deep/b.h5"]) == {
        "zoo/a.h5": "a.h5",
        "zoo/deep/b.h5": "b.h5",
    }


def test_files_of_the_same_name_have_the_folders_that_tell_them_apart() -> None:
    paths = ["zoo/one/model.h5", "zoo/two/model.h5", "more/two/model.h5", "zoo/other.h5"]
    assert short_names(paths) == {
        "zoo/one/model.h5": "one/model.h5",
        "zoo/two/model.h5": "zoo/two/model.h5",
        "more/two/model.h5": "more/two/model.h5",
        "zoo/other.h5": "other.h5",
    }


def test_paths_of_windows_and_paths_that_end_are_told_apart_too() -> None:
    assert short_names([r"C:\one\m.h5", r"C:\two\m.h5"]) == {
        r"C:\one\m.h5": "one/m.h5",
        r"C:\two\m.h5": "two/m.h5",
    }
    assert short_names(["m.h5", "zoo/m.h5"]) == {"m.h5": "m.h5", "zoo/m.h5": "zoo/m.h5"}
