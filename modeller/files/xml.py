"""The one hardened XML door: nothing is fetched, nothing is expanded, nothing is half opened."""

import re
from io import BytesIO
from typing import Any, Final

from lxml import etree

from modeller.files.problem import Problem
from modeller.files.read import MODEL_LIMIT
from modeller.language import Message, message

ELEMENTS: Final = 200_000
ATTRIBUTES: Final = 1_500_000
TEXT: Final = 1_000_000
"""Limits of one file: its elements (comments and instructions count too), attributes, and the length of one text."""

if etree.LIBXML_VERSION < (2, 14):  # older ones read local files, and expand entities without bounds
    raise Problem(message("files.old_parser", version=".".join(map(str, etree.LIBXML_VERSION))))

_FAULTS: Final = {
    4: "files.xml.not_xml",
    5: "files.xml.after_end",
    9: "files.xml.character",
    23: "files.xml.ampersand",
    26: "files.xml.entity",
    32: "files.xml.unknown_encoding",
    38: "files.xml.attribute",
    39: "files.xml.attribute",
    40: "files.xml.attribute",
    41: "files.xml.attribute",
    42: "files.xml.attribute_twice",
    64: "files.xml.declaration",
    68: "files.xml.ampersand",
    73: "files.xml.cut_off",
    74: "files.xml.cut_off",
    76: "files.xml.tags_cross",
    77: "files.xml.cut_off",
    81: "files.xml.encoding",
    110: "files.xml.too_long",
    114: "files.xml.too_long",
    201: "files.xml.prefix",
}
"""libxml2's error numbers that have a sentence of ours; the others are shown in its own words."""

_OTHERS: Final = {b"SQLite format 3\0": "files.database", b"%PDF-": "files.pdf"}
"""How files begin that people take for models, and the sentence for each."""


def parse(data: bytes, name: str, limit: int = MODEL_LIMIT) -> etree._Element:
    """The root of the document; comments and processing instructions are kept.

    Raises Problem, naming `name` and the line, where it is not well-formed, has a DOCTYPE or is over the limits.
    """
    _refuse_what_is_no_xml(data, name, limit)
    if _doctype_first(data):
        raise Problem(message("files.xml.doctype", name=name))
    try:
        if _may_hold_too_many(data):
            _refuse_too_many(data, name)
        root: etree._Element = etree.fromstring(data, etree.XMLParser(**_settings()))
    except etree.XMLSyntaxError as error:
        raise Problem(_fault(data, name, error)) from error
    document: Any = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise Problem(message("files.xml.doctype", name=name))
    if _may_hold_long_text(data):
        _refuse_long_text(root, name)
    return root


def _settings() -> dict[str, Any]:
    return {
        "resolve_entities": "internal",
        "load_dtd": False,
        "dtd_validation": False,
        "attribute_defaults": False,
        "no_network": True,
        "huge_tree": False,
        "recover": False,
        "decompress": False,
        "strip_cdata": False,
    }


def _refuse_what_is_no_xml(data: bytes, name: str, limit: int) -> None:
    if len(data) > limit:
        raise Problem(message("files.too_large", name=name, limit=limit // 1_000_000))
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Problem(message("files.empty" if not data.strip() else "files.only_zeros", name=name))
    if data.startswith((b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")):
        raise Problem(message("files.compressed", name=name))
    for begins, key in _OTHERS.items():
        if data.startswith(begins):
            raise Problem(message(key, name=name))


def _doctype_first(data: bytes) -> bool:
    """Is there a DOCTYPE before the first element? Seen before parsing, so that its entities are never looked at."""
    if b"\0" in data[:64]:  # UTF-16 and its like
        data = data.replace(b"\0", b"")
    position = 0
    while (position := data.find(b"<", position)) >= 0:
        if data.startswith(b"<!DOCTYPE", position):
            return True
        if data.startswith(b"<!--", position):
            end = data.find(b"-->", position + 4)
        elif data.startswith(b"<?", position):
            end = data.find(b"?>", position + 2)
        else:
            return False
        if end < 0:
            return False
        position = end + 2
    return False


def _may_hold_too_many(data: bytes) -> bool:
    """False where the signs that begin an element or give a value are few enough."""
    if len(data) > 5 * ATTRIBUTES and data.count(b"=") > ATTRIBUTES:
        return True
    return data.count(b"<") > ELEMENTS and data.count(b"<") - data.count(b"</") > ELEMENTS


def _refuse_too_many(data: bytes, name: str) -> None:
    """Count without building all of it: what is over the limit would take more memory than the program may."""
    settings = _settings()
    del settings["decompress"]  # iterparse knows none; a compressed file was refused before
    elements = attributes = line = 0
    for event, found in etree.iterparse(BytesIO(data), events=("start", "comment", "pi", "start-ns"), **settings):
        if event == "start-ns":
            attributes += 1
            continue
        elements += 1
        line = found.sourceline or line
        if event == "start":
            attributes += len(found.attrib)
        if elements > ELEMENTS:
            raise Problem(message("files.xml.too_many", name=name, line=line, limit=ELEMENTS))
        if attributes > ATTRIBUTES:
            raise Problem(message("files.xml.too_many_attributes", name=name, line=line, limit=ATTRIBUTES))


def _may_hold_long_text(data: bytes) -> bool:
    """False where no two ``<`` are further apart than a text may be long, and nothing can hide a ``<``."""
    if len(data) <= TEXT:
        return False
    if b"<![CDATA[" in data:
        return True
    position = data.find(b"<")
    while 0 <= position < len(data) - TEXT:
        following = data.rfind(b"<", position + 1, position + TEXT)
        if following < 0:
            return True
        position = following
    return False


def _refuse_long_text(root: etree._Element, name: str) -> None:
    long = f"string-length() > {TEXT}"
    found = root.xpath(f"//*[@*[{long}] or text()[{long}] or comment()[{long}] or processing-instruction()[{long}]]")
    if isinstance(found, list) and found:
        line = getattr(found[0], "sourceline", 0) or 0
        raise Problem(message("files.xml.too_long", name=name, line=line, limit=TEXT))


def _fault(data: bytes, name: str, error: etree.XMLSyntaxError) -> Message:
    line, code, detail = error.lineno or 1, getattr(error, "code", 0), (error.msg or "").strip()
    if address := re.search(r"'(.*)' is not a valid URI", detail, re.DOTALL):
        return message("files.xml.namespace", name=name, line=line, address=address[1])
    if "Char 0x0 " in detail:
        return message("files.xml.zero", name=name, line=line)
    if "depth" in detail:
        return message("files.xml.too_deep", name=name, line=line)
    detail = re.sub(r"(, line \d+, column \d+)+( \(.*\))?$", "", detail)
    key = _FAULTS.get(code, "files.xml.other")
    if key == "files.xml.encoding" and b"encoding" not in data[:200].replace(b"\0", b""):
        key = "files.xml.no_encoding"
    return message(key, name=name, line=line, detail=detail, encoding=_declared(data), limit=TEXT)


def _declared(data: bytes) -> str:
    found = re.match(rb"""[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._:-]+)""", data[:200].replace(b"\0", b""))
    if found:
        return found[1].decode("ascii")
    return "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "UTF-8"
