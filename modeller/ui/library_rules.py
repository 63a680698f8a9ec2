"""The rules of a library in a window: chosen in a dialog, and followed by the checks of its open models."""

from pathlib import Path
from typing import TYPE_CHECKING

from modeller.jobs.progress import Progress
from modeller.language import message
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.ui.desk import Desk, Window
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_shelf import Shelf
from modeller.ui.open_file import OpenFile

if TYPE_CHECKING:
    from modeller.library.store import Library


def known_rules(file: OpenFile) -> RuleChoice:
    """What the library that a model lies in asks for."""
    home = file.home
    listing = home.held.listing if isinstance(home, LibraryHome) else None
    return listing.rules if listing is not None else RuleChoice()


def look_after(desk: Desk, shelf: Shelf) -> None:
    """Let the checks of open models know the rules, and look again when they are others."""
    seen: dict[Path, RuleChoice] = {}

    def listed(held: OpenLibrary) -> None:
        now = held.listing.rules if held.listing is not None else RuleChoice()
        if now == seen.get(held.path, RuleChoice()):
            return
        seen[held.path] = now
        for file in desk.files.values():
            if file.checker is not None and isinstance(file.home, LibraryHome) and file.home.held is held:
                file.checker.ask()

    desk.known_rules = known_rules
    shelf.listed.connect(listed)


def ask(window: Window, held: OpenLibrary) -> None:
    """Choose the rules of a library; they hold when it has kept them."""
    from modeller.ui.rules_dialog import RulesDialog

    if held.listing is None:
        return
    if held.library.read_only is not None:
        window.notices.hint(held.library.read_only)
        return
    dialog = RulesDialog(window, held.listing.rules, RuleChoice())
    if dialog.exec():
        choice, by = dialog.choice(), held.author()

        def job(library: "Library", _: Progress) -> None:
            from modeller.library.rules import set_rules

            set_rules(library, choice, by)

        held.change(job, window, lambda _: window.notices.hint(message("shelf.rules.changed", name=held.name)))
    dialog.deleteLater()
