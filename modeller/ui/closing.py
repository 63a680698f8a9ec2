"""Nothing closes over unsaved work unless somebody said so: one question for the tab, the window and the program."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from modeller.language import message
from modeller.ui.desk import Desk, Window
from modeller.ui.open_file import OpenFile
from modeller.ui.question import Answer, Question
from modeller.ui.saving import finish, save_and_wait, wait_until_still

if TYPE_CHECKING:
    from PySide6.QtGui import QSessionManager


def may_close(window: Window, files: Iterable[OpenFile]) -> bool:
    """Whether these models may go: they are saved, or are now, or somebody let them go.

    A save that fails and a dialog that is cancelled mean no.
    """
    files = list(dict.fromkeys(files))
    for file in files:
        finish(window, file)
        wait_until_still(file)
    unsaved = [file for file in files if file.at_stake]
    if not unsaved:
        return True
    answer = window.desk.ask(window, _question(unsaved))
    if answer == "save":
        return all(save_and_wait(window, file) for file in unsaved)
    if answer == "discard":
        for file in unsaved:
            file.let_go()
        return True
    return False


def _question(files: list[OpenFile]) -> Question:
    if len(files) == 1:
        text = message("saving.close.one", name=files[0].name)
        save, discard = message("saving.close.save"), message("saving.close.discard")
    else:
        text = message("saving.close.many", count=len(files), names="\n".join(file.name for file in files))
        save, discard = message("saving.close.save_all"), message("saving.close.discard_all")
    answers = (Answer("save", save), Answer("discard", discard, destroys=True))
    return Question(text, message("saving.close.more"), answers)


def logging_out(desk: Desk, manager: "QSessionManager") -> None:
    """The system is about to end all programs: ask as long as it lets us. The journal has everything anyway."""
    if not desk.windows or not any(file.at_stake for file in desk.files.values()):
        return
    if not manager.allowsInteraction():
        return
    try:
        may = may_close(desk.windows[0], desk.files.values())
    except Exception:
        manager.cancel()
        raise
    if may:
        manager.release()
    else:
        manager.cancel()
