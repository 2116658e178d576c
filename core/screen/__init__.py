"""The verdict on an image: its votes, their calibration, and the GoodNet that keeps them."""
