"""The window. It asks `core` for everything and never touches networks or data itself."""

from gui.workarounds import keep_constants_alive

keep_constants_alive()
