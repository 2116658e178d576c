"""A loaded network: its answers, its graph, its channels, and parts of it."""
