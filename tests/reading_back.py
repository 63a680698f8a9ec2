"""The texts of what we export, as the programs of others read them."""

import io
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as Tree

import docx as python_docx
import site_reading
from hostile import is_right_to_left

from modeller.drawing.glyphs import invisible, writable

_SVG: Final = "{http://www.w3.org/2000/svg}"
_DIRECTIONS: Final = re.compile("[\u200e\u200f\u202a-\u202e]")


def plain(text: str) -> str:
    """A text as extraction is compared: without white space, canonical equivalents made one.

    Decomposed: what two texts make when one stands behind the other is then what each makes alone.
    """
    return unicodedata.normalize("NFD", "".join(writable(text).split()))


def of_pdf(data: bytes, folder: Path) -> str:
    """As poppler reads a PDF, in the order in which it was drawn."""
    file = folder / "read.pdf"
    file.write_bytes(data)
    made = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", file, "-"], check=True, capture_output=True)
    return made.stdout.decode("utf-8")


def of_svg(data: bytes, _folder: Path) -> str:
    """The texts that are drawn, framed code points as the character they stand for."""
    shown: list[str] = []

    def read(part: Tree.Element) -> None:
        framed = part.tag == _SVG + "g" and [each.tag for each in part][:2] == [_SVG + "title", _SVG + "rect"]
        if framed or part.tag == _SVG + "text":
            shown.append((part[0] if framed else part).text or "")
            return
        for each in part:
            read(each)

    read(Tree.fromstring(data))
    return "".join(shown)


def of_docx(data: bytes, _folder: Path) -> str:
    """The body of a DOCX."""
    found = python_docx.Document(io.BytesIO(data)).element.body.itertext("{*}t", "{*}br", "{*}tab")
    return "".join(found)


def of_html(data: bytes, _folder: Path) -> str:
    """What stands on the page, its pictures as those of an SVG."""
    return site_reading.read(data).all("body")[0].text()


READERS: Final[dict[str, Callable[[bytes, Path], str] | None]] = {
    ".pdf": of_pdf, ".svg": of_svg, ".docx": of_docx, ".html": of_html, ".htm": of_html, ".png": None,
}  # fmt: skip
"""By the suffix of a file how its text is read; None where it holds none. A new format says here how it is read."""


def _as_read(text: str, suffix: str) -> str:
    """What is left of a text in a format, as `missing` compares it."""
    text = plain(text)
    if suffix == ".pdf":  # poppler puts in directions of its own, and knows no noncharacters
        text = "".join("\ufffd" if _noncharacter(char) else char for char in _DIRECTIONS.sub("", text))
    return text


def _noncharacter(char: str) -> bool:
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _in_pieces(text: str, said: str, times: int) -> bool:
    """Whether a text that is too long for one page arrives in a few pieces: heads, feet, other cells stand between."""
    found = 0
    most = len(text) // 100 + 1
    while text and times == 1 and found < most:
        fits, too_long = 0, len(text) + 1
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            fits, too_long = (middle, too_long) if text[:middle] in said else (fits, middle)
        text, found = text[fits:], found + 1
    return not text and found > 1


def missing(texts: list[str], files: list[bytes], suffix: str, folder: Path) -> list[str]:
    """Which of these texts did not arrive in files of one format, each as often as it is given.

    Drawn texts that are read from right to left stand in the order in which they are drawn: of them every character
    arrives. Where nothing of a text is ever seen, nothing is drawn.
    """
    reader = READERS[suffix]
    if reader is None:
        return []
    said = "\n".join(_as_read(reader(data, folder), suffix) for data in files)
    there, lost = Counter(said), []
    for text, times in Counter(texts).items():
        wanted = _as_read(text, suffix)
        if all(map(invisible, wanted)):
            continue
        if is_right_to_left(text) and suffix in {".pdf", ".svg"}:
            arrived = all(there[char] >= times * count for char, count in Counter(wanted).items())
        else:
            arrived = said.count(wanted) >= times or (suffix == ".pdf" and _in_pieces(wanted, said, times))
        if not arrived:
            lost.append(text)
    return lost
