"""A BadNet and clean data become a repaired network."""
