"""Somebody draws a value chain, saves and opens it, makes one of a library, goes down into processes and back."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from library_kit import calm, path, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from site_reading import read as read_page
from window_kit import settle

from modeller.canvas.tools.offers import Offer
from modeller.editing.chain_templates import CHAINS
from modeller.editing.move import move
from modeller.editing.properties import set_property
from modeller.interchange.mchain import read
from modeller.jobs.recover import find
from modeller.jobs.sample_library import sample_files
from modeller.library.approval import advance
from modeller.library.folders import add_folder
from modeller.library.models import models, move_model
from modeller.library.opening import open_library
from modeller.model.entries import VALUE_CHAIN, Author
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.links import link_of
from modeller.ui import library_links, publish_dialog, saving
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.publish_dialog import PublishDialog

__all__ = ["path", "shown"]


def begin(window: MainWindow, template: str = "chain") -> ModelPage:
    card = next(card for card in window.start.template_cards if card.template == template)
    settle()
    assert card.picture.pixmap().width() > 60
    card.click()
    settle()
    assert window.page is not None
    return window.page


def named(page: ModelPage, text: str) -> Node:
    (found,) = [node for node in page.document.nodes() if node.text == text]
    return found


def box(page: ModelPage, text: str) -> Bounds:
    bounds = named(page, text).bounds
    assert bounds is not None
    return bounds


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the file dialog gives, in turn."""
    given: list[str] = []
    monkeypatch.setattr(saving, "ask_save", lambda *_: given.pop(0))
    return given


@pytest.fixture
def held(shown: Callable[[Path], LibraryPage], path: Path, window: MainWindow, qtbot: QtBot) -> LibraryPage:
    page = shown(path)
    calm(window, qtbot)
    return page


def chain_of(window: MainWindow, qtbot: QtBot, style: str = "chain") -> ModelPage:
    window.actions_[f"library_{style}"].trigger()
    calm(window, qtbot)
    assert window.page is not None, [card.said for card in window.notices.cards]
    return window.page


@pytest.mark.parametrize("template", CHAINS)
def test_a_template_begins_a_chain_in_which_one_types_on(window: MainWindow, template: str) -> None:
    page = begin(window, template)
    (first,) = page.selection
    assert page.document[first].type in {"chain:stage", "chain:primary"}  # type: ignore[union-attr]
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    QTest.keyClicks(page.view, "Go on")
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert "Go on" in {node.text for node in page.document.nodes()}


def test_the_board_offers_what_belongs_to_a_chain_and_what_belongs_to_a_process(window: MainWindow) -> None:
    chain = begin(window)
    assert {button.offer.type for button in chain.bench.palette.offers} >= {"chain:stage", "chain:coreBand"}
    assert not any(button.offer.type == "bpmn:task" for button in chain.bench.palette.offers)
    assert {"+0", "+1", "+2", "+3"} <= set(chain.bench.pad.buttons)
    window.actions_["new"].trigger()
    settle()
    page = window.page
    assert page is not None
    assert page is not chain
    assert not any(button.offer.type.startswith("chain:") for button in page.bench.palette.offers)


def test_what_is_drawn_is_saved_and_opened_again(
    window: MainWindow, names: list[str], tmp_path: Path, qtbot: QtBot, opened: Callable[[MainWindow, Path], ModelPage]
) -> None:
    page = begin(window)
    key = page.view.deeds.append(Offer("chain:stage"))
    QTest.keyClicks(page.view, "Learning")
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert key is not None
    page.view.deeds.append(Offer("chain:process"))
    QTest.keyClicks(page.view, "Read")
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    names.append(str(tmp_path / "our chain"))
    window.actions_["save"].trigger()
    calm(window, qtbot)
    target = tmp_path / "our chain.mchain"
    assert read(target.read_bytes()).document.records == dict(page.document.records)
    assert not page.file.unsaved
    window.actions_["close_tab"].trigger()
    settle()
    again = opened(window, target)
    assert named(again, "Learning")
    again.document.undo()
    move(again.document, [named(again, "Read").key], 30, 200)
    window.actions_["save"].trigger()
    calm(window, qtbot)
    assert named(again, "Read").bounds in {node.bounds for node in read(target.read_bytes()).document.nodes()}


