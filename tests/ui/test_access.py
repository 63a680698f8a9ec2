"""Who cannot see well, or uses no mouse, finds every control: by its name, by keys, in colours that can be read."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QWidget,
)  # fmt: skip
from window_kit import settle

from modeller.drawing.theme import THEMES, contrast
from modeller.export.policy.job import PolicyJob
from modeller.model.house_style import Clause, HouseStyle
from modeller.model.house_style_json import House
from modeller.model.own_fields import OwnField
from modeller.model.reading import Model
from modeller.resources import SAMPLES
from modeller.ui.about import About
from modeller.ui.desk import Desk
from modeller.ui.export_dialog import ExportDialog
from modeller.ui.house_style_dialog import HouseStyleDialog
from modeller.ui.keys_sheet import KeysSheet
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.own_fields_dialog import OwnFieldsDialog
from modeller.ui.policy_dialog import PolicyDialog
from modeller.ui.print_dialog import PrintDialog
from modeller.ui.settings_page import SettingsPage
from modeller.ui.theme import DARK_LOOK, LIGHT_LOOK, SOFT_LOOK, Look

Opened = Callable[[MainWindow, Path], ModelPage]
LOOKS = pytest.mark.parametrize("look", [LIGHT_LOOK, SOFT_LOOK, DARK_LOOK], ids=lambda look: look.picture.name)
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh_CN"])
READABLE = 4.5
"""What WCAG 2 asks of text."""


def controls(root: QWidget) -> Iterator[QWidget]:
    """What can be clicked or has the focus; parts of Qt's own controls left out."""
    for widget in root.findChildren(QWidget):
        part = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit | QMenuBar)
        listed = isinstance(widget, QAbstractItemView) and isinstance(widget.parent().parent(), QComboBox)
        if part or listed or not widget.isVisibleTo(root):
            continue
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton):
            yield widget


