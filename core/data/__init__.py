"""Clean and poisoned data, in any form that people have them, become batches of uint8 images."""
