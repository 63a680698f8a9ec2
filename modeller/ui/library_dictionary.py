"""What is done with a library's dictionary in a window; open models are checked against it and follow its renames."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from modeller.files.names import file_name
from modeller.jobs.progress import Progress
from modeller.language import message, say, words
from modeller.model.dictionary import Alike, Entry, Renamed, Use
from modeller.ui import library_dictionary_removal
from modeller.ui.desk import Desk, Window
from modeller.ui.file_dialog import ask_open, ask_save
from modeller.ui.library_dictionary_dialogs import EntryDialog, PreviewDialog
from modeller.ui.library_dictionary_following import follow
from modeller.ui.library_dictionary_page import DictionaryPage
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_names import ask_name
from modeller.ui.library_report import show_report
from modeller.ui.library_shelf import Shelf, open_model
from modeller.ui.open_file import OpenFile

if TYPE_CHECKING:
    from modeller.jobs.dictionary_files import Report
    from modeller.library.store import Library


def known_entries(file: OpenFile) -> Sequence[Entry]:
    """The dictionary of the library that a model lies in."""
    home = file.home
    listing = home.held.listing if isinstance(home, LibraryHome) else None
    return listing.dictionary if listing is not None else ()


def look_after(desk: Desk, shelf: Shelf) -> None:
    """Let the checks of open models know the dictionary, and look again when it is another."""
    seen: dict[Path, Sequence[Entry]] = {}

    def listed(held: OpenLibrary) -> None:
        now = held.listing.dictionary if held.listing is not None else ()
        if now == seen.get(held.path, ()):
            return
        seen[held.path] = now
        for file in desk.files.values():
            if file.checker is not None and isinstance(file.home, LibraryHome) and file.home.held is held:
                file.checker.ask()

    desk.known_entries = known_entries
    shelf.listed.connect(listed)


def show(window: Window, held: OpenLibrary, entry: str = "") -> DictionaryPage:
    """The tab of a library's dictionary, a new one where there is none; the entry of that id is selected."""
    for each in window.tabs.all():
        if isinstance(each, DictionaryPage) and each.held is held:
            window.tabs.bring(each)
            each.show_entry(entry)
            return each
    page = DictionaryPage(held, window.desk.look, window.stack)
    page.asked.connect(lambda deed: _DEEDS[deed](window, page))
    page.opened.connect(partial(_open_use, window, held))
    page.chosen.connect(lambda: _read_uses(window, page))
    page.renamed.connect(lambda: window.tabs.name(page) if page in window.tabs.all() else None)
    page.listed.connect(lambda: _read_alike(window, page))
    window.stack.addWidget(page)
    window.tabs.add(page)
    held.refresh(window)
    page.show_entry(entry)
    return page


def _read_uses(window: Window, page: DictionaryPage) -> None:
    entry = page.entry
    if entry is None:
        return
    id = entry.id

    def job(library: "Library", _: Progress) -> list[Use]:
        from modeller.library.dictionary import where_used

        return where_used(library, id)

    def read(uses: list[Use]) -> None:
        if page in window.tabs.all() and page.entry is not None and page.entry.id == id:
            page.show_uses(uses)

    page.held.do(job, read, message("shelf.listing", name=page.held.name), window)


def _read_alike(window: Window, page: DictionaryPage) -> None:
    def job(library: "Library", _: Progress) -> list[Alike]:
        from modeller.library.dictionary import duplicates

        return duplicates(library)

    def read(pairs: list[Alike]) -> None:
        if page in window.tabs.all():
            page.show_alike(pairs)

    page.held.do(job, read, message("shelf.listing", name=page.held.name), window)


def _open_use(window: Window, held: OpenLibrary, use: Use) -> None:
    def there(file: OpenFile) -> None:
        page = next((each for each in window.pages() if each.file is file), None)
        if page is not None:
            page.reveal((use.element,))

    open_model(held, use.model, window, there)


# -- changes ------------------------------------------------------------------------------------------------------


def _then(dialog: QDialog, accepted: Callable[[], object]) -> None:
    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.open()


def _add(window: Window, page: DictionaryPage) -> None:
    dialog = EntryDialog(None, page.kind, window, page.entries)
    by = page.held.author()

    def accepted() -> None:
        new = dialog.made

        def job(library: "Library", _: Progress) -> list[Entry]:
            from modeller.library.dictionary import add_entries

            return add_entries(library, [new], by)

        def added(_: list[Entry]) -> None:
            window.notices.good(message("dictionary.said.added", name=new.name))

        page.held.change(job, window, added)

    _then(dialog, accepted)


def _edit(window: Window, page: DictionaryPage) -> None:
    entry = page.entry
    if entry is None:
        return
    dialog = EntryDialog(entry, entry.kind, window, page.entries)
    by, id = page.held.author(), entry.id

    def accepted() -> None:
        made = dialog.made
        values = {
            "translation": made.translation, "definition": made.definition, "synonyms": made.synonyms,
            "parent": made.parent, "state": made.state,
        }  # fmt: skip

        def job(library: "Library", _: Progress) -> Entry:
            from modeller.library.dictionary import change_entry

            return change_entry(library, id, by, **values)

        page.held.change(job, window)

    _then(dialog, accepted)


