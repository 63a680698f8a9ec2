"""All that differs between systems: displays, system libraries, folders."""

import ctypes
import importlib.util
import os
import re
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import platformdirs

from modeller.language import Message, message

NAME: Final = "modeller"

_QT_NEEDS: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""What Qt loads without a window -> the Debian package that has it."""

_WINDOW_NEEDS: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What a window on X11 needs besides."""

X_PORT: Final = 6000
"""Where the X server of display 0 listens for other machines; that of display 1 at the next, and so on."""

_UNSEEN: Final = ("offscreen", "minimal")


def has_display() -> bool:
    """Can a window be seen here?"""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(_UNSEEN):
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    return bool(display) and _answers(display)


def _answers(display: str) -> bool:
    """Does an X server answer? Qt ends the process where none does. An address of another kind is believed."""
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if local is None:
        return _answers_from_afar(display)
    path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108  (where X servers listen)
    for address in (path, "\0" + path):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as attempt, suppress(OSError):
            attempt.settimeout(1)
            attempt.connect(address)
            return True
    return False


def _answers_from_afar(display: str) -> bool:
    """Does the X server of another machine answer, or what stands for it at this end of an ssh connection?"""
    remote = re.fullmatch(r"([A-Za-z0-9.-]+):(\d{1,4})(?:\.\d+)?", display)
    if remote is None:
        return True
    try:
        with socket.create_connection((remote[1], X_PORT + int(remote[2])), timeout=3):
            return True
    except OSError:
        return False


def missing_qt_library(window: bool = False) -> Message | None:
    """What keeps Qt (with `window`: a window on X11) from loading, and what to install; None where nothing does."""
    if importlib.util.find_spec("PySide6") is None:
        return message("files.no_qt")
    if sys.platform != "linux":
        return None
    needs = dict(_QT_NEEDS)
    if window and os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        needs |= _WINDOW_NEEDS
    for library, package in needs.items():
        if not _loads(library):
            return message("files.qt_library", library=library, package=package)
    return None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_own_fonts() -> bool:
    """Whether the system brings good fonts for windows in both languages; on Linux nobody knows."""
    return sys.platform in {"win32", "darwin"}


def _folder(kind: str, otherwise: str) -> Path:
    home = os.environ.get("MODELLER_HOME")
    return Path(home) / kind if home else Path(otherwise)


def settings_folder() -> Path:
    """Where the user's settings lie. MODELLER_HOME moves all three folders."""
    return _folder("settings", platformdirs.user_config_dir(NAME, appauthor=False))


def data_folder() -> Path:
    """Where the user's own libraries and recovery data lie."""
    return _folder("data", platformdirs.user_data_dir(NAME, appauthor=False))


def report_folder() -> Path:
    """Where reports of internal errors are written."""
    return _folder("reports", platformdirs.user_log_dir(NAME, appauthor=False))
