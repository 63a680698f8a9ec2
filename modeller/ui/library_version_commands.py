"""What is done with versions: made, looked at, compared, brought back, branched, written to a file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from modeller.files.names import file_name
from modeller.jobs.progress import Progress, part
from modeller.language import Message, message, say
from modeller.ui import comparing
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_save, model_filter, suffix_for
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_names import ask_name
from modeller.ui.library_shelf import open_model
from modeller.ui.library_version_dialog import VersionDialog
from modeller.ui.library_version_page import VersionPage
from modeller.ui.question import Answer, Question
from modeller.ui.saving import save, take_theirs

if TYPE_CHECKING:
    from modeller.jobs.compare_models import Compared
    from modeller.library.store import Library
    from modeller.model.entries import Draft, Frozen, ModelEntry, Version
    from modeller.model.reading import Model
    from modeller.ui.library_page import LibraryPage
    from modeller.ui.library_versions import VersionsPanel
    from modeller.ui.open_file import OpenFile


def connect(window: Window, panel: "VersionsPanel") -> None:
    """Do what a panel asks for."""
    panel.asked.connect(lambda deed, versions: _asked(window, panel.held, deed, versions))
    panel.asked_new.connect(lambda: ask_new_of(window, panel.held, panel.entry))


def _asked(window: Window, held: OpenLibrary | None, deed: str, versions: Sequence["Version"]) -> None:
    if held is not None:
        _DEEDS[deed](window, held, versions)


def ask_new(window: Window, page: "LibraryPage | None") -> None:
    """A new version of the model in front, or of the one that is selected in a library."""
    if page is not None and len(page.selection()) == 1:
        ask_new_of(window, page.held, page.selection()[0])
    elif window.page is not None and isinstance(home := window.page.file.home, LibraryHome):
        listing = home.held.listing
        ask_new_of(window, home.held, listing.model(home.id) if listing is not None else None)


def ask_new_of(window: Window, held: OpenLibrary | None, entry: "ModelEntry | None") -> None:
    """Ask for a note, save what is unsaved of an open model, and make the version."""
    if held is None or entry is None or held.listing is None:
        return
    dialog = VersionDialog(entry.name, held.listing.latest.get(entry.id), window)

    def accepted() -> None:
        note, major = dialog.note, dialog.major
        file = open_file(held, entry.id)
        if file is not None and (file.unsaved or file.document.editing is not None):
            save(window, file, lambda saved: _freeze(window, held, entry, note, major) if saved else None)
        else:
            _freeze(window, held, entry, note, major)

    dialog.accepted.connect(accepted)
    dialog.setModal(True)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def open_file(held: OpenLibrary, id: str) -> "OpenFile | None":
    """The model where it is open."""
    from modeller.jobs.library_draft import path_of

    return held.desk.files.get(path_of(held.path, id))


def _freeze(window: Window, held: OpenLibrary, entry: "ModelEntry", note: str, major: bool) -> None:
    by = held.author()

    def job(library: "Library", _: Progress) -> "Version":
        from modeller.library.versions import freeze

        return freeze(library, entry.id, note=note, author=by, major=major)

    held.change(
        job, window,
        lambda made: window.notices.good(message("library.said.version", model=entry.name, number=made.number)),
    )  # fmt: skip


# -- with one version or two --------------------------------------------------------------------------------------


def show_version(
    window: Window, held: OpenLibrary, versions: Sequence["Version"], then: Callable[[VersionPage], object] = bool
) -> None:  # fmt: skip
    """A tab for each version, to be looked at; `then` hears of each."""
    for version in versions:
        _read(window, held, version, lambda entry, frozen: then(_show(window, held, entry, frozen)))


def _show(window: Window, held: OpenLibrary, entry: "ModelEntry", frozen: "Frozen") -> VersionPage:
    for page in window.tabs.all():
        if isinstance(page, VersionPage) and page.version.id == frozen.version.id:
            window.tabs.bring(page)
            return page
    made = VersionPage(held, entry, frozen, window.desk.look, window.stack)
    made.asked.connect(lambda deed, chosen: _asked(window, held, deed, chosen))
    window.stack.addWidget(made)
    window.tabs.add(made)
    return made


def _read(
    window: Window, held: OpenLibrary, version: "Version", then: "Callable[[ModelEntry, Frozen], object]"
) -> None:  # fmt: skip
    def job(library: "Library", _: Progress) -> "tuple[ModelEntry, Frozen]":
        from modeller.library.models import model
        from modeller.library.versions import read_version

        return model(library, version.model), read_version(library, version.id)

    held.do(job, lambda found: then(*found), message("shelf.opening_model"), window)


def compare(window: Window, held: OpenLibrary, versions: Sequence["Version"]) -> None:
    """Compare two versions, the older as the old state."""
    older, newer = sorted(versions, key=lambda each: (each.major, each.minor))

    def job(library: "Library", progress: Progress) -> "Compared":
        from modeller.jobs.compare_models import compare_models
        from modeller.library.fields import fields_of
        from modeller.library.versions import read_version
        from modeller.model.reading import Model

        old, new = (Model(read_version(library, each.id).records, fields_of(library)) for each in (older, newer))
        return compare_models(old, new, older.number, newer.number, part(progress, 0.5, 1))

    held.do(
        job, lambda compared: comparing.show(window, compared), message("compare.working", name=held.name), window
    )  # fmt: skip


def compare_with_draft(window: Window, held: OpenLibrary, versions: Sequence["Version"]) -> None:
    """Compare a version with the model as it is now; old values can be taken over into the model where it is open."""
    version = versions[0]
    file = open_file(held, version.model)
    now: Model | None = file.document.snapshot() if file is not None else None

    def job(library: "Library", progress: Progress) -> "Compared":
        from modeller.jobs.compare_models import compare_models
        from modeller.jobs.library_draft import open_draft
        from modeller.library.fields import fields_of
        from modeller.library.versions import read_version
        from modeller.model.reading import Model

        old = Model(read_version(library, version.id).records, fields_of(library))
        opened = open_draft(library, version.model)
        new = now if now is not None else opened.document.snapshot()
        return compare_models(old, new, f"{opened.name} {version.number}", opened.name, part(progress, 0.5, 1))

    held.do(
        job, lambda compared: comparing.show(window, compared, file), message("compare.working", name=held.name), window
    )  # fmt: skip


def restore(window: Window, held: OpenLibrary, versions: Sequence["Version"]) -> None:
    """Make a version the draft again, when somebody has said so. An open model takes it as a step to be undone."""
    version = versions[0]
    go = Answer("restore", message("shelf.version.restore"))
    question = Question(
        message("shelf.version.restore_ask", number=version.number), message("shelf.version.restore_more"), (go,)
    )
    if window.desk.ask(window, question) != "restore":
        return
    file = open_file(held, version.model)
    if file is not None and file.unsaved:
        save(window, file, lambda saved: _restore(window, held, version, file) if saved else None)
    else:
        _restore(window, held, version, file)


def _restore(window: Window, held: OpenLibrary, version: "Version", file: "OpenFile | None") -> None:
    by = held.author()

    def job(library: "Library", _: Progress) -> "Draft":
        from modeller.library.models import model
        from modeller.library.versions import restore_version

        entry = model(library, version.model)
        return restore_version(library, version.id, entry.revision, entry.digest, by)

    def done(_: "Draft") -> None:
        said: Message = message("shelf.version.restored", number=version.number)
        if file is not None and file in window.desk.files.values():
            take_theirs(window, file, lambda taken: taken and window.notices.good(said))
        else:
            open_model(held, version.model, window, lambda _: window.notices.good(said))

    held.change(job, window, done)


def new_draft(window: Window, held: OpenLibrary, versions: Sequence["Version"]) -> None:
    """Go on from a version: with the draft that begins as it, or, when somebody says so, in place of another draft."""
    version = versions[0]
    listing = held.listing
    entry = listing.model(version.model) if listing is not None else None
    file = open_file(held, version.model)
    if entry is not None and entry.digest == version.draft_digest and (file is None or not file.unsaved):
        open_model(held, version.model, window)
    else:
        restore(window, held, versions)


def branch(window: Window, held: OpenLibrary, versions: Sequence["Version"]) -> None:
    """A new model that begins as the version: a to-be of what is."""
    version, by = versions[0], held.author()
    listing = held.listing
    entry = listing.model(version.model) if listing is not None else None
    name = ask_name(
        window, message("shelf.version.branch_ask"), say("shelf.to_be_name", name=entry.name if entry else "")
    )
    if not name:
        return

    def job(library: "Library", _: Progress) -> "ModelEntry":
        from modeller.library.versions import branch as make

        return make(library, version.id, name, by)

    held.change(job, window, lambda made: open_model(held, made.id, window))


def export(window: Window, held: OpenLibrary, versions: Sequence["Version"]) -> None:
    """Write a version as a file."""
    version = versions[0]
    listing = held.listing
    entry = listing.model(version.model) if listing is not None else None
    if entry is None:
        return
    suffix = suffix_for(entry.notation)
    start = held.path.with_name(file_name(f"{entry.name} {version.number}", suffix))
    name = ask_save(window, say("window.save.title"), [model_filter(suffix)], str(start))
    if not name:
        return
    target = Path(name if Path(name).suffix else f"{name}{suffix}")

    def job(library: "Library", _: Progress) -> None:
        from modeller.jobs.library_export import export_model_file

        export_model_file(library, entry, target, version)

    held.do(
        job, lambda _: window.notices.good(message("window.saved", name=target.name)),
        message("window.saving", name=target.name), window,
    )  # fmt: skip


_DEEDS: "dict[str, Callable[[Window, OpenLibrary, Sequence[Version]], None]]" = {
    "open": show_version,
    "compare": compare,
    "compare_draft": compare_with_draft,
    "restore": restore,
    "new_draft": new_draft,
    "branch": branch,
    "export": export,
}
