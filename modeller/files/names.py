"""Names for files, made of whatever a person has called something; and what may be a name at all."""

import re
import unicodedata
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Final

LIMIT: Final = 150
"""Bytes of a name in UTF-8, so that an ending and a number still fit into the 255 of most systems."""

_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def fits_a_line(text: str) -> bool:
    """Whether a text holds no control characters, line ends or halves of characters; joiners and wide spaces it may."""
    return text.isprintable() or not any(unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} for each in text)


def folded(name: str) -> str:
    """What two names have in common that may be one file somewhere: the same letters, whatever their case and however
    their accents are written (a file system of macOS takes é for e with an accent behind it)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def file_name(text: str, suffix: str = "", taken: Container[str] = ()) -> str:
    """A name that every system takes and that leads out of no folder; numbered where its `folded` form is taken."""
    plain = "".join(" " if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter for letter in text)
    plain = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(letter) == "Cs" else letter for letter in plain)
    plain = " ".join(_FORBIDDEN.sub("_", plain).split()).strip(" .")
    plain = plain.encode("utf-8")[:LIMIT].decode("utf-8", "ignore").strip(" .")
    if not plain or _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    name, number = plain + suffix, 2
    while folded(name) in taken:
        name, number = f"{plain} ({number}){suffix}", number + 1
    return name


def file_name_of(name: str, taken: Container[str] = ()) -> str:
    """A name that was a file's, ending and all, as one that every system takes (see `file_name`)."""
    plain = file_name(name.replace("\\", "/").rpartition("/")[2])
    stem, point, ending = plain.rpartition(".")
    return file_name(stem, point + ending, taken) if stem and point else file_name(plain, "", taken)


class FreeNames:
    """The names that are given away in each folder; no two are one file on any system (see `folded`).

    `kept` are names that nothing gets anywhere.
    """

    def __init__(self, kept: tuple[str, ...] = ()) -> None:
        self._kept = kept
        self._taken: dict[Path, set[str]] = {}

    def take(self, home: Path, text: str, suffix: str = "") -> str:
        """A name in that folder for what is called `text`; from now on it is taken."""
        taken = self._taken.setdefault(home, {folded(each) for each in self._kept})
        free = file_name(text, suffix, taken)
        taken.add(folded(free))
        return free

    def homes(self, top: Path, tree: Iterable[tuple[str, str | None, str]]) -> dict[str | None, Path]:
        """A folder below `top` for each of the tree, which names id, parent and name, parents first."""
        found: dict[str | None, Path] = {None: top}
        for id, parent, name in tree:
            found[id] = found[parent] / self.take(found[parent], name)
        return found
