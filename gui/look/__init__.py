"""How things look, in every page: theme, icons, widgets, words."""
