"""What the commands of the File menu do. Dialogs are loaded when they are first asked for."""

from pathlib import Path

from PySide6.QtCore import Qt

from modeller.interchange.model_files import suffix_of
from modeller.jobs.progress import Progress
from modeller.language import message, say
from modeller.ui import clip
from modeller.ui.desk import Window
from modeller.ui.file_dialog import MODELS, ask_open, ask_save, model_filter


def open_(window: Window) -> None:
    """Choose files and open each in a tab."""
    filters = [f"{say('window.filter.models')} ({MODELS} *.mlib)", f"{say('window.filter.all')} (*)"]
    for name in ask_open(window, say("window.open.title"), filters, window.desk.settings.folder):
        window.desk.open(Path(name), window)


def save_copy(window: Window) -> None:
    """Write the model as a file of another name."""
    page = window.page
    if page is None:
        return
    suffix = suffix_of(page.document)
    start = page.file.beside(f"-copy{suffix}")
    name = ask_save(window, say("window.save.title"), [model_filter(suffix)], str(start))
    if not name:
        return
    target = Path(name if Path(name).suffix else f"{name}{suffix}")
    model = page.document.snapshot()

    def job(progress: Progress) -> None:
        from modeller.jobs.convert_model import save_model

        save_model(model, target, progress)

    window.desk.work(
        job,
        lambda _: window.notices.good(message("window.saved", name=target.name)),
        message("window.saving", name=target.name),
        window,
    )


def copy_picture(window: Window) -> None:
    """Put what is selected, or the whole diagram, on the clipboard as a picture, on white."""
    page = window.page
    if page is not None:
        some = clip.copy_picture(page.view)
        window.notices.good(message("window.copied_some" if some else "window.copied"))


def export(window: Window) -> None:
    """Choose format and page, see it, write it."""
    from modeller.ui.export_dialog import ExportDialog

    if window.page is not None:
        dialog = ExportDialog(window, window.page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def policy(window: Window) -> None:
    """Choose what a policy document says, and write it."""
    from modeller.ui.policy_dialog import PolicyDialog

    if window.page is not None:
        dialog = PolicyDialog(window, window.page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def print_(window: Window) -> None:
    """Choose printer and page, see it, print it."""
    from modeller.ui.print_dialog import PrintDialog

    if window.page is not None:
        dialog = PrintDialog(window, window.page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def settings(window: Window) -> None:
    from modeller.ui.settings_page import SettingsPage

    page = SettingsPage(window.desk, window)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.open()


def about(window: Window) -> None:
    from modeller.ui.about import About

    box = About(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
