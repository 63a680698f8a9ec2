"""Brings another copy of a library, or another library's models, into one that is open."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from modeller.jobs.progress import Progress, part
from modeller.language import message, say
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_open
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_report import show_report
from modeller.ui.question import Answer, Question
from modeller.ui.saving import take_theirs

if TYPE_CHECKING:
    from modeller.jobs.library_merge import MergedCopy
    from modeller.jobs.library_plan import Planned
    from modeller.library.ancestor import Choices
    from modeller.library.bringing import Take
    from modeller.library.store import Library
    from modeller.ui.library_page import LibraryPage

_SUFFIX = ".mlib"


def ask(window: Window, page: "LibraryPage") -> None:
    """Choose the file whose changes are to be brought in."""
    filters = [f"{say('shelf.filter')} (*{_SUFFIX})", f"{say('window.filter.all')} (*)"]
    for name in ask_open(window, say("shelf.merge.ask"), filters, window.desk.settings.folder)[:1]:
        look_at(window, page.held, Path(name).absolute())


def another_open(held: OpenLibrary, others: "Mapping[Path, OpenLibrary]") -> OpenLibrary | None:
    """A library that is open already and of which this is a copy."""
    found = (each for each in others.values() if each is not held and each.library.uuid == held.library.uuid)
    return next((each for each in found if each.writable), None)


def offer(window: Window, copy: OpenLibrary, original: OpenLibrary) -> bool:
    """Ask whether a copy of a library that is open is to be merged into it; whether it is."""
    go = Answer("merge", message("shelf.merge.offer_go"))
    stay = Answer("open", message("shelf.merge.offer_open"))
    text = message("shelf.merge.offer", name=copy.path.name, library=original.path.name)
    if window.desk.ask(window, Question(text, message("shelf.merge.offer_more"), (go, stay))) != "merge":
        return False
    look_at(window, original, copy.path)
    return True


def look_at(window: Window, held: OpenLibrary, path: Path) -> None:
    """Find out what differs, and ask what is to be done."""

    def job(library: "Library", progress: Progress) -> "Planned":
        from modeller.jobs.library_plan import plan

        return plan(library, path, progress)

    def found(planned: "Planned") -> None:
        if planned.merged is None:
            _offer_models(window, held, path, planned.models)
        elif not planned.merged.prepared:
            for refused in planned.merged.refused:
                window.notices.problem(refused)
            window.notices.good(message("shelf.merge.nothing", name=path.name))
        else:
            _show(window, held, path, planned)

    held.do(job, found, message("shelf.merge.looking", name=path.name), window)


def _show(window: Window, held: OpenLibrary, path: Path, planned: "Planned") -> None:
    from modeller.ui.library_copy_dialog import CopyDialog

    dialog = CopyDialog(held.path.name, path.name, planned, window.desk.look, window)
    dialog.accepted.connect(lambda: _merge(window, held, path, dialog.takes(), dialog.choices()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.open()


def _merge(
    window: Window, held: OpenLibrary, path: Path, takes: "Mapping[str, Take]", choices: "Mapping[str, Choices]"
) -> None:  # fmt: skip
    by = held.author()

    def job(library: "Library", progress: Progress) -> "MergedCopy":
        from modeller.jobs.library_merge import merge_copy
        from modeller.library.opening import open_library

        with open_library(path, read_only=True, progress=part(progress, 0, 0.2)) as theirs:
            return merge_copy(library, theirs, takes, choices, by, part(progress, 0.2, 1))

    def done(merged: "MergedCopy") -> None:
        for id in merged.brought.models:
            _follow(window, held, id)
        for refused in merged.refused:
            window.notices.problem(refused)
        said = message("library.said.merged", count=len(merged.brought.models), name=held.path.name)
        card = window.notices.good(said)
        lines = report(merged)
        if lines:
            card.button(message("shelf.show_report", count=len(lines)), lambda: show_report(window, said, lines))

    held.do(job, done, message("shelf.merge.working", name=path.name), window, changes=True)


def _follow(window: Window, held: OpenLibrary, id: str) -> None:
    """A model that is open becomes what the library has now; what is unsaved in it stays until somebody decides."""
    from modeller.jobs.library_draft import path_of

    file = held.desk.files.get(path_of(held.path, id))
    if file is not None and not file.unsaved:
        take_theirs(window, file)


def report(merged: "MergedCopy") -> list[str]:
    """What became of each model, line by line, in the current language."""
    from modeller.jobs.merge_words import changes_in_words, conflict_in_words, item_in_words

    kept = dict(merged.brought.kept)
    lines = []
    for each in merged.prepared:
        name = item_in_words(each.item)
        standing, take = say(f"library.standing.{each.item.told}"), say(f"library.take.{each.deed.take}")
        lines.append(say("shelf.said_of", what=standing, said=f"{name} → {take}"))
        lines += [f"    {conflict_in_words(each, conflict)}" for conflict in each.conflicts]
        lines += [f"    {said}" for said in changes_in_words(each)]
        if each.item.id in kept:
            lines.append("    " + say("library.said.kept", number=kept[each.item.id]))
    return lines


def _offer_models(window: Window, held: OpenLibrary, path: Path, count: int) -> None:
    go = Answer("import", message("shelf.merge.import_go"))
    text = message("shelf.merge.other", name=path.name, library=held.path.name)
    if window.desk.ask(window, Question(text, message("shelf.merge.other_more", count=count), (go,))) != "import":
        return
    by = held.author()

    def job(library: "Library", progress: Progress) -> int:
        from modeller.jobs.library_merge import import_library
        from modeller.library.opening import open_library

        with open_library(path, read_only=True, progress=part(progress, 0, 0.2)) as other:
            return len(import_library(library, other, by, part(progress, 0.2, 1)))

    held.do(
        job, lambda done: window.notices.good(message("shelf.imported", count=done)),
        message("shelf.merge.working", name=path.name), window, changes=True,
    )  # fmt: skip
