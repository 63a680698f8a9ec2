"""A text while it is being written: cursor, selection, what an input method is composing, steps back."""

import re

_WORD = re.compile(r"\w+|[^\w\s]", re.UNICODE)


class Writing:
    """`cursor` and `anchor` are places between characters; what lies between them is selected.

    `preedit` is what an input method composes at the cursor; it is no part of the text yet.
    """

    def __init__(self, text: str, *, replace: bool) -> None:
        """With `replace` all of the old text is selected, else the cursor stands at its end."""
        self.original = text
        self.text = text
        self.cursor = len(text)
        self.anchor = 0 if replace else self.cursor
        self.preedit = ""
        self.preedit_cursor = 0
        self._steps: list[tuple[str, int, int]] = []
        self._undone: list[tuple[str, int, int]] = []

    @property
    def selection(self) -> tuple[int, int]:
        return min(self.cursor, self.anchor), max(self.cursor, self.anchor)

    @property
    def selected(self) -> str:
        start, end = self.selection
        return self.text[start:end]

    @property
    def shown(self) -> str:
        """The text with what is being composed standing in the place of the selection."""
        if not self.preedit:
            return self.text
        start, end = self.selection
        return self.text[:start] + self.preedit + self.text[end:]

    @property
    def shown_cursor(self) -> int:
        return self.selection[0] + self.preedit_cursor if self.preedit else self.cursor

    # -- changing it ---------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        self._steps.append((self.text, self.cursor, self.anchor))
        self._undone.clear()

    def insert(self, text: str) -> None:
        """Put the text in the place of the selection."""
        start, end = self.selection
        self._keep()
        self.text = self.text[:start] + text + self.text[end:]
        self.cursor = self.anchor = start + len(text)

    def put(self, text: str) -> None:
        """Put a text in the place of all that stands."""
        self.select_all()
        self.insert(text)

    def compose(self, preedit: str, cursor: int) -> None:
        self.preedit = preedit
        self.preedit_cursor = max(0, min(cursor, len(preedit)))

    def replace(self, start: int, length: int, text: str) -> None:
        """What an input method asks for: `length` characters at `start`, counted from the cursor, become `text`."""
        if length or start:
            begin = max(0, min(self.cursor + start, len(self.text)))
            self.anchor, self.cursor = begin, max(begin, min(begin + length, len(self.text)))
        if text or (self.cursor != self.anchor and length):
            self.insert(text)

    def backspace(self, word: bool = False) -> None:
        if self.cursor == self.anchor:
            self.anchor = self.before(self.cursor, word)
        self.insert("") if self.cursor != self.anchor else None

    def delete(self, word: bool = False) -> None:
        if self.cursor == self.anchor:
            self.anchor = self.after(self.cursor, word)
        self.insert("") if self.cursor != self.anchor else None

    def undo(self) -> bool:
        return self._turn(self._steps, self._undone)

    def redo(self) -> bool:
        return self._turn(self._undone, self._steps)

    def _turn(self, source: list[tuple[str, int, int]], target: list[tuple[str, int, int]]) -> bool:
        if not source:
            return False
        target.append((self.text, self.cursor, self.anchor))
        self.text, self.cursor, self.anchor = source.pop()
        return True

    # -- moving in it --------------------------------------------------------------------------------------------

    def place(self, cursor: int, *, keep: bool = False) -> None:
        """Put the cursor somewhere; with `keep` what lies between is selected."""
        self.cursor = max(0, min(cursor, len(self.text)))
        if not keep:
            self.anchor = self.cursor

    def select_all(self) -> None:
        self.anchor, self.cursor = 0, len(self.text)

    def before(self, place: int, word: bool = False) -> int:
        """The place one character, or one word, before another; a character with its marks is one."""
        if not word:
            place -= 1
            while place > 0 and (_clings(self.text[place]) or self.text[place - 1] == "\u200d"):
                place -= 1
            return max(0, place)
        starts = [match.start() for match in _WORD.finditer(self.text, 0, place) if match.start() < place]
        return starts[-1] if starts else 0

    def after(self, place: int, word: bool = False) -> int:
        if not word:
            place += 1
            while place < len(self.text) and (_clings(self.text[place]) or self.text[place - 1] == "\u200d"):
                place += 1
            return min(len(self.text), place)
        found = _WORD.search(self.text, place)
        return found.end() if found else len(self.text)

    def line(self, place: int) -> tuple[int, int]:
        """Where the paragraph around a place begins and ends."""
        start = self.text.rfind("\n", 0, place) + 1
        end = self.text.find("\n", place)
        return start, end if end >= 0 else len(self.text)


def _clings(character: str) -> bool:
    """Whether it stands on the character before: an accent, a variation selector, a joiner."""
    code = ord(character)
    return code == 0x200D or 0xFE00 <= code <= 0xFE0F or 0x0300 <= code <= 0x036F or 0x1F3FB <= code <= 0x1F3FF
