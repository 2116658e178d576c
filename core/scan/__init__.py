"""Suspected target classes of a BadNet, and their triggers."""
