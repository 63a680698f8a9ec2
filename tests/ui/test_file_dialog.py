"""The dialog for a file to write: its name ends as the kind that is chosen does."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets")
from PySide6.QtWidgets import QFileDialog

from modeller.ui.file_dialog import ask_save


@pytest.mark.parametrize(("start", "chosen", "written"), [
    ("all.v2.pdf", "Page (*.html)", "all.v2.html"),
    ("all.v2.pdf", "Paper (*.pdf)", "all.v2.pdf"),
    ("of its own.txt", "Page (*.html)", "of its own.txt"),
])  # fmt: skip
def test_the_name_follows_the_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str, chosen: str, written: str
) -> None:
    def choose(dialog: QFileDialog) -> int:
        dialog.filterSelected.emit(chosen)
        assert dialog.defaultSuffix() == chosen[-5:-1].strip("*.")
        return QFileDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", choose)
    kinds = ["Paper (*.pdf)", "Page (*.html)", "Anything (*)"]
    assert Path(ask_save(None, "Publish", kinds, str(tmp_path / start))) == tmp_path / written  # type: ignore[arg-type]
