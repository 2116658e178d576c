"""A separate X server for tests, operated like a person would: keys, and a real XDND source.

Windows are found by _NET_WM_PID, so everything also works on a packaged application.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from Xlib import XK, X, Xatom, display
from Xlib.ext import xtest
from Xlib.protocol import event

XDND_VERSION = 5
MODIFIERS = {"ctrl": "Control_L", "shift": "Shift_L", "alt": "Alt_L"}


@contextmanager
def virtual_screen(width: int = 1400, height: int = 900) -> Iterator[Screen]:
    """A new Xvfb, which ends with the block."""
    number_in, number_out = os.pipe()
    command = ["Xvfb", "-displayfd", str(number_out), "-screen", "0", f"{width}x{height}x24"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"],
        pass_fds=[number_out],
        stderr=subprocess.DEVNULL,
    )
    os.close(number_out)
    try:
        with os.fdopen(number_in) as number:
            screen = Screen(f":{number.readline().strip()}")
        yield screen
        screen.close()
    finally:
        server.terminate()
        server.wait(10)


class Screen:
    """The actions of a person at a screen.

    Attributes:
        name: the value for DISPLAY.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._display = display.Display(name)
        self._root = self._display.screen().root

    def close(self) -> None:
        """Disconnect from the screen."""
        self._display.close()

    def windows(self, pid: int) -> list[Any]:
        """The visible top-level windows of a process, newest last."""
        tops = self._root.query_tree().children
        return [top for top in tops if self._pid(top) == pid and self._is_visible(top)]

    def title(self, window: Any) -> str:
        """The title of a window."""
        found = self._property(window, "_NET_WM_NAME")
        return bytes(found.value).decode() if found else ""

    def wait_for_window(self, pid: int, beside: Sequence[Any] = (), seconds: float = 30) -> Any:
        """The first window of a process that is not among those in `beside`."""
        known = {window.id for window in beside}
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for window in self.windows(pid):
                if window.id not in known:
                    return window
            time.sleep(0.01)
        raise TimeoutError(f"no window of process {pid} within {seconds} s")

    def press(self, window: Any, keys: str) -> None:
        """Press keys together, such as "ctrl+shift+s", in a window."""
        self._focus(window)
        names = [MODIFIERS.get(key, key) for key in keys.split("+")]
        codes = [self._keycode(name) for name in names]
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def type_text(self, window: Any, text: str) -> None:
        """Type text literally."""
        for character in text:
            keysym = ord(character)
            lower = self._display.keysym_to_keycode(keysym)
            shifted = self._display.keycode_to_keysym(lower, 0) != keysym
            name = XK.keysym_to_string(keysym) or character
            self.press(window, f"shift+{name}" if shifted else name)

    def drop(self, window: Any, paths: Sequence[Path]) -> bool:
        """Drop files on the middle of a window; returns whether they were accepted."""
        source = _DragSource(self.name, window.id)
        try:
            return source.drop([path.as_uri() for path in paths])
        finally:
            source.close()

    def save_picture(self, path: Path) -> None:
        """Save the screen as PNG, to examine a failed test."""
        from PySide6.QtGui import QImage

        size = self._root.get_geometry()
        pixels = self._root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
        shown = QImage(pixels.data, size.width, size.height, QImage.Format.Format_RGB32)
        shown.save(str(path))

    def _focus(self, window: Any) -> None:
        # There is no window manager, which would otherwise do this.
        window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._display.sync()

    def _keycode(self, name: str) -> int:
        keysym = XK.string_to_keysym(name) or ord(name)
        return self._display.keysym_to_keycode(keysym)

    def _pid(self, window: Any) -> int | None:
        found = self._property(window, "_NET_WM_PID")
        return found.value[0] if found else None

    def _property(self, window: Any, name: str) -> Any:
        from Xlib.error import BadWindow

        try:
            return window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        except BadWindow:
            return None

    def _is_visible(self, window: Any) -> bool:
        return window.get_attributes().map_state == X.IsViewable


class _DragSource:
    """One drag of files, by the XDND protocol, version 5."""

    def __init__(self, screen: str, target_id: int) -> None:
        self._display = display.Display(screen)
        depth = self._display.screen().root_depth
        root = self._display.screen().root
        self._source = root.create_window(0, 0, 1, 1, 0, depth, event_mask=X.PropertyChangeMask)
        self._target = self._display.create_resource_object("window", target_id)
        self._list = self._display.intern_atom("text/uri-list")
        geometry = self._target.get_geometry()
        place = self._target.translate_coords(root, 0, 0)
        self._x = geometry.width // 2 - place.x
        self._y = geometry.height // 2 - place.y

    def close(self) -> None:
        """Disconnect from the screen."""
        self._display.close()

    def drop(self, uris: Sequence[str], seconds: float = 10) -> bool:
        """Drag `uris` over the target and release; returns whether the target accepted them."""
        atom = self._display.intern_atom
        self._source.set_selection_owner(atom("XdndSelection"), X.CurrentTime)
        self._send("XdndEnter", [XDND_VERSION << 24, self._list, 0, 0])
        position = (self._x << 16) | self._y
        self._send("XdndPosition", [0, position, X.CurrentTime, atom("XdndActionCopy")])
        payload = ("\r\n".join(uris) + "\r\n").encode()
        end = time.monotonic() + seconds
        dropped = False
        while time.monotonic() < end:
            if not self._display.pending_events():
                time.sleep(0.01)
                continue
            happened = self._display.next_event()
            if happened.type == X.SelectionRequest:
                self._answer(happened, payload)
            elif happened.type == X.ClientMessage:
                name = self._display.get_atom_name(happened.client_type)
                accepted = bool(happened.data[1][1] & 1)
                if name == "XdndFinished":
                    return accepted
                if name == "XdndStatus" and not dropped:
                    if not accepted:
                        self._send("XdndLeave", [0, 0, 0, 0])
                        return False
                    dropped = True
                    self._send("XdndDrop", [0, X.CurrentTime, 0, 0])
        return False

    def _send(self, name: str, values: list[int]) -> None:
        kind = self._display.intern_atom(name)
        data = (32, [self._source.id, *values])
        message = event.ClientMessage(window=self._target, client_type=kind, data=data)
        self._target.send_event(message, event_mask=0)
        self._display.flush()

    def _answer(self, request: Any, payload: bytes) -> None:
        property_name = request.property
        if request.target == self._list:
            request.requestor.change_property(property_name, self._list, 8, payload)
        elif request.target == self._display.intern_atom("TARGETS"):
            request.requestor.change_property(property_name, Xatom.ATOM, 32, [self._list])
        else:
            property_name = X.NONE
        request.requestor.send_event(
            event.SelectionNotify(
                time=request.time,
                requestor=request.requestor,
                selection=request.selection,
                target=request.target,
                property=property_name,
            )
        )
        self._display.flush()
