"""By what the value chains in the window are coloured: chosen in the View menu, followed while they change."""

from PySide6.QtCore import QObject

from modeller.editing.chains import is_chain
from modeller.model.document import Change, State
from modeller.notation.notations import coloured
from modeller.notation.valuechain.colouring import Tint, tint_for
from modeller.notation.valuechain.colourings.catalogue import colouring
from modeller.ui.desk import Desk
from modeller.ui.model_page import ModelPage


class ChainColours(QObject):
    """Colours the page of a value chain as the settings say, whatever is done to it."""

    def __init__(self, desk: Desk, page: ModelPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._end = page.document.subscribe(self._changed)
        desk.settings_changed.connect(self.follow)
        self.destroyed.connect(self._end)
        self.follow()

    def _changed(self, _: Change, state: State) -> None:
        if state == "done":
            self.follow()

    def _tint(self) -> Tint | None:
        chosen = colouring(self._desk.settings.colouring)
        return tint_for(chosen, self._page.document) if chosen is not None else None

    def follow(self) -> None:
        """Colour it as it is now; where that is as before nothing is drawn anew."""
        page = self._page
        page.show_notation(coloured(page.notation, self._tint()))


def prepare(desk: Desk, page: ModelPage) -> None:
    """A page of a model has come: a value chain is coloured from now on."""
    if is_chain(page.document):
        ChainColours(desk, page)
