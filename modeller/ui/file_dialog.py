"""Asking for files to open and to write: the system's dialog, or Qt's own with all of its words in our language."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from modeller.language import say
from modeller.model.entries import VALUE_CHAIN

_LABELS = (
    (QFileDialog.DialogLabel.LookIn, "window.files.folder"),
    (QFileDialog.DialogLabel.FileName, "window.files.name"),
    (QFileDialog.DialogLabel.FileType, "window.files.type"),
    (QFileDialog.DialogLabel.Reject, "window.cancel"),
)


CHAIN = ".mchain"
MODELS = "*.bpmn *.bpmn2 *.xml *.mchain"
"""The files that hold one model, as a dialog names them."""


def file_dialog(parent: QWidget, title: str, filters: list[str], start: str) -> QFileDialog:
    """A dialog that begins at the folder, or at the file, `start`."""
    dialog = QFileDialog(parent, title)
    for label, key in _LABELS:
        dialog.setLabelText(label, say(key))
    dialog.setNameFilters(filters)
    place = Path(start) if start else Path.home()
    if place.is_dir():
        dialog.setDirectory(str(place))
    else:
        dialog.setDirectory(str(place.parent))
        dialog.selectFile(place.name)
    return dialog


def ask_open(parent: QWidget, title: str, filters: list[str], folder: str) -> list[str]:
    """The files that were chosen, none where the dialog was put away."""
    dialog = file_dialog(parent, title, filters, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, say("window.files.open"))
    return _asked(dialog)


def ask_save(parent: QWidget, title: str, filters: list[str], start: str) -> str:
    """The file to write, asked about where it exists already; empty where the dialog was put away."""
    dialog = file_dialog(parent, title, filters, start)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(Path(start).suffix.lstrip("."))  # so that it asks about the file that will be written
    dialog.filterSelected.connect(lambda chosen: _end_with(dialog, chosen, filters))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, say("window.files.save"))
    return next(iter(_asked(dialog)), "")


def suffix_for(notation: str) -> str:
    """The ending of the file for a model of a library, by what the library calls its kind."""
    return CHAIN if notation == VALUE_CHAIN else ".bpmn"


def model_filter(suffix: str) -> str:
    """The line of a dialog for the files that hold a model, by their ending."""
    return f"{say('window.filter.chain' if suffix == CHAIN else 'window.filter.bpmn')} (*{suffix})"


def _end_with(dialog: QFileDialog, chosen: str, filters: list[str]) -> None:
    """Let the name of the file end as the chosen kind of file does, where it ended as another that was to choose."""
    endings = {each: each.rpartition("(*.")[2].rstrip(")") for each in filters if "(*." in each}
    if chosen not in endings:
        return
    dialog.setDefaultSuffix(endings[chosen])
    for name in dialog.selectedFiles()[:1]:
        if Path(name).suffix[1:].lower() in endings.values():
            dialog.selectFile(Path(name).with_suffix(f".{endings[chosen]}").name)


def _asked(dialog: QFileDialog) -> list[str]:
    chosen = dialog.selectedFiles() if dialog.exec() == QFileDialog.DialogCode.Accepted else []
    dialog.deleteLater()
    return chosen
