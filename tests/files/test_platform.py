"""What the system offers: display, libraries, folders."""

import socket
import sys
from pathlib import Path

import pytest

from modeller.files import platform


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    for name in names:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "seen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "minimal:x=1"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
def test_a_window_can_be_seen_where_there_is_a_display(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], seen: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "_answers", lambda display: True)
    without(monkeypatch, "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert platform.has_display() is seen


@pytest.mark.skipif(sys.platform != "linux", reason="X servers are a matter of Linux")
def test_a_display_that_nobody_serves_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", ":47113")
    assert not platform.has_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X47113")
        server.listen()
        assert platform.has_display()
    monkeypatch.setenv("DISPLAY", "/private/tmp/com.apple.launchd/org.xquartz:0")
    assert platform.has_display()


@pytest.mark.skipif(sys.platform != "linux", reason="X servers are a matter of Linux")
def test_a_display_of_another_machine_is_one_where_a_server_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        monkeypatch.setattr(platform, "X_PORT", 6000 if 0 <= number <= 9999 else server.getsockname()[1])
        number = server.getsockname()[1] - platform.X_PORT
        monkeypatch.setenv("DISPLAY", f"localhost:{number}.0")
        assert platform.has_display()
    assert not platform.has_display()
    monkeypatch.setenv("DISPLAY", "no.such.host.invalid:0")
    assert not platform.has_display()


def test_windows_and_macos_have_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    for system in ("win32", "darwin"):
        monkeypatch.setattr(sys, "platform", system)
        assert platform.has_display()


def test_a_missing_system_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "_loads", lambda library: library != "libEGL.so.1")
    found = platform.missing_qt_library()
    assert found is not None
    assert "libEGL.so.1" in str(found)
    assert "apt install libegl1" in str(found)


def test_a_window_on_x11_needs_more_than_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "_loads", lambda library: "cursor" not in library)
    monkeypatch.setenv("DISPLAY", ":0")
    without(monkeypatch, "WAYLAND_DISPLAY")
    assert platform.missing_qt_library() is None
    assert "libxcb-cursor0" in str(platform.missing_qt_library(window=True))


def test_where_all_libraries_are_there_nothing_is_missing(qt: None) -> None:
    assert platform.missing_qt_library() is None


def test_one_variable_moves_all_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MODELLER_HOME", str(tmp_path / "家"))
    for folder in (platform.settings_folder(), platform.data_folder(), platform.report_folder()):
        assert folder.parent == tmp_path / "家"
