"""What was found and done, as HTML, charts and CSV."""
