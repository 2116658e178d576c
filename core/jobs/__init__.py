"""What all long jobs share; every long job is a generator."""
