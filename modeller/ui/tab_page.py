"""A page in a tab that shows no model to be edited: a comparison, a library, a version."""

from PySide6.QtWidgets import QWidget

from modeller.ui.theme import Look


class TabPage(QWidget):
    """`title` stands on its tab."""

    title: str = ""
    where: str = ""
    """What the tab's tip says."""

    def dress(self, look: Look) -> None:
        """Take the colours of another look."""
        raise NotImplementedError

    def leave(self) -> None:
        """It is about to go."""
        raise NotImplementedError
