"""Repair: turn a BadNet and clean data into a repaired network."""
