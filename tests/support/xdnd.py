"""Drop files on an X11 window like a file manager (XDND version 5).

Qt's own events never pass through the X server, but these do, so they reach any program, including
the packaged one. It needs python-xlib and a display such as Xvfb's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from Xlib import X, Xatom, display
from Xlib.error import XError
from Xlib.protocol import event

VERSION = 5


def find_window(screen: str, pid: int, seconds: float = 30) -> int:
    """The id of the largest visible window of the process `pid` that accepts drops.

    Raises:
        TimeoutError: there is none.
    """
    server = display.Display(screen)
    aware, owner = server.intern_atom("XdndAware"), server.intern_atom("_NET_WM_PID")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = []
        for window in _tree(server.screen().root):
            try:
                mine = window.get_full_property(owner, X.AnyPropertyType)
                takes = window.get_full_property(aware, X.AnyPropertyType)
                shown = window.get_attributes().map_state == X.IsViewable
                if mine and mine.value[0] == pid and takes and shown:
                    size = window.get_geometry()
                    found.append((size.width * size.height, window.id))
            except XError:  # the window disappeared meanwhile
                continue
        if found:
            server.close()
            return max(found)[1]
        time.sleep(0.05)
    raise TimeoutError(f"process {pid} shows no window that takes drops")


def drop_files(
    screen: str, window: int, uris: Sequence[str], x: int = 400, y: int = 300
) -> bool | None:
    """Drop `uris` at (x, y) of the screen; whether they were accepted, None without an answer."""
    server = display.Display(screen)
    try:
        return _Source(server, window, uris).drop(x, y)
    finally:
        server.close()


class _Source:
    """The window from which something is dragged."""

    def __init__(self, server: Any, window: int, uris: Sequence[str]) -> None:
        self._server, self._atom = server, server.intern_atom
        self._target = server.create_resource_object("window", window)
        screen = server.screen()
        self._window = screen.root.create_window(
            0, 0, 1, 1, 0, screen.root_depth, event_mask=X.PropertyChangeMask
        )
        self._uri_list = self._atom("text/uri-list")
        self._payload = ("\r\n".join(uris) + "\r\n").encode()
        self._window.set_selection_owner(self._atom("XdndSelection"), X.CurrentTime)

    def drop(self, x: int, y: int, seconds: float = 15) -> bool | None:
        self._send("XdndEnter", [self._window.id, VERSION << 24, self._uri_list, 0, 0])
        place = (x << 16) | y
        copy = self._atom("XdndActionCopy")
        self._send("XdndPosition", [self._window.id, 0, place, X.CurrentTime, copy])
        end = time.monotonic() + seconds
        answers: dict[str, Callable[[Any], bool | None]] = {
            "XdndStatus": self._on_status,
            "XdndFinished": lambda _event: True,
        }
        self._dropped = False
        while time.monotonic() < end:
            while self._server.pending_events():
                got = self._server.next_event()
                if got.type == X.SelectionRequest:
                    self._hand_over(got)
                elif got.type == X.ClientMessage:
                    name = self._server.get_atom_name(got.client_type)
                    answer = answers.get(name, lambda _event: None)(got)
                    if answer is not None:
                        return answer
            time.sleep(0.01)
        return None

    def _on_status(self, status: Any) -> bool | None:
        if not status.data[1][1] & 1:
            self._send("XdndLeave", [self._window.id, 0, 0, 0, 0])
            return False
        if not self._dropped:
            self._dropped = True
            self._send("XdndDrop", [self._window.id, 0, X.CurrentTime, 0, 0])
        return None

    def _hand_over(self, request: Any) -> None:
        given = request.property
        if request.target == self._uri_list:
            request.requestor.change_property(given, self._uri_list, 8, self._payload)
        elif request.target == self._atom("TARGETS"):
            request.requestor.change_property(given, Xatom.ATOM, 32, [self._uri_list])
        else:
            given = X.NONE
        told = event.SelectionNotify(
            time=request.time,
            requestor=request.requestor,
            selection=request.selection,
            target=request.target,
            property=given,
        )
        request.requestor.send_event(told)
        self._server.flush()

    def _send(self, name: str, data: list[int]) -> None:
        message = event.ClientMessage(
            window=self._target, client_type=self._atom(name), data=(32, data)
        )
        self._target.send_event(message, event_mask=0)
        self._server.flush()


def _tree(window: Any) -> list[Any]:
    try:
        children = window.query_tree().children
    except XError:
        return []
    return [window, *(inner for child in children for inner in _tree(child))]