def _rename(window: Window, page: DictionaryPage) -> None:
    """Ask for the name, show what changes by it, and do it."""
    entry, by = page.entry, page.held.author()
    if entry is None:
        return
    id = entry.id
    name = ask_name(window, message("dictionary.page.rename_title", name=entry.name), entry.name)
    if not name or name == entry.name:
        return

    def rename(library: "Library", preview: bool) -> Renamed:
        from modeller.library.dictionary import rename_entry

        return rename_entry(library, id, name, by, preview=preview)

    def previewed(told: Renamed) -> None:
        title = message("dictionary.page.preview", old=told.old, name=name)
        dialog = PreviewDialog(title, preview_lines(told), say("dictionary.page.rename_now"), window)
        _then(
            dialog,
            lambda: page.held.change(
                lambda library, _: rename(library, False), window, partial(_follow, window, page.held)
            ),
        )

    page.held.do(
        lambda library, _: rename(library, True), previewed, message("shelf.listing", name=page.held.name), window
    )


def preview_lines(told: Renamed) -> list[str]:
    """What a rename does, element by element, and which published processes stay as they are."""
    lines = [f"{each.model_name} › {each.text}" for each in told.uses] or [say("dictionary.said.unused")]
    if told.still:
        lines += ["", say("dictionary.said.still", count=len(told.still), old=told.old)]
        lines += [f"    {each.model_name} {each.number}" for each in told.still]
    return lines


def _follow(window: Window, held: OpenLibrary, told: Renamed) -> None:
    """Open drafts that a rename changed take it over, and what was done is told."""
    follow(window, held, told.uses)
    models = len({each.model for each in told.uses})
    window.notices.good(
        message("dictionary.said.renamed", old=told.old, name=told.entry.name, elements=len(told.uses), models=models)
    )


def _merge(window: Window, page: DictionaryPage) -> None:
    """Ask which of two entries is to stay, and make them one."""
    from modeller.ui.question import Answer, Question

    pair, by = page.pair, page.held.author()
    if pair is None:
        return
    first, second = pair.first, pair.second
    question = Question(
        message("dictionary.page.merge_which", first=first.name, second=second.name),
        message("dictionary.page.merge_more"),
        (
            Answer("first", message("dictionary.page.keep", name=first.name)),
            Answer("second", message("dictionary.page.keep", name=second.name)),
        ),
    )
    answer = window.desk.ask(window, question)
    if answer not in {"first", "second"}:
        return
    keep, gone = (first, second) if answer == "first" else (second, first)

    def job(library: "Library", _: Progress) -> Renamed:
        from modeller.library.dictionary import merge_entries

        return merge_entries(library, keep.id, gone.id, by)

    page.held.change(job, window, partial(_follow, window, page.held))


# -- tables -------------------------------------------------------------------------------------------------------


def _filters() -> list[str]:
    return [f"{say('dictionary.page.tables')} (*.xlsx *.csv)", f"{say('window.filter.all')} (*)"]


def _import(window: Window, page: DictionaryPage) -> None:
    names = ask_open(window, say("dictionary.page.import_title"), _filters(), window.desk.settings.folder)
    if names:
        take_in(window, page, Path(names[0]))


def take_in(window: Window, page: DictionaryPage, path: Path) -> None:
    """Put the rows of a table into the dictionary; rows that name no kind are of the one that is shown."""
    by, kind = page.held.author(), page.kind

    def job(library: "Library", _: Progress) -> "Report":
        from modeller.jobs.dictionary_files import import_dictionary

        return import_dictionary(library, path, by, kind)

    def done(report: "Report") -> None:
        text = message(
            "dictionary.said.imported", added=len(report.added), changed=len(report.changed), same=report.same
        )
        lines = [*map(words, report.refused), *map(_alike_line, report.alike)]
        card = (window.notices.hint if report.refused else window.notices.good)(text)
        if lines:
            card.button(message("shelf.show_report", count=len(lines)), lambda: show_report(window, text, lines))

    page.held.change(job, window, done)


def _alike_line(each: Alike) -> str:
    why = say(f"dictionary.alike.{each.why}")
    return say("dictionary.said.alike", first=each.first.name, second=each.second.name, why=why)


def _export(window: Window, page: DictionaryPage) -> None:
    start = page.held.path.with_name(file_name(page.title, ".xlsx"))
    name = ask_save(window, say("window.save.title"), _filters(), str(start))
    if not name:
        return
    target, kind = Path(name if Path(name).suffix else f"{name}.xlsx"), page.kind

    def job(library: "Library", _: Progress) -> int:
        from modeller.jobs.dictionary_files import export_dictionary

        return export_dictionary(library, target, kind)

    page.held.do(
        job, lambda _: window.notices.good(message("window.saved", name=target.name)),
        message("window.saving", name=target.name), window,
    )  # fmt: skip


_DEEDS: dict[str, Callable[[Window, DictionaryPage], object]] = {
    "add": _add,
    "edit": _edit,
    "rename": _rename,
    "remove": library_dictionary_removal.ask,
    "merge": _merge,
    "import": _import,
    "export": _export,
}
