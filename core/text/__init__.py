"""Sentences for people, which remember the values they were made from."""
