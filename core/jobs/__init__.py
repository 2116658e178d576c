"""Long jobs are generators: what all of them share."""
