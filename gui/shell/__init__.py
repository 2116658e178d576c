"""The window around the pages: menus, navigation, status, and what comes in and goes out."""
