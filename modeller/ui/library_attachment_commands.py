"""What is done with the files that are attached to a library's model: attach, open, save, delete."""

import os
import stat
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from modeller.files.atomic import write_file
from modeller.files.names import file_name_of
from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.language import Message, message, say, words
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_open, ask_save
from modeller.ui.file_kinds import is_program, kind_of
from modeller.ui.library_attachments import AttachmentsPanel
from modeller.ui.library_folder import ask_folder
from modeller.ui.library_report import show_report
from modeller.ui.library_shelf import Shelf
from modeller.ui.library_times import local_time, size_text
from modeller.ui.question import CANCEL, Answer, Question

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.model.entries import Attachment

_START = 16
"""Bytes of a file that tell whether it is a program."""


def connect(window: Window, shelf: Shelf, panel: AttachmentsPanel) -> None:
    """Do what the panel asks for."""
    deeds: dict[str, Callable[[Window, AttachmentsPanel, Sequence[Attachment]], None]]
    deeds = {"add": _ask_files, "open": partial(_open, shelf), "save": _save, "remove": _remove}
    panel.asked.connect(lambda deed, some: deeds[deed](window, panel, some))
    panel.dropped.connect(lambda paths: take_in(window, panel, paths))


def _ask_files(window: Window, panel: AttachmentsPanel, _: Sequence["Attachment"]) -> None:
    filters = [f"{say('window.filter.all')} (*)"]
    names = ask_open(window, say("shelf.attach.add_title"), filters, window.desk.settings.folder)
    take_in(window, panel, [Path(name) for name in names])


def take_in(window: Window, panel: AttachmentsPanel, paths: Sequence[Path]) -> None:
    """Attach files as they are now. Asked about those whose name is there already; told about what could not be."""
    held, entry = panel.held, panel.entry
    if held is None or entry is None or not paths:
        return
    target, id, by = panel.target, entry.id, held.author()
    names = {path.name for path in paths}
    old = [each for each in panel.attachments if each.name in names and each.element == target]
    answer = window.desk.ask(window, _same_name(old)) if old else "both"
    if answer == CANCEL:
        return

    def job(library: "Library", progress: Progress) -> tuple[list[str], list[Message]]:
        from modeller.jobs.library_remarks import attach_file
        from modeller.library.attachments import detach

        made: list[str] = []
        failed: list[Message] = []
        for number, path in enumerate(paths):
            progress(number / len(paths))
            try:
                made.append(attach_file(library, id, path, by, element=target).name)
            except Problem as problem:
                failed.append(problem.message)
                continue
            for each in old if answer == "replace" else ():
                if each.name == path.name:
                    detach(library, each.id)
        return made, failed

    def done(result: tuple[list[str], list[Message]]) -> None:
        made, failed = result
        if len(failed) == 1:
            window.notices.problem(failed[0])
        elif failed:
            text = message("shelf.attach.failed", count=len(failed))
            lines = [words(each) for each in failed]
            window.notices.problem(text).button(
                message("shelf.show_report", count=len(lines)), lambda: show_report(window, text, lines)
            )
        if made:
            window.notices.good(message("shelf.attach.added", count=len(made), model=entry.name))

    held.do(job, done, message("shelf.attach.adding", name=held.name), window, changes=True)


def _same_name(old: Sequence["Attachment"]) -> Question:
    return Question(
        message("shelf.attach.same_name", name=old[0].name)
        if len(old) == 1
        else message("shelf.attach.same_names", count=len(old)),
        message("shelf.attach.same_name_more"),
        (
            Answer("both", message("shelf.attach.both")),
            Answer("replace", message("shelf.attach.replace"), destroys=True),
        ),
    )


def _open(shelf: Shelf, window: Window, panel: AttachmentsPanel, some: Sequence["Attachment"]) -> None:
    """Give a copy to the program that the system has for it, after a question; never what may be a program."""
    attachment = some[0]
    held, kind = panel.held, kind_of(attachment.name)
    if held is None:
        return
    if not kind.opens:
        window.notices.hint(message("shelf.attach.not_opened", name=attachment.name))
        return
    more = message(
        "shelf.attach.open_macros" if kind.macros else "shelf.attach.open_more",
        kind=words(kind.name), size=size_text(attachment.size), time=local_time(attachment.time),
        who=attachment.author or attachment.account or "–",
    )  # fmt: skip
    question = Question(
        message("shelf.attach.open_ask", name=attachment.name), more, (Answer("open", message("shelf.attach.open")),)
    )
    if window.desk.ask(window, question) != "open":
        return
    folder = shelf.folder_for_copies()

    def job(library: "Library", _: Progress) -> Path | None:
        return _copy(library, attachment, folder)

    def copied(path: Path | None) -> None:
        if path is None:
            window.notices.hint(message("shelf.attach.not_opened", name=attachment.name))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            window.notices.hint(message("shelf.attach.no_program", name=attachment.name))

    held.do(job, copied, message("shelf.attach.opening", name=attachment.name), window)


def _copy(library: "Library", attachment: "Attachment", folder: TemporaryDirectory[str]) -> Path | None:
    """A copy that nobody can change by mistake, in a folder of its own; None where it is a program after all."""
    from modeller.library.attachments import read_attachment

    found, data = read_attachment(library, attachment.id)
    if is_program(data[:_START]):
        return None
    own = Path(folder.name) / found.digest[:16]
    own.mkdir(exist_ok=True)
    path = own / file_name_of(found.name)
    if not path.exists():
        write_file(path, data)
        os.chmod(path, stat.S_IREAD)
    return path


def _save(window: Window, panel: AttachmentsPanel, some: Sequence["Attachment"]) -> None:
    """Write one to a file, or several into a folder."""
    held = panel.held
    if held is None:
        return
    folder = window.desk.settings.folder or str(held.path.parent)
    if len(some) == 1:
        start = str(Path(folder) / file_name_of(some[0].name))
        name = ask_save(window, say("shelf.attach.save_title"), [f"{say('window.filter.all')} (*)"], start)
    else:
        name = ask_folder(window, message("shelf.attach.save_folder"))
    if not name:
        return
    target = Path(name)

    def job(library: "Library", progress: Progress) -> list[Path]:
        from modeller.jobs.library_remarks import save_attachment

        written = []
        for number, each in enumerate(some):
            progress(number / len(some))
            written.append(save_attachment(library, each.id, target))
        return written

    def done(written: list[Path]) -> None:
        if len(some) == 1:
            window.notices.good(message("window.saved", name=written[0].name))
        else:
            window.notices.good(message("shelf.exported", count=len(written), folder=target.name))

    held.do(job, done, message("window.saving", name=target.name), window)


def _remove(window: Window, panel: AttachmentsPanel, some: Sequence["Attachment"]) -> None:
    held = panel.held
    if held is None:
        return
    question = Question(
        message("shelf.attach.remove_ask", name=some[0].name)
        if len(some) == 1
        else message("shelf.attach.remove_some", count=len(some)),
        message("shelf.attach.remove_more"),
        (Answer("keep", message("shelf.keep")), Answer("remove", message("shelf.delete_for_good"), destroys=True)),
    )
    if window.desk.ask(window, question) != "remove":
        return

    def job(library: "Library", _: Progress) -> None:
        from modeller.library.attachments import detach

        for each in some:
            detach(library, each.id)

    held.change(job, window)
