"""Files and their formats: opening, decoding and saving them."""
