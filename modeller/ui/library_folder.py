"""Asks for a folder on the disk."""

from PySide6.QtWidgets import QFileDialog, QWidget

from modeller.language import Message, say, words
from modeller.ui.file_dialog import file_dialog


def ask_folder(parent: QWidget, title: Message) -> str:
    """A folder that was chosen; nothing where the dialog was put away."""
    dialog = file_dialog(parent, words(title), [f"{say('window.filter.all')} (*)"], "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    chosen = dialog.selectedFiles() if dialog.exec() == QFileDialog.DialogCode.Accepted else []
    dialog.deleteLater()
    return next(iter(chosen), "")
