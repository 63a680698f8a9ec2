"""Whether the file of a policy document still says what was written into it, whatever has packed it anew since."""

import re
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, Final, Literal
from zipfile import BadZipFile, ZipFile

from modeller.files.problem import Problem
from modeller.files.xml import parse

_STREAM: Final = re.compile(rb"\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PACKED: Final = re.compile(
    rb"/Length \d+|\d{10} \d{5} [nf]|(?<=startxref)\s+\d+|/ID\s*\[.*?\]|/(?:Creation|Mod)Date\s*\(.*?\)", re.DOTALL
)
"""What of a PDF follows from how its streams are packed, and when and where it was made."""
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY: Final = "word/document.xml"
_MARGIN: Final = re.compile(r"word/(?:header|footer)\d*\.xml")
_ENTRY: Final = re.compile(r"TOC\s?\d+", re.IGNORECASE)
"""The style of a line of the contents."""
_LARGEST: Final = 50_000_000
_MOST: Final = 50
"""So many heads and feet of a DOCX are looked through."""


def held(data: bytes, expected: bytes) -> Literal["same", "added", "altered"]:
    """Whether a file says what it should; of a DOCX that is its words, not its pictures."""
    if data.startswith(b"PK"):
        return "same" if _is_said(data, expected) else "altered"
    mine, theirs = _streams(data), _streams(expected)
    frame, meant = _frame(data), _frame(expected)
    if mine == theirs and frame == meant:
        return "same"
    return "added" if mine[: len(theirs)] == theirs and frame.startswith(meant) else "altered"


def _streams(data: bytes) -> list[bytes]:
    """What the streams of a PDF hold: pages, fonts, pictures."""
    return [_unpacked(found[1]) for found in _STREAM.finditer(data)]


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error:
        return data


def _frame(data: bytes) -> bytes:
    """What holds the streams of a PDF together: which pages there are, in which order, what leads where."""
    return _PACKED.sub(b"", _STREAM.sub(b"", data)).rstrip()


def _is_said(data: bytes, expected: bytes) -> bool:
    """Whether a DOCX says what another does: its paragraphs, heads and feet.

    Of its contents each line has to be a heading of it: Word makes them anew, and counts pages. What fields say in
    heads and feet, the numbers of pages, does not count either.
    """
    try:
        with ZipFile(BytesIO(data)) as package, ZipFile(BytesIO(expected)) as meant:
            body, contents = _paragraphs(package)
            if body != _paragraphs(meant)[0] or not contents <= {_squeezed(each) for each in body}:
                return False
            return _margins(package) == _margins(meant)
    except (BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, zlib.error, Problem):
        return False


def _paragraphs(package: ZipFile) -> tuple[list[str], set[str]]:
    """The texts of a DOCX, and apart the lines of its contents without spaces and the numbers of pages."""
    body, contents = list[str](), set[str]()
    for each in _root(package, _BODY).iter(f"{_WORD}p"):
        text = _text(each)
        if _ENTRY.fullmatch(_style(each)):
            contents.add(_squeezed(text.rstrip("0123456789")))
        else:
            body.append(text)
    return body, contents - {""}


def _margins(package: ZipFile) -> set[str]:
    """What heads and feet say, each once, wherever a program has put them."""
    parts = [each for each in package.namelist() if _MARGIN.fullmatch(each)][:_MOST]
    found = (_text(each, fields=False) for part in parts for each in _root(package, part).iter(f"{_WORD}p"))
    return {_squeezed(each) for each in found} - {""}


def _root(package: ZipFile, name: str) -> Any:
    with package.open(name) as part:
        return parse(part.read(_LARGEST), name)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _text(paragraph: Any, fields: bool = True) -> str:
    """What a paragraph says, with what its `fields` say or without."""
    return "".join(_said(paragraph, fields))


def _said(paragraph: Any, fields: bool) -> Iterator[str]:
    inside = 0
    for each in _pieces(paragraph):
        if each.tag == f"{_WORD}fldChar":
            inside += {"begin": 1, "end": -1}.get(str(each.get(f"{_WORD}fldCharType")), 0)
        elif fields or not (inside or each.getparent().getparent().tag == f"{_WORD}fldSimple"):
            yield str(each.text or "") if each.tag == f"{_WORD}t" else " "


def _pieces(paragraph: Any) -> Iterable[Any]:
    found: Iterable[Any] = paragraph.iter(*(f"{_WORD}{tag}" for tag in ("t", "br", "tab", "fldChar")))
    return found


def _style(paragraph: Any) -> str:
    found = next(paragraph.iter(f"{_WORD}pStyle"), None)
    return str(found.get(f"{_WORD}val", "")) if found is not None else ""
