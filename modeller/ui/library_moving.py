"""What goes into a library and out of it: files, folders, copies to send, backups; and whether all is whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from modeller.files.names import file_name
from modeller.files.read import shown
from modeller.jobs.progress import Progress
from modeller.language import Message, message, say, words
from modeller.ui.desk import Window
from modeller.ui.file_dialog import MODELS, ask_open, ask_save, model_filter, suffix_for
from modeller.ui.library_folder import ask_folder as ask_folder_path
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_report import show_report
from modeller.ui.library_rescue import tell_written

if TYPE_CHECKING:
    from modeller.jobs.library_check import Checked
    from modeller.jobs.library_export import Written
    from modeller.jobs.library_import import Imported
    from modeller.library.store import Library
    from modeller.model.entries import Backup, ModelEntry
    from modeller.ui.library_page import LibraryPage


def ask_files(window: Window, page: "LibraryPage") -> None:
    """Choose files and put them into the folder that is shown."""
    filters = [f"{say('window.filter.models')} ({MODELS})", f"{say('window.filter.all')} (*)"]
    names = ask_open(window, say("shelf.import_title"), filters, window.desk.settings.folder)
    if names:
        take_in(window, page.held, [Path(name) for name in names], page.tree.folder)


def ask_folder(window: Window, page: "LibraryPage") -> None:
    """Choose a folder and put all BPMN files in it into the library, its folders too."""
    name = ask_folder_path(window, message("shelf.import_folder_title"))
    if name:
        take_in(window, page.held, [Path(name)], page.tree.folder)


def take_in(window: Window, held: OpenLibrary, paths: Sequence[Path], folder: str | None) -> None:
    """Put files and folders into a library; what was odd is told at the end."""
    by = held.author()

    def job(library: "Library", progress: Progress) -> "Imported":
        from modeller.jobs.library_import import import_files

        return import_files(library, paths, folder, by, progress)

    def done(imported: "Imported") -> None:
        lines = [*map(words, imported.refused)]
        lines += [say("library.said.there", path=shown(path)) for path in imported.there]
        lines += [say("library.said.renamed", name=name, made=made) for (_, made), name in imported.renamed.items()]
        for odd in imported.odd:
            lines += ["", shown(odd.path), *(f"    {words(each.message)}" for each in odd.findings)]
        text = message("shelf.imported", count=len(imported.models))
        count = len(imported.odd) + len(imported.refused) + len(imported.there) + len(imported.renamed)
        tell = window.notices.hint if imported.refused else window.notices.good
        card = tell(text)
        if lines:
            card.button(
                message("shelf.show_report", count=count),
                lambda: show_report(window, text, lines),
            )

    held.do(job, done, message("shelf.importing", name=held.name), window, changes=True)


def add_open_model(window: Window) -> None:
    """Put the model in front into one of the open libraries, or one that is chosen now."""
    from modeller.ui.library_page import LibraryPage

    page = window.page
    if page is None:
        return
    pages = [each for each in window.tabs.all() if isinstance(each, LibraryPage) and each.held.writable]
    if not pages:
        window.notices.hint(message("shelf.no_library_open"))
        return
    target = pages[-1].held
    page.finish()
    records, name, by = tuple(page.document.snapshot()), page.file.path.stem, target.author()

    def job(library: "Library", _: Progress) -> "ModelEntry":
        from modeller.library.models import add_model
        from modeller.model.entries import NewModel

        return add_model(library, NewModel(name, records), by)

    def done(entry: "ModelEntry") -> None:
        from modeller.ui.library_shelf import open_model

        open_model(target, entry.id, window)
        window.notices.good(message("shelf.added", name=entry.name, library=target.name))

    target.change(job, window, done)


def ask_export(window: Window, page: "LibraryPage") -> None:
    """Choose an empty folder and write the whole library there as files."""
    name = ask_folder_path(window, message("shelf.export_title"))
    if not name:
        return
    target = Path(name)

    def job(library: "Library", progress: Progress) -> "Written":
        from modeller.jobs.library_export import export_library

        return export_library(library, target, progress)

    def done(written: "Written") -> None:
        tell_written(window, target, written)

    page.held.do(job, done, message("shelf.exporting", name=page.held.name), window)


def ask_export_model(window: Window, page: "LibraryPage") -> None:
    """Write the selected model as a file."""
    entry = page.selection()[0]
    suffix = suffix_for(entry.notation)
    start = page.held.path.with_name(file_name(entry.name, suffix))
    name = ask_save(window, say("window.save.title"), [model_filter(suffix)], str(start))
    if not name:
        return
    target = Path(name if Path(name).suffix else f"{name}{suffix}")

    def job(library: "Library", _: Progress) -> list[Message]:
        from modeller.jobs.library_export import export_model_file

        return export_model_file(library, entry, target)

    def done(damaged: list[Message]) -> None:
        for each in damaged:
            window.notices.problem(each)
        window.notices.good(message("window.saved", name=target.name))

    page.held.do(job, done, message("window.saving", name=target.name), window)


def back_up(window: Window, page: "LibraryPage") -> None:
    """Make a backup now."""

    def job(library: "Library", progress: Progress) -> "Backup":
        from modeller.jobs.library_backups import make_backup

        return make_backup(library, progress)

    def done(made: "Backup") -> None:
        window.notices.good(message("library.said.backup", path=shown(made.path)))

    page.held.do(job, done, message("shelf.backing_up", name=page.held.name), window)


def verify(window: Window, page: "LibraryPage") -> None:
    """Compare every row with what was written."""

    def job(library: "Library", progress: Progress) -> "Checked":
        from modeller.jobs.library_check import check_library

        return check_library(library.path, progress)

    def done(checked: "Checked") -> None:
        name = page.held.path.name
        if not checked.faults:
            window.notices.good(
                message("library.said.sound", name=name, models=checked.models, versions=checked.versions)
            )
            return
        text = message("shelf.damaged", name=name, count=len(checked.faults))
        lines = [words(each.message) for each in checked.faults]
        window.notices.problem(text).button(
            message("shelf.show_report", count=len(lines)), lambda: show_report(window, text, lines)
        )

    page.held.do(job, done, message("shelf.verifying", name=page.held.name), window)
