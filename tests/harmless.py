"""Nothing in a file that we write runs, and nothing in it reaches out of it but links into the web and letters."""

import io
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final
from xml.etree import ElementTree as Tree

import site_reading
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from site_reading import Element

from modeller.drawing.paint_svg import followed
from modeller.resources import resource

_PAGE: Final = set(
    "html head meta title style script body nav main section header article aside details summary div span p a h1 h2 h3"
    " h4 ul li dl dt dd table thead tbody tr th td input svg g path rect text image clippath".split()
)
_PICTURE: Final = set("svg g path rect text title image clipPath a".split())
_NEVER: Final = {
    "/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/EmbeddedFiles", "/GoToR", "/GoToE",
    "/SubmitForm", "/ImportData", "/RichMedia", "/Movie", "/Rendition", "/AcroForm", "/XFA",
}  # fmt: skip
"""Keys of a PDF's dictionaries and kinds of its actions that do something, or bring something in."""
_FIELDS: Final = re.compile(r'\s*(TOC( \\o "1-\d")?( \\[huz])*|PAGE|NUMPAGES|PAGEREF \w+( \\h)?)\s*')


def svg(data: bytes) -> None:
    assert b"<!DOCTYPE" not in data
    assert b"<?xml-stylesheet" not in data
    for each in Tree.fromstring(data).iter():
        assert str(each.tag).rpartition("}")[2] in _PICTURE, each.tag
        for name, value in each.attrib.items():
            _attribute(name.rpartition("}")[2], value)


def _attribute(name: str, value: str) -> None:
    assert not name.startswith("on"), name
    if name == "href":
        assert followed(value) or re.match(r"data:image/(png|jpeg);base64,", value), value
    elif name in {"style", "fill", "stroke", "clip-path"}:
        assert not re.search(r"(?i)url\((?!#)|script|http|file:", value), value


def html(data: bytes) -> None:
    """The page runs our code only, and no link in it leads out of it, or nowhere."""
    page = site_reading.read(data)
    code = resource("site", "script.js").read_text(encoding="utf-8")
    assert [each.text() for each in page.all("script")] == [code]
    assert len(page.all("style")) == 1
    assert not re.search(r"url\(|@import|http", page.all("style")[0].text())
    digest = b64encode(sha256(code.encode()).digest()).decode()
    policies = [each.attributes["content"] for each in page.all("meta") if "http-equiv" in each.attributes]
    assert policies == [
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    ]
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert {each.tag for each in page.all()} <= {"", *_PAGE}
    for each in page.all():
        _element(each, set(ids))


def _element(each: Element, ids: set[str | None]) -> None:
    for name, value in each.attributes.items():
        assert name not in {"src", "srcset", "action", "formaction", "data", "poster", "target", "srcdoc"}
        if name == "href":
            assert value is not None
            assert value.startswith("#")
            assert value[1:] in ids
        elif name == "xlink:href":
            assert value is not None
            assert not followed(value)
            _attribute("href", value)
        else:
            _attribute(name, value or "")


def pdf(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data), strict=True)
    for number in range(1, int(reader.trailer["/Size"])):
        _object(reader.get_object(number))


def _object(found: Any) -> None:
    if isinstance(found, DictionaryObject):
        assert not _NEVER & set(found), found
        assert found.get("/S") not in _NEVER, found
        assert found.get("/Type") != "/Filespec", found
        if "/URI" in found:
            assert followed(str(found["/URI"])), found
        for each in found.values():
            _object(each)
    elif isinstance(found, ArrayObject):
        for each in found:
            _object(each)


def docx(data: bytes) -> None:
    package = zipfile.ZipFile(io.BytesIO(data))
    for name in package.namelist():
        assert re.fullmatch(r"(word|docProps|_rels|customXml|\[Content_Types\])[\w./\-\[\]]*", name), name
        assert name.endswith((".xml", ".rels", ".svg", ".png", ".jpg", ".jpeg")), name
        part = package.read(name)
        if name.endswith((".xml", ".rels")):
            assert b"<!DOCTYPE" not in part
            _part(Tree.fromstring(part))
        elif name.endswith(".svg"):
            svg(part)


def _part(root: Tree.Element) -> None:
    instruction = ""
    for each in root.iter():
        tag = str(each.tag).rpartition("}")[2]
        assert tag not in {"altChunk", "object", "OLEObject", "control", "attachedTemplate", "fldSimple", "subDoc"}, tag
        if tag == "Relationship" and each.get("TargetMode") == "External":
            assert followed(each.get("Target") or ""), each.attrib
        if tag == "fldChar":
            assert not instruction or _FIELDS.fullmatch(instruction), instruction
            instruction = ""
        if tag == "instrText":
            instruction += each.text or ""


def png(data: bytes) -> None:
    """It is a whole picture."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()


HARMLESS: Final[dict[str, Callable[[bytes], None]]] = {
    ".svg": svg, ".html": html, ".htm": html, ".pdf": pdf, ".docx": docx, ".png": png,
}  # fmt: skip
"""By the suffix of a file what is asked of it. A new format says here what it must not hold."""
