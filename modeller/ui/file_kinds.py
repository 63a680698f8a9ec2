"""What kind a file is by its name, and whether it may be given to the program that the system opens it with."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from modeller.language import Message, message

_ENDINGS: Final = {
    "pdf": "pdf ofd",
    "text_document": "docx odt rtf doc wps",
    "table": "xlsx ods csv xls et",
    "slides": "pptx odp ppt dps",
    "picture": "png jpg jpeg gif bmp webp tif tiff",
    "text": "txt md log",
    "sound": "mp3 wav m4a ogg flac",
    "film": "mp4 m4v mov avi mkv webm wmv",
}
"""The only kinds that are opened: what is not named here may run something, and is only saved."""
_WITH_MACROS: Final = frozenset("doc wps xls et ppt dps".split())
"""Older formats, whose name does not tell whether there are macros in them."""
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
"""How programs begin, whatever they are called."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """`name` says what it is; `opens` whether it may be opened, `macros` whether it may hold macros all the same."""

    name: Message
    opens: bool
    macros: bool = False


def ending(name: str) -> str:
    """The ending of a file's name in lower case, without the dot."""
    return PurePath(name).suffix[1:].lower()


def kind_of(name: str) -> FileKind:
    """The kind of a file of that name."""
    last = ending(name)
    for kind, endings in _ENDINGS.items():
        if last in endings.split():
            return FileKind(message(f"shelf.attach.kind.{kind}"), True, last in _WITH_MACROS)
    return FileKind(message("shelf.attach.kind.other"), False)


def is_program(data: bytes) -> bool:
    """Whether that is how a program begins."""
    return data.startswith(_PROGRAMS)
