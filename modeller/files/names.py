"""Names for files, made of whatever a person has called something."""

import re
import unicodedata
from collections.abc import Container
from typing import Final

LIMIT: Final = 150
"""Bytes of a name in UTF-8, so that an ending and a number still fit into the 255 of most systems."""

_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def file_name(text: str, suffix: str = "", taken: Container[str] = ()) -> str:
    """A name that every system takes and that leads out of no folder; numbered where its lower case is in `taken`."""
    plain = "".join(" " if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter for letter in text)
    plain = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(letter) == "Cs" else letter for letter in plain)
    plain = " ".join(_FORBIDDEN.sub("_", plain).split()).strip(" .")
    plain = plain.encode("utf-8")[:LIMIT].decode("utf-8", "ignore").strip(" .")
    if not plain or _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    name, number = plain + suffix, 2
    while name.lower() in taken:
        name, number = f"{plain} ({number}){suffix}", number + 1
    return name


def file_name_of(name: str, taken: Container[str] = ()) -> str:
    """A name that was a file's, ending and all, as one that every system takes (see `file_name`)."""
    plain = file_name(name.replace("\\", "/").rpartition("/")[2])
    stem, point, ending = plain.rpartition(".")
    return file_name(stem, point + ending, taken) if stem and point else file_name(plain, "", taken)
