"""Clean and poisoned data: files and folders in common forms become batches of uint8 images."""
