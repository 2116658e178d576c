"""All fixtures come from support.desk, which tests/e2e shares."""

from support.desk import core, desk, no_question_unanswered, nothing_left_behind, own_folders

__all__ = ["core", "desk", "no_question_unanswered", "nothing_left_behind", "own_folders"]
