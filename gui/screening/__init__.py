"""The parts of the Screening page: verdicts, entropies, the selected image."""
