"""Results as HTML, charts and CSV."""
