"""The common look of all pages: theme, icons, widgets, words."""
