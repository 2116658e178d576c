"""The whole surface of the application as tables: menus, actions, shortcuts.

The `Command` with the same key runs an action: the window's own, or a page's.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gui.look.i18n import N
from gui.look.icons import icon


@dataclass(frozen=True)
class Item:
    """One action; `tip` describes it in the status bar and in the shortcut sheet."""

    key: str
    text: str
    icon: str = ""
    shortcut: str = ""
    tip: str = ""
    checkable: bool = False


@dataclass(frozen=True)
class Menu:
    """A menu; None is a separator.

    Attributes:
        local: its items act only on the page that is shown.
        exclusive: one of its items is checked at a time.
    """

    key: str
    text: str
    items: tuple[Item | Menu | None, ...]
    local: bool = False
    exclusive: bool = False


CONTEXT = "Actions"

MENUS: tuple[Menu, ...] = (
    Menu("file", N("Actions", "&File"), (
        Item("open", N("Actions", "&Open…"), "folder", "Ctrl+O",
             N("Actions", "Open a BadNet or a GoodNet; it is checked first")),
        Menu("recent", N("Actions", "Open &recent"), ()),
        Item("demo", N("Actions", "Open the &demo"), "play", "Ctrl+Shift+D",
             N("Actions", "See all steps on an embedded BadNet for traffic signs")),
        None,
        Item("add_clean", N("Actions", "Add &clean data…"), "plus", "Ctrl+D",
             N("Actions", "Choose images known to carry no trigger")),
        Item("add_clean_folder", N("Actions", "Add a &folder of clean data…"), "plus",
             "Ctrl+Shift+F", N("Actions", "Choose a folder of images known to carry no trigger")),
        Item("add_poisoned", N("Actions", "Add a &poisoned set…"), "plus", "",
             N("Actions", "Choose triggered images; they are displayed and decide nothing")),
        Item("add_overlays", N("Actions", "Add o&verlays…"), "plus", "",
             N("Actions", "Choose the images that STRIP superimposes on every input")),
        Item("load_names", N("Actions", "Load class &names…"), "tag", "",
             N("Actions", "Name the classes from a text, CSV or JSON file")),
        Item("choose_architecture", N("Actions", "Choose &architecture…"), "layers", "",
             N("Actions", "Choose the file with the architecture for the weights opened last")),
        Item("choose_output", N("Actions", "Choose o&utput…"), "", "",
             N("Actions", "Choose one of several outputs of the network tried last")),
        Item("choose_size", N("Actions", "Choose image si&ze…"), "", "",
             N("Actions", "Give the size of the images, for a network that takes any")),
        Item("choose_preprocessing", N("Actions", "Choose i&mage preprocessing…"), "", "",
             N("Actions", "Choose how images are prepared for the network")),
        Item("ignore_labels", N("Actions", "&Ignore labels"), "", "",
             N("Actions", "Use the BadNet's own answers instead of the labels")),
        Item("screen_only", N("Actions", "Screen onl&y"), "", "",
             N("Actions", "Measure the clean data for a screen alone, which needs fewer images")),
        Menu("stretched", N("Actions", "Stretc&hed pictures"), (
            Item("fit_crop", N("Actions", "&Crop"),
                 tip=N("Actions", "Cut pictures of another shape to the middle")),
            Item("fit_pad", N("Actions", "&Pad"),
                 tip=N("Actions", "Put black borders around pictures of another shape")),
            Item("leave_out_stretched", N("Actions", "&Leave out"),
                 tip=N("Actions", "Do without the files that hold pictures of another shape")),
        )),
        None,
        Item("save", N("Actions", "&Save GoodNet…"), "download", "Ctrl+S",
             N("Actions", "Save the repaired network and its screen as one file")),
        Item("export", N("Actions", "&Export .h5…"), "upload", "Ctrl+E",
             N("Actions", "Save the repaired network alone, for stock Keras")),
        Item("export_guard", N("Actions", "Export &guard…"), "shield", "Ctrl+Shift+E",
             N("Actions", "Write the whole guard for programs without GoodNet")),
        Item("report", N("Actions", "Save repor&t…"), "document", "Ctrl+P",
             N("Actions", "Write all results as HTML, PDF, Markdown or JSON")),
        None,
        Item("close", N("Actions", "C&lose file"), "", "Ctrl+W",
             N("Actions", "Close the open file and show the start page")),
        Item("quit", N("Actions", "&Quit"), "", "Ctrl+Q", N("Actions", "End GoodNet")),
    )),
    Menu("edit", N("Actions", "&Edit"), (
        Item("undo", N("Actions", "&Undo"), "undo", "Ctrl+Z",
             N("Actions", "Undo the last removal of rows")),
        Item("redo", N("Actions", "&Redo"), "redo", "Ctrl+Shift+Z",
             N("Actions", "Remove the rows again")),
        None,
        Item("copy", N("Actions", "&Copy"), "copy", "Ctrl+C",
             N("Actions", "Copy what is selected as text")),
        Item("paste", N("Actions", "&Paste"), "", "Ctrl+V",
             N("Actions", "Open or screen the files or the picture on the clipboard")),
        Item("remove", N("Actions", "Re&move"), "trash", "Del",
             N("Actions", "Remove the selected rows from the table; no file is changed")),
        Item("select_all", N("Actions", "Select &all"), "", "Ctrl+A",
             N("Actions", "Select every row that is shown")),
        None,
        Item("find", N("Actions", "&Find…"), "search", "Ctrl+F",
             N("Actions", "Find rows by file or class")),
        Item("preferences", N("Actions", "Pref&erences…"), "sliders", "Ctrl+,",
             N("Actions", "Choose language, appearance and text size")),
    ), local=True),
    Menu("view", N("Actions", "&View"), (
        Item("show_badnet", N("Actions", "&BadNet"), "layers", "Ctrl+1",
             N("Actions", "Show the BadNet page")),
        Item("show_repair", N("Actions", "&Repair"), "curve", "Ctrl+2",
             N("Actions", "Show the Repair page")),
        Item("show_screening", N("Actions", "&Screening"), "scan", "Ctrl+3",
             N("Actions", "Show the Screening page")),
        Item("show_report", N("Actions", "Repor&t"), "document", "Ctrl+4",
             N("Actions", "Show the Report page")),
        Item("show_audit", N("Actions", "A&udit"), "shield-check", "Ctrl+5",
             N("Actions", "Show the Audit page")),
        None,
        Item("layer_graph", N("Actions", "&Graph of the layers…"), "layers", "Ctrl+G",
             N("Actions", "Show the open network with its branches, and each layer's facts")),
        Item("full_screen", N("Actions", "&Full screen"), "", "F11",
             N("Actions", "Show the window on the full screen, or leave full screen")),
        Menu("appearance", N("Actions", "&Appearance"), (
            Item("scheme_system", N("Actions", "As the &system"), checkable=True,
                 tip=N("Actions", "Follow the system's light and dark")),
            Item("scheme_light", N("Actions", "&Light"), checkable=True,
                 tip=N("Actions", "Always light")),
            Item("scheme_dark", N("Actions", "&Dark"), checkable=True,
                 tip=N("Actions", "Always dark")),
        ), exclusive=True),
    )),
    Menu("repair", N("Actions", "&Repair"), (
        Item("run", N("Actions", "&Run repair"), "play", "Ctrl+R",
             N("Actions", "Repair the BadNet with the settings shown")),
        Item("pause", N("Actions", "&Pause or continue"), "pause", "Ctrl+Shift+P",
             N("Actions", "Pause the repair, or continue it")),
        Item("stop_early", N("Actions", "&Stop early and keep"), "check", "",
             N("Actions", "Finish now and keep the results so far")),
        Item("cancel", N("Actions", "&Cancel and discard"), "cross", "",
             N("Actions", "Stop the repair and discard its work")),
        None,
        Item("resume_repair", N("Actions", "Con&tinue the interrupted repair"), "", "",
             N("Actions", "Continue the repair that was running when GoodNet last ended")),
        Item("runs", N("Actions", "A&ll runs…"), "layers", "",
             N("Actions", "Compare the repairs of this BadNet, and choose one as the GoodNet")),
        Item("settings", N("Actions", "C&hange settings…"), "sliders", "",
             N("Actions", "Choose layer, budget, recipe, epochs and FRR")),
    )),
    Menu("screening", N("Actions", "&Screening"), (
        Item("add_images", N("Actions", "&Add images…"), "plus", "Ctrl+I",
             N("Actions", "Choose pictures, .h5 or .npz files to screen")),
        Item("add_folder", N("Actions", "Add a &folder…"), "folder", "Ctrl+Shift+I",
             N("Actions", "Choose a folder of pictures to screen")),
        Item("closeup", N("Actions", "S&ee the image large"), "search", "Ctrl+L",
             N("Actions", "Show the selected image large, with the places where the BadNet looks")),
        Item("open_image", N("Actions", "&Open the image's file"), "image", "",
             N("Actions", "Open the chosen image with the system's own program")),
        Item("show_in_folder", N("Actions", "Show in fol&der"), "folder", "",
             N("Actions", "Show the folder of the selected image")),
        Item("copy_picture", N("Actions", "Copy the p&icture"), "copy", "Ctrl+Shift+C",
             N("Actions", "Copy the chosen image as the network sees it")),
        Item("mark_wrong", N("Actions", "&Mark the verdict as wrong"), "tag", "Ctrl+M",
             N("Actions", "Mark a false alarm or a missed image, or remove the mark")),
        Item("copy_flagged", N("Actions", "Copy all fla&gged to a folder…"), "copy", "",
             N("Actions", "Copy the files of every flagged image into a folder")),
        Item("move_flagged", N("Actions", "Mo&ve all flagged to a folder…"), "folder", "",
             N("Actions", "Move the files of every flagged image into a folder")),
        Item("learn", N("Actions", "Lear&n from flagged pictures…"), "curve", "",
             N("Actions", "Look at the flagged pictures that crowd a class, and unlearn their "
                          "trigger")),
        Item("stop_screening", N("Actions", "S&top screening"), "cross", "",
             N("Actions", "Keep the finished verdicts and skip the rest")),
        None,
        Item("filter_all", N("Actions", "Show a&ll"), "", "Alt+1",
             N("Actions", "Show every row")),
        Item("filter_poisoned", N("Actions", "Show &poisoned only"), "", "Alt+2",
             N("Actions", "Show the rows with the verdict poisoned")),
        Item("filter_clean", N("Actions", "Show &clean only"), "", "Alt+3",
             N("Actions", "Show the rows with the verdict clean")),
        None,
        Item("sort_next", N("Actions", "Sort by the ne&xt column"), "", "Alt+Right",
             N("Actions", "Sort the rows by the next column; after the last one, by arrival")),
        Item("sort_turn", N("Actions", "Reverse t&he order"), "", "Alt+Down",
             N("Actions", "Reverse the sort order of the rows")),
        None,
        Item("reset_threshold", N("Actions", "&Reset threshold"), "undo", "",
             N("Actions", "Return the threshold to its calibrated value")),
        Item("save_csv", N("Actions", "&Save CSV…"), "download", "Ctrl+Shift+S",
             N("Actions", "Save the table as CSV")),
    )),
    Menu("audit", N("Actions", "&Audit"), (
        Item("audit_models", N("Actions", "Choose a &folder of models…"), "folder",
             "Ctrl+Shift+A", N("Actions", "Choose the models to audit")),
        Item("audit_run", N("Actions", "&Run audit"), "play", "",
             N("Actions", "Inspect and scan each model; finished rows are kept")),
        Item("audit_stop", N("Actions", "&Stop"), "cross", "",
             N("Actions", "Stop the audit and keep the finished rows")),
        None,
        Item("audit_open", N("Actions", "&Open model"), "layers", "",
             N("Actions", "Open the chosen model on the BadNet page")),
        Item("audit_table", N("Actions", "Open &table"), "document", "",
             N("Actions", "Open the page that links all reports")),
    )),
    Menu("help", N("Actions", "&Help"), (
        Item("guide", N("Actions", "&Guide"), "help", "F1",
             N("Actions", "Open the guide at the section on this page")),
        Item("tour", N("Actions", "Guided &demo"), "play", "",
             N("Actions", "Be led through the five steps on the embedded demo")),
        Item("shortcuts", N("Actions", "&Shortcuts"), "keyboard", "Ctrl+F1",
             N("Actions", "Show every shortcut")),
        Item("logs", N("Actions", "Open &log folder"), "", "",
             N("Actions", "Show the folder with the logs")),
        Item("about", N("Actions", "&About GoodNet"), "info", "",
             N("Actions", "Version and licence")),
    )),
)  # fmt: skip


def translated(text: str) -> str:
    """A text of the tables in the window's language."""
    return QCoreApplication.translate(CONTEXT, text)


def make_action(item: Item, parent: QWidget) -> QAction:
    """The action described by `item`."""
    action = QAction(translated(item.text), parent)
    action.setObjectName(item.key)
    action.setCheckable(item.checkable)
    action.setStatusTip(translated(item.tip))
    action.setToolTip(translated(item.tip))
    if item.icon:
        action.setIcon(icon(item.icon))
        action.setIconVisibleInMenu(False)
    if item.shortcut:
        action.setShortcut(item.shortcut)
    return action


def all_items(menus: tuple[Item | Menu | None, ...] = MENUS) -> list[Item]:
    """Every action of the tables, in order."""
    found: list[Item] = []
    for entry in menus:
        if isinstance(entry, Menu):
            found += all_items(entry.items)
        elif entry:
            found.append(entry)
    return found


LOCAL_KEYS = frozenset(item.key for menu in MENUS if menu.local for item in all_items(menu.items))
