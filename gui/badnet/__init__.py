"""The parts of the BadNet page: start, what a file is, clean data, refusals."""