def test_a_chain_that_was_not_saved_is_offered_again(window: MainWindow) -> None:
    page = begin(window)
    page.view.deeds.append(Offer("chain:stage"))
    settle()
    keeper = page.file.keeper
    assert keeper is not None
    keeper.leave()
    page.file.keeper = None
    (found,) = find().found
    assert found.work.origin.path.endswith(".mchain")
    assert dict(found.work.document.records) == dict(page.document.records)
    found.claim.release()


def test_no_rule_of_processes_finds_anything_in_a_chain(window: MainWindow, qtbot: QtBot) -> None:
    for template in CHAINS:
        page = begin(window, template)
        qtbot.waitUntil(lambda page=page: page.file.checker is not None and page.file.checker.report is not None)
        assert page.file.problems == ()
        window.tabs.bring(page)
        window.actions_["close_tab"].trigger()
        settle()


def test_a_library_becomes_a_chain_each_stage_leads_to_its_process_and_back(
    window: MainWindow, held: LibraryPage, path: Path, qtbot: QtBot
) -> None:
    page = chain_of(window, qtbot)
    linked = [node for node in page.document.nodes() if link_of(node) is not None]
    with open_library(path, read_only=True) as library:
        entries = models(library)
    assert {node.text for node in linked} == {each.name for each in entries if each.notation != VALUE_CHAIN}
    assert [each.notation for each in entries].count(VALUE_CHAIN) == 1
    page.view.select((linked[0].key,))
    settle()
    window.actions_["enter"].trigger()
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.name == linked[0].text
    window.actions_["back"].trigger()
    calm(window, qtbot)
    assert window.page is page
    window.actions_["forward"].trigger()
    calm(window, qtbot)
    assert window.page.file.name == linked[0].text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample processes with their value chain, as plain files."""
    return Path(copytree(sample_files("en"), tmp_path / "service"))


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> ModelPage:
    window.desk.open(path, window)
    calm(window, qtbot)
    assert window.page is not None
    return window.page


def crumbs(page: ModelPage) -> list[str]:
    return [crumb.accessibleName() for crumb in page.breadcrumb.crumbs]


def test_a_chain_in_a_file_leads_to_the_files_of_its_processes_and_crumbs_lead_back(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    (chain,) = folder.glob("*.mchain")
    page = opened(window, chain, qtbot)
    page.view.activate(named(page, "Handle customer requests").key)
    calm(window, qtbot)
    process = window.page
    assert process is not None
    assert process.file.path == folder / "Customer service" / "Handle customer requests.bpmn"
    assert crumbs(process) == ["Value chain of a service organisation", "Handle customer requests"]
    process.breadcrumb.crumbs[0].click()
    calm(window, qtbot)
    assert window.page is page
    assert len(crumbs(page)) == 1
    window.actions_["forward"].trigger()
    calm(window, qtbot)
    assert window.page is process


def test_a_process_that_is_not_there_any_more_is_named(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    (chain,) = folder.glob("*.mchain")
    page = opened(window, chain, qtbot)
    (folder / "Orders" / "Order as it is.bpmn").unlink()
    page.enter(named(page, "Order as it is").key)
    calm(window, qtbot)
    assert window.page is page
    said = window.notices.cards[-1].said
    assert (said.key, said.arguments["name"]) == ("shelf.link.no_file", "Orders/Order as it is.bpmn")


def test_a_stage_in_a_file_is_linked_to_another_file(
    window: MainWindow, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (chain,) = folder.glob("*.mchain")
    page = opened(window, chain, qtbot)
    wanted = folder / "Management" / "Improve a process.bpmn"
    monkeypatch.setattr(library_links, "ask_open", lambda *_: [str(wanted)])
    page.view.select((named(page, "Run IT systems").key,))
    window.actions_["link_model"].trigger()
    link = link_of(named(page, "Run IT systems"))
    assert link is not None
    assert (link.library, link.model) == ("", "Management/Improve a process.bpmn")
    page.enter(named(page, "Run IT systems").key)
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.path == wanted


def test_crumbs_lead_back_to_a_chain_of_a_library_through_each_process_on_the_way(
    window: MainWindow, held: LibraryPage, qtbot: QtBot
) -> None:
    page = chain_of(window, qtbot)
    first, second, *_ = [node for node in page.document.nodes() if link_of(node) is not None]
    page.enter(first.key)
    calm(window, qtbot)
    process = window.page
    assert process is not None
    assert crumbs(process)[0] == page.file.name
    onward = link_of(second)
    assert onward is not None
    process.followed.emit(onward)
    calm(window, qtbot)
    assert window.page is not None
    assert crumbs(window.page)[:2] == [page.file.name, process.file.name]
    window.page.breadcrumb.crumbs[0].click()
    calm(window, qtbot)
    assert window.page is page


def test_brought_in_step_it_shows_what_the_library_has_by_then(
    window: MainWindow, held: LibraryPage, path: Path, qtbot: QtBot
) -> None:
    page = chain_of(window, qtbot)
    some = next(node.text for node in page.document.nodes() if link_of(node) is not None)
    move(page.document, [named(page, some).key], 15, 700)
    stands = box(page, some)
    with open_library(path) as library:
        folder = add_folder(library, "A new stage")
        other = next(each for each in models(library) if each.notation != VALUE_CHAIN and each.name != some)
        move_model(library, other.id, folder.id)
    window.actions_["chain_in_step"].trigger()
    calm(window, qtbot)
    assert named(page, "A new stage")
    assert box(page, some) == stands
    assert page.document.undoable is not None
    window.actions_["undo"].trigger()
    assert "A new stage" not in {node.text for node in page.document.nodes()}


def test_colours_are_chosen_in_the_menu_follow_what_is_said_and_are_gone_again(window: MainWindow) -> None:
    page = begin(window)
    scene = page.view.scene
    assert scene.legend is None
    window.menus.colourings["owner"].trigger()
    settle()
    legend = page.view.scene.legend
    assert legend is not None
    assert page.view.scene.extent.covers(legend.bounds)
    set_property(page.document, [named(page, "Improving").key], "modeller:owner", "Quality")
    settle()
    assert page.notation.tint is not None
    assert [value for value, _ in page.notation.tint.shades] == ["Quality", ""]
    page.document.undo()
    settle()
    assert [value for value, _ in page.notation.tint.shades] == [""]
    assert window.menus.colourings["owner"].isChecked()
    window.menus.colourings[""].trigger()
    settle()
    assert page.view.scene.legend is None
    assert page.notation.tint is None


def test_a_process_is_drawn_as_ever_while_chains_are_coloured(window: MainWindow) -> None:
    window.menus.colourings["status"].trigger()
    window.actions_["new"].trigger()
    settle()
    assert window.page is not None
    assert window.page.notation.tint is None
    assert window.page.view.scene.legend is None


def publishing(window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch) -> PublishDialog:
    """The dialog by which a library is published; what it writes goes to `target`."""
    monkeypatch.setattr(publish_dialog, "ask_save", lambda *_: str(target))
    window.actions_["library_publish"].trigger()
    settle()
    dialog = window.findChild(PublishDialog)
    assert isinstance(dialog, PublishDialog)
    return dialog


def press_go(dialog: PublishDialog) -> None:
    next(each for each in dialog.findChildren(QPushButton) if each.objectName() == "primary").click()


def test_a_library_is_published_as_one_pdf(
    window: MainWindow, held: LibraryPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "all processes.pdf"
    dialog = publishing(window, target.with_suffix(""), monkeypatch)
    assert (dialog.kind.currentData(), dialog.what.currentData(), dialog.page.currentData()) == (
        ".pdf",
        "current",
        "A3",
    )
    press_go(dialog)
    calm(window, qtbot)
    assert target.read_bytes().startswith(b"%PDF-")
    assert target.read_bytes().count(b"/Subtype /Link") + target.read_bytes().count(b"/Link") >= 3
    assert "jobs.publish.drafts" in {card.said.key for card in window.notices.cards}


def test_only_what_is_in_force_is_published_as_a_page_and_the_choice_is_remembered(
    window: MainWindow, held: LibraryPage, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(path) as library:
        for entry in models(library)[:1]:
            for action, who in (("submit", "wang"), ("approve", "li"), ("publish", "wang")):
                advance(library, entry.id, action, Author(who, who))  # type: ignore[arg-type]
        first, *others = (each.name for each in models(library))
    target = tmp_path / "all processes.html"
    dialog = publishing(window, target, monkeypatch)
    for box, value in ((dialog.kind, ".html"), (dialog.what, "published"), (dialog.colour, "kpi")):
        box.setCurrentIndex(box.findData(value))
    assert not dialog.page.isVisible(), "a page that is clicked through has no paper"
    press_go(dialog)
    calm(window, qtbot)
    titles = {each.text() for each in read_page(target.read_bytes()).all("h2")}
    assert first in titles
    assert not titles & set(others)
    again = publishing(window, target, monkeypatch)
    assert (again.kind.currentData(), again.what.currentData()) == (".html", "published")
