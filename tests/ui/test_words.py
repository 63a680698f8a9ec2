"""Every word that a window shows comes from the catalogue, and model text stays plain text."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QSpinBox,
    QTabBar,
    QWidget,
)  # fmt: skip
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.language import NAMES, message
from modeller.model.entries import Finding
from modeller.resources import SAMPLES
from modeller.ui import wording
from modeller.ui.desk import Desk
from modeller.ui.file_dialog import file_dialog
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.start_page import sample_name

FRAMED = re.compile(r"^⟦.*⟧$", re.DOTALL)
SAMPLE_CARDS = {sample_name(path) for path in SAMPLES.glob("*.bpmn")}
FREE = {*NAMES.values(), "A4", "A3", "A2", "A1", "Letter", "×", ""}
"""What is the same in every language: languages' own names, sizes of paper."""


def texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that the widget and what lies in it can show: where, what."""
    for each in (widget, *widget.findChildren(QWidget)):
        where = f"{type(each).__name__} {each.objectName()}"
        yield f"{where} tip", each.toolTip()
        yield f"{where} accessible name", each.accessibleName()
        yield f"{where} status tip", each.statusTip()
        if each.isWindow() and isinstance(each, QDialog):
            yield f"{where} title", each.windowTitle()
        if isinstance(each, QAbstractButton | QLabel):
            yield where, each.text()
        elif isinstance(each, QGroupBox | QMenu):
            yield where, each.title()
        elif isinstance(each, QLineEdit):
            yield f"{where} placeholder", each.placeholderText()
        elif isinstance(each, QSpinBox):
            yield where, each.prefix() + each.suffix()
        elif isinstance(each, QTabBar):
            for place in range(each.count()):
                yield where, each.tabText(place)
        elif isinstance(each, QListWidget):
            for row in range(each.count()):
                for line in each.item(row).text().split("\n"):  # a sentence, and the names of what it is about
                    yield where, line
        if isinstance(each, QComboBox):
            for place in range(each.count()):
                yield where, each.itemText(place)
        yield from action_texts(each)


def action_texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    for action in widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not action.isSeparator():
            yield f"action {action.objectName()}", action.text()
            yield f"action tip {action.objectName()}", action.toolTip()


def unframed(widget: QWidget, own: set[str]) -> list[tuple[str, str]]:
    """What is shown and neither framed nor in `own`: texts of the model, paths, numbers."""
    found = []
    for where, text in texts(widget):
        bare = text.replace("&&", "&").strip()
        if bare in FREE or bare in own or FRAMED.match(bare) or re.fullmatch(r"[\d.,  %()+−-]*", bare):
            continue
        if re.fullmatch(r"⟦.*⟧ \([^()]*\)", bare, re.DOTALL):
            continue  # the words of a command with its keys behind
        found.append((where, text))
    return found


@pytest.fixture
def framed(desk: Desk) -> Iterator[Desk]:
    wording.speak("pseudo")
    yield desk
    wording.speak("en")


def own_texts(page: ModelPage) -> set[str]:
    own = {page.file.name, str(page.file.path)}
    own.add(f"<p style='white-space:pre'>{html.escape(str(page.file.path))}</p>")
    for record in page.document:
        own |= {record.text, " ".join(record.text.split()), record.properties.text("id")}
        own |= {str(value) for value in record.properties.values()}
        own |= {key.rpartition("}")[2] for key in record.properties}
        for fragment in record.content:
            own.add(fragment.text.strip())
    return own


def test_the_start_page_says_nothing_of_its_own(framed: Desk, window: MainWindow) -> None:
    framed.set(recent=(str(next(SAMPLES.glob("*.bpmn"))),))
    samples = {path.name for path in SAMPLES.glob("*.bpmn")}
    rest = [entry for entry in unframed(window, samples | SAMPLE_CARDS) if str(SAMPLES) not in entry[1]]
    assert rest == []


def test_a_window_with_a_model_says_nothing_of_its_own(
    framed: Desk, window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage]
) -> None:
    page = opened(window, SAMPLES / "service-desk-incident.bpmn")
    page.file.findings = (Finding("x", "warning", message("window.findings.none"), (), 3),)
    page.find_bar.open()
    page.find_bar.edit.setText("a")
    own = own_texts(page) | SAMPLE_CARDS | {"a"}
    for key in (*page.scene.items, None):
        page.view.select((key,) if key else ())
        assert unframed(window.side, own) == [], key
    window.side.show_findings()
    window.notices.problem(message("window.print.failed"))
    window.notices.good(message("window.copied"))
    assert unframed(window, own) == []


@pytest.mark.parametrize(
    "name", ["export_dialog.ExportDialog", "print_dialog.PrintDialog", "policy_dialog.PolicyDialog"]
)
def test_a_dialog_about_a_model_says_nothing_of_its_own(
    framed: Desk, window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage], name: str
) -> None:
    from importlib import import_module

    page = opened(window, SAMPLES / "service-desk-incident.bpmn")
    module, _, kind = name.partition(".")
    dialog = getattr(import_module(f"modeller.ui.{module}"), kind)(window, page)
    dialog.show()
    settle()
    assert unframed(dialog, own_texts(page)) == []
    dialog.reject()
    dialog.deleteLater()


@pytest.mark.parametrize("name", ["settings_page.SettingsPage", "about.About"])
def test_a_dialog_about_the_program_says_nothing_of_its_own(framed: Desk, window: MainWindow, name: str) -> None:
    from importlib import import_module

    module, _, kind = name.partition(".")
    make = getattr(import_module(f"modeller.ui.{module}"), kind)
    dialog = make(framed, window) if kind == "SettingsPage" else make(window)
    dialog.show()
    settle()
    assert unframed(dialog, {"NotoSansSC", "NotoSerifSC", "NotoSansSymbols2", "NotoEmoji"}) == []
    dialog.reject()
    dialog.deleteLater()


def test_the_file_dialog_says_nothing_of_its_own(framed: Desk, window: MainWindow, tmp_path: Path) -> None:
    dialog = file_dialog(window, "", ["(*.bpmn)"], str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = [dialog.labelText(label) for label in QFileDialog.DialogLabel if label != QFileDialog.DialogLabel.Accept]
    assert [text for text in labels if not FRAMED.match(text)] == []
    dialog.deleteLater()


def test_the_menus_say_nothing_of_their_own(framed: Desk, window: MainWindow) -> None:
    def walk(menu: QMenu) -> Iterator[str]:
        menu.aboutToShow.emit()
        yield menu.title()
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                yield from walk(inner)
            elif not action.isSeparator():
                yield action.text()

    said = [text for menu in window.findChildren(QMenu) for text in walk(menu)]
    free = FREE | SAMPLE_CARDS
    assert [text for text in said if not FRAMED.match(text) and text not in free] == []
    assert len(said) > 40


def test_a_change_of_language_reaches_everything_at_once(
    desk: Desk, window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage], qtbot: QtBot
) -> None:
    page = opened(window, SAMPLES / "service-desk-incident.bpmn")
    page.find_bar.open()
    checker = page.file.checker
    assert checker is not None
    qtbot.waitUntil(lambda: not checker.busy, timeout=20_000)  # what it says comes when it is ready
    settle()
    english = [text for _, text in texts(window)]
    desk.set(language="zh_CN")
    settle()
    chinese = [text for _, text in texts(window)]
    assert any("\u4e00" <= character <= "\u9fff" for character in "".join(chinese))
    desk.set(language="en")
    settle()
    assert [text for _, text in texts(window)] == english


def test_questions_and_unsaved_work_say_nothing_of_their_own(framed: Desk, window: MainWindow, tmp_path: Path) -> None:
    from modeller.files.journal import abandoned, read_journal
    from modeller.jobs.recover import Recovered, replay
    from modeller.ui import beginning, closing
    from modeller.ui.question import QuestionDialog
    from modeller.ui.recovery_page import RecoveryDialog

    for _ in range(2):
        beginning.new(window)
    files = [page.file for page in window.pages()]
    for file in files:
        node = file.document.nodes()[0]
        with file.document.edit(message("window.name")) as edit:
            edit.remove(node.key)
    names = {file.name for file in files} | {str(file.path) for file in files}
    for some in (files, files[:1]):
        dialog = QuestionDialog(closing._question(some), window)
        assert unframed(dialog, set()) == []
        dialog.deleteLater()
    keeper = files[0].keeper
    assert keeper is not None
    keeper.leave()
    (claim,) = abandoned()
    for state in ("same", "changed", "missing", "none"):
        found = Recovered(claim, replay(read_journal(claim.path)), 0.0, state)
        cards = RecoveryDialog((found,), framed.look, lambda what, which: None, window)
        assert unframed(cards, names) == []
        cards.deleteLater()
    claim.release()


PAYLOADS = ("send to <vendor> & co", "<b>bold</b>", "<img src='file:///etc/passwd'>", "&lt;", "a && b", "{name} %s")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_a_name_is_shown_as_it_was_typed(
    desk: Desk, window: MainWindow, tmp_path: Path, opened: Callable[[MainWindow, Path], ModelPage], payload: str
) -> None:
    from xml.sax.saxutils import quoteattr

    path = tmp_path / "markup.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
        f'<process id="p" name={quoteattr(payload)}><task id="t" name={quoteattr(payload)}/></process></definitions>',
        encoding="utf-8",
    )
    page = opened(window, path)
    task = next(key for key, item in page.scene.items.items() if item.record.text == payload)
    page.view.select((task,))
    settle()
    assert window.side.properties.fields["name"].edit.toPlainText() == payload
    for label in window.findChildren(QLabel):
        assert label.pixmap() or label.textFormat() is Qt.TextFormat.PlainText or not label.text()
