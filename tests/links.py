"""Where the links of our files lead: to places that the file has."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath
from typing import Any, Final
from xml.etree import ElementTree as Tree

import site_reading
from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def pdf_targets(reader: PdfReader) -> list[list[int]]:
    """For each page the pages that its links inside lead to, in order; fails for one that leads nowhere."""
    return [[_page(reader, note["/Dest"]) for note in notes if "/Dest" in note] for notes in _notes(reader)]


def _notes(reader: PdfReader) -> Iterator[list[Any]]:
    for page in reader.pages:
        yield [note.get_object() for note in page.get("/Annots", ArrayObject())]


def _page(reader: PdfReader, target: Any) -> int:
    """The number of the page that a destination names."""
    if isinstance(target, str):
        assert target in reader.named_destinations, target
        target = reader.named_destinations[target].dest_array
    reference = target.get_object()[0] if isinstance(target, IndirectObject) else target[0]
    numbers = {page.indirect_reference: number for number, page in enumerate(reader.pages)}
    assert reference in numbers, reference
    return numbers[reference]


def _outline(reader: PdfReader, entries: list[Any]) -> Iterator[int | None]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(reader, entry)
        else:
            yield reader.get_destination_page_number(entry)


def pdf(data: bytes) -> int:
    reader = PdfReader(io.BytesIO(data), strict=True)
    for notes in _notes(reader):
        assert all(note["/Subtype"] == "/Link" for note in notes)
        assert all("/Dest" in note or note["/A"]["/S"] == "/URI" for note in notes)
    marks = list(_outline(reader, reader.outline))
    assert all(page is not None and 0 <= page < len(reader.pages) for page in marks)
    return sum(map(len, pdf_targets(reader)))


def docx(data: bytes) -> int:
    package = zipfile.ZipFile(io.BytesIO(data))
    names = set(package.namelist())
    root = Tree.fromstring(package.read("word/document.xml"))
    marks = [each.get(f"{_W}name") for each in root.iter(f"{_W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    anchors = [anchor for each in root.iter(f"{_W}hyperlink") if (anchor := each.get(f"{_W}anchor"))]
    pages = [found for each in root.iter(f"{_W}instrText") for found in re.findall(r"PAGEREF (\S+)", each.text or "")]
    assert {*anchors, *pages} <= set(marks)
    for name in names:
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            for each in Tree.fromstring(package.read(name)):
                if each.get("TargetMode") != "External":
                    target = each.get("Target") or ""
                    assert normpath(join(folder, target)).lstrip("/") in names or target.lstrip("/") in names, target
    known = {each.get("Id") for each in Tree.fromstring(package.read("word/_rels/document.xml.rels"))}
    used = {value for each in root.iter() for name, value in each.attrib.items() if name.startswith(_R)}
    assert used <= known
    return len(anchors)


def html(data: bytes) -> int:
    page = site_reading.read(data)
    ids = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
    links = [each.attributes["href"] or "" for each in page.all("a")]
    assert {link[1:] for link in links} <= ids
    return len(links)


def _none(_: bytes) -> int:
    return 0


LINKS: Final[dict[str, Callable[[bytes], int]]] = {
    ".pdf": pdf, ".docx": docx, ".html": html, ".htm": html, ".svg": _none, ".png": _none,
}  # fmt: skip
"""By the suffix of a file: check that all links inside lead somewhere, and count them."""
