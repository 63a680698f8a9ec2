"""Comparing from the window: which file to compare with, the tab that shows it, and when that goes."""

from pathlib import Path
from typing import TYPE_CHECKING

from modeller.jobs.compare_models import Compared, compare_models
from modeller.jobs.progress import Progress, part
from modeller.language import message, say
from modeller.ui.compare_page import ComparePage
from modeller.ui.desk import Window, close_tab
from modeller.ui.file_dialog import MODELS, ask_open

if TYPE_CHECKING:
    from modeller.ui.open_file import OpenFile


def ask(window: Window) -> None:
    """Choose the file that the model in front is to be compared with."""
    page = window.page
    if page is None:
        return
    filters = [f"{say('window.filter.models')} ({MODELS})", f"{say('window.filter.all')} (*)"]
    for name in ask_open(window, say("compare.ask"), filters, window.desk.settings.folder)[:1]:
        with_file(window, page.file, Path(name))


def with_file(window: Window, file: "OpenFile", path: Path) -> None:
    """Compare a file, as the old state, with an open model as it is now; the tab comes when that is done."""
    now = file.document.snapshot()

    def job(progress: Progress) -> Compared:
        from modeller.jobs.open_model import open_model

        opened = open_model(path, part(progress, 0, 0.6))
        return compare_models(opened.document.snapshot(), now, path.name, file.name, part(progress, 0.6, 1))

    window.desk.work(
        job, lambda compared: show(window, compared, file), message("compare.working", name=path.name), window
    )


def show(window: Window, compared: Compared, file: "OpenFile | None" = None) -> ComparePage:
    """A tab for two models; with `file` the new one is its state, and old values can be taken over into it."""
    document = None
    if file is not None and file.views > 0:
        document = file.document
        fresh = document.snapshot()
        if dict(fresh.records) != dict(compared.new.records):  # it has been changed meanwhile
            compared = compare_models(compared.old, fresh, compared.old_name, compared.new_name)
    page = ComparePage(compared, window.desk.look, window.stack, document)
    window.stack.addWidget(page)
    window.tabs.add(page)
    return page


def pages(window: Window) -> list[ComparePage]:
    """The comparisons that are open."""
    return [page for page in window.tabs.all() if isinstance(page, ComparePage)]


def close(window: Window, page: ComparePage) -> None:
    """Close a comparison."""
    close_tab(window, page)


def close_of(window: Window, file: "OpenFile") -> None:
    """Close the comparisons of a model that nobody shows any more, in any window."""
    if file.views <= 0:
        for other in window.desk.windows:
            for page in pages(other):
                if page.document is file.document:
                    close(other, page)
