"""Verdicts on images: the votes, their calibration, and the GoodNet that keeps them."""
