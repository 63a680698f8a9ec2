"""What a window says, put into words again when the language changes: one list of setters and messages a window."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from modeller import language
from modeller.canvas.guarded import guarded
from modeller.language import PSEUDO, Message, words
from modeller.resources import resource


class Wording(QObject):
    """Lives as long as its owner. `put` a message through a setter; a text of the user's own goes to the setter itself.

    `each` takes a function that puts a whole table or list into words.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._puts: list[tuple[Callable[[str], Any], Message]] = []
        self._each: list[Callable[[], Any]] = []
        owner.installEventFilter(self)

    def put(self, setter: Callable[[str], Any], what: Message) -> None:
        """Say it now, and again in each new language. The latest message of a setter counts."""
        self._puts = [(other, said) for other, said in self._puts if other != setter]
        self._puts.append((setter, what))
        setter(words(what))

    def each(self, function: Callable[[], Any]) -> None:
        self._each.append(function)
        function()

    def again(self) -> None:
        for setter, what in tuple(self._puts):
            if _alive(setter):
                setter(words(what))
        for function in tuple(self._each):
            function()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange and watched is self.parent():
            self.again()
        return False


def _alive(setter: Callable[[str], Any]) -> bool:
    owner = getattr(setter, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class _Framed(QTranslator):
    """Qt's own words in ⟦ ⟧, for tests."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:  # fmt: skip
        return f"⟦{text}⟧"

    def isEmpty(self) -> bool:
        return False


_installed: list[QTranslator] = []


def speak(name: str) -> None:
    """Make it the language of the program and of Qt's own words; every window says all of its words again."""
    language.use(name)
    for old in _installed:
        QCoreApplication.removeTranslator(old)
    _installed.clear()
    translator = _translator(name)
    if translator is not None:
        QCoreApplication.installTranslator(translator)
        _installed.append(translator)
    for widget in QApplication.topLevelWidgets():
        if isValid(widget):  # a window that says its words anew may throw away the pop-ups of old fields
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


def _translator(name: str) -> QTranslator | None:
    if name == PSEUDO:
        return _Framed()
    from PySide6.QtCore import QLibraryInfo

    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator()
    shipped = str(resource("locale", name, f"qtbase_{name}.qm"))
    if translator.load(shipped) or translator.load(f"qtbase_{name}", folder):
        return translator
    return None
