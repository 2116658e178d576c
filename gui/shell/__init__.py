"""The window around the pages: menus, navigation, status bar, and files that come and go."""