def nameless(root: QWidget) -> list[str]:
    """The controls that a screen reader cannot name. What a list shows just now is no name of it."""
    buddies = {label.buddy() for label in root.findChildren(QLabel)}
    found = []
    for widget in controls(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        said = interface.text(QAccessible.Text.Name) if interface is not None else ""
        name = said or widget.accessibleName()  # a row of tabs says the one in front instead, if there is one
        if isinstance(widget, QComboBox) and widget not in buddies:
            name = widget.accessibleName()
        if not name.strip():
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


@LANGUAGES
def test_every_control_of_the_window_has_a_name(desk: Desk, window: MainWindow, opened: Opened, language: str) -> None:
    desk.set(language=language)
    assert nameless(window) == []
    page = opened(window, SAMPLES / "service-desk-incident.bpmn")
    page.find_bar.open()
    kinds = set()
    for key, item in page.scene.items.items():
        if item.record.type not in kinds:
            kinds.add(item.record.type)
            page.view.select((key,))
            settle()
            assert nameless(window) == [], item.record.type
    window.side.show_findings()
    assert nameless(window) == []
    assert len(list(controls(window))) > 60


def house_style(window: MainWindow) -> HouseStyleDialog:
    house = House(HouseStyle("ACME", signatures=("A", "B")), (Clause("X", "- a", "scope", id="x"),))
    return HouseStyleDialog(window, house, PolicyJob(Model(()), "x"), (), [("folder", "f", "Sales")], "Library")


@LANGUAGES
def test_every_control_of_the_dialogs_has_a_name(desk: Desk, window: MainWindow, opened: Opened, language: str) -> None:
    desk.set(language=language)
    page = opened(window, SAMPLES / "service-desk-incident.bpmn")
    made: list[QDialog] = [
        ExportDialog(window, page), PrintDialog(window, page), SettingsPage(desk, window), About(window),
        KeysSheet(window), PolicyDialog(window, page), house_style(window),
        OwnFieldsDialog(window, (OwnField("risk", (("en", "Risk"),)),)),
    ]  # fmt: skip
    for dialog in made:
        dialog.show()
        settle()
        assert nameless(dialog) == [], type(dialog).__name__
        assert any(controls(dialog))
        dialog.reject()
        dialog.deleteLater()


def access_key(text: str) -> str:
    """The letter that an entry is chosen by while its menu is open; nothing where it has none."""
    found = re.search(r"&([^&])", text.replace("&&", ""))
    return found[1].upper() if found else ""


def menus(window: MainWindow) -> list[tuple[str, list[str]]]:
    """All menus that the window has, filled: their titles, and what their entries say."""
    found: list[QMenu | QMenuBar] = [window.menuBar(), *window.findChildren(QMenu)]
    for menu in found:
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()
    return [
        (menu.title() if isinstance(menu, QMenu) else "", [a.text() for a in menu.actions() if not a.isSeparator()])
        for menu in found
    ]


@LANGUAGES
def test_no_key_is_used_twice_in_one_menu(desk: Desk, window: MainWindow, opened: Opened, language: str) -> None:
    desk.set(language=language)
    opened(window, SAMPLES / "service-desk-incident.bpmn")
    walked = menus(window)
    for title, entries in walked:
        keys = Counter(key for entry in entries if (key := access_key(entry)))
        assert [key for key, uses in keys.items() if uses > 1] == [], title
    assert sum(bool(access_key(entry)) for _, entries in walked for entry in entries) > 120


@LANGUAGES
def test_an_entry_of_the_menu_bar_has_a_key_while_a_letter_is_left(
    desk: Desk, window: MainWindow, language: str
) -> None:
    desk.set(language=language)
    fixed = {action.menu().title() for action in window.menuBar().actions()}
    checked = 0
    for title, entries in menus(window):
        if title not in fixed:
            continue
        keys = {access_key(entry) for entry in entries}
        for entry in entries:
            letters = {letter for letter in entry.upper() if letter.isascii() and letter.isalpha()}
            possible = letters if language == "en" else set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # 打开(O): any letter will do
            assert access_key(entry) or possible <= keys, (title, entry)
            checked += 1
    assert checked > 100


def tabbed(window: QWidget, first: QWidget) -> list[QWidget]:
    """What Tab goes to, one after the other."""
    order, widget = [], first
    while True:
        shown = widget.isVisible() and widget.isEnabled()
        if shown and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            order.append(widget)
        widget = widget.nextInFocusChain()
        if widget is first:
            return order


def test_tab_goes_through_the_settings_from_top_to_bottom(desk: Desk, window: MainWindow) -> None:
    dialog = SettingsPage(desk, window)
    dialog.show()
    settle()
    order = tabbed(dialog, dialog.fields["author"])
    assert set(order) >= {*dialog.fields.values(), dialog.language, dialog.appearance, *dialog.checks.values()}
    heights = [dialog.mapFromGlobal(widget.mapToGlobal(widget.rect().topLeft())).y() for widget in order]
    assert heights == sorted(heights)
    dialog.reject()
    dialog.deleteLater()


@LOOKS
def test_all_text_of_the_window_can_be_read(look: Look) -> None:
    for text in ("text", "muted", "accent", "error", "warning", "good"):
        for ground in ("window", "surface", "raised", "hover", "pressed", "accent_soft"):
            assert contrast(getattr(look, text), getattr(look, ground)) >= READABLE, (text, ground)
    assert contrast(look.on_accent, look.accent) >= READABLE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_all_text_of_a_drawing_can_be_read(theme: object) -> None:
    colours = theme.colours  # type: ignore[attr-defined]
    grounds = {
        "paper",
        "fill",
        "band",
        "pool",
        "start",
        "event",
        "end",
        "task",
        "subprocess",
        "gateway",
        "data",
        "note",
    }
    for ground in grounds:
        assert contrast(colours["ink"], colours[ground]) >= READABLE, ground
    for text in ("muted", "accent", "error", "warning", "hint", "good"):
        assert contrast(colours[text], colours["paper"]) >= READABLE, text


@LOOKS
def test_the_focus_can_be_seen(desk: Desk, window: MainWindow, look: Look) -> None:
    desk.set(appearance="dark" if look is DARK_LOOK else "light", soft=look is SOFT_LOOK)
    dialog = SettingsPage(desk, window)
    dialog.show()
    settle()
    for widget in (dialog.fields["author"], dialog.language, dialog.checks["soft"]):
        dialog.fields["organisation"].setFocus()
        settle()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        after = widget.grab().toImage()
        accent = sum(
            after.pixelColor(x, y).name() != before.pixelColor(x, y).name()
            for x in range(after.width()) for y in range(after.height())
        )  # fmt: skip
        assert accent > 30, type(widget).__name__
    assert contrast(look.accent, look.surface) >= 3
    dialog.reject()
    dialog.deleteLater()
