"""Files and their formats: open, decode and save them."""
