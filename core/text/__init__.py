"""Sentences for people, which remember what they were made of."""
