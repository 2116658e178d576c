"""The parts of the BadNet page: start, description of a file, clean data, refusals."""
