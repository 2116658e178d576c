"""The parts of the Screening page: verdicts, entropies, the chosen image."""
