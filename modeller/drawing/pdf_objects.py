"""What ReportLab has no object for: composite fonts, subset with right ToUnicode tables, and the structure of tags."""

import zlib
from hashlib import sha256
from typing import Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFObject

from modeller.drawing.fontfile import opened
from modeller.drawing.metrics import CUTS, FACES, SERIF, font_path, meant, narrow_glyph, width

_NAMES: Final = ("NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSansSymbols2-Regular", "NotoEmoji-Regular",
          "NotoSerifSC-Regular")  # fmt: skip
_CMAP_HEAD: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT: Final = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"

PDFDocument: TypeAlias = Any
"""ReportLab's document; its types leave out what is needed here."""


class Written(PDFObject):
    """An object of a PDF file that is written already."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"null") -> None:
        self.data = data

    def format(self, document: PDFDocument) -> bytes:  # noqa: ARG002  # ReportLab's protocol
        return self.data


def reference(document: PDFDocument, obj: PDFObject) -> str:
    """``12 0 R`` for an object, which becomes part of the document if it is not yet."""
    name = document.Reference(obj).name
    number, version = document.idToObjectNumberAndVersion[name]
    return f"{number} {version} R"


def stream(data: bytes, entries: str = "") -> Written:
    """A compressed stream."""
    packed = zlib.compress(data, 6)
    head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode("ascii")
    return Written(head + packed + b"\nendstream\n")


def text_string(text: str) -> str:
    """A text as a hexadecimal PDF string in UTF-16; it holds no lone surrogates."""
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


class _Codes(dict[str, str]):
    """The code of each character in one font, four hexadecimal digits, given when it is first asked for."""

    def __missing__(self, char: str) -> str:
        code = self[char] = f"{len(self) + 1:04X}"
        return code


class Fonts:
    """The bundled fonts as far as one document uses them. ReportLab has them written when the document is finished.

    A code is the number of the glyph in the embedded subset, so that there is no second table between the two.
    """

    def __init__(self, document: PDFDocument) -> None:
        self.codes = tuple(_Codes() for _ in FACES)
        self._table = document.idToObject["BasicFonts"].dict
        document.delayedFonts.append(self)

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802  # ReportLab's protocol
        """Write the fonts that were used."""
        for face, codes in enumerate(self.codes):
            if codes:
                self._table[f"M{face}"] = _font(document, face, list(codes))

    def show(self, face: int, text: str) -> str:
        """The hexadecimal string that shows a text with one font."""
        return "".join(map(self.codes[face].__getitem__, text))


_of_document: "WeakKeyDictionary[Any, Fonts]" = WeakKeyDictionary()


def fonts_of(document: PDFDocument) -> Fonts:
    """The fonts of a document; a page's resources name them M0 to M4, in the order of FACES."""
    found = _of_document.get(document)
    if found is None:
        found = _of_document[document] = Fonts(document)
    return found


def _font(document: PDFDocument, face: int, chars: list[str]) -> Written:
    data = FACES[face]
    file = opened(font_path(data))
    narrow = {char: found for char in chars if (found := narrow_glyph(face, char)) is not None}
    subset = file.subset(narrow[char][0] if char in narrow else file.glyph(char) for char in chars)
    tag = "".join(chr(65 + byte % 26) for byte in sha256(subset).digest()[:6])
    name = f"/{tag}+{_NAMES[face]}"
    bold = data.weight >= 600
    cut = next((number for number, chain in enumerate(CUTS) if chain[0] == face), 0)
    steps = (narrow[char][1] / data.units if char in narrow else width(ord(char), cut) for char in chars)
    widths = " ".join(f"{step * 1000:.5g}" for step in steps)
    bounds = " ".join(str(round(value * 1000 / file.outline.units)) for value in file.outline.bounds)
    descriptor = Written(
        f"<< /Type /FontDescriptor /FontName {name} /Flags {6 if face == SERIF else 4} /ItalicAngle 0"
        f" /FontBBox [{bounds}]"
        f" /Ascent {data.ascent * 1000 // data.units} /Descent {data.descent * 1000 // data.units} /CapHeight 733"
        f" /StemV {140 if bold else 80}"
        f" /FontFile2 {reference(document, stream(subset, f'/Length1 {len(subset)}'))} >>".encode("ascii")
    )
    descendant = Written(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {name} /CIDToGIDMap /Identity /DW 1000"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {reference(document, descriptor)} /W [1 [{widths}]] >>".encode("ascii")
    )
    return Written(
        f"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H"
        f" /DescendantFonts [{reference(document, descendant)}]"
        f" /ToUnicode {reference(document, stream(_to_unicode(chars)))} >>".encode("ascii")
    )


def _to_unicode(chars: list[str]) -> bytes:
    parts = [_CMAP_HEAD]
    for start in range(0, len(chars), 100):
        held = chars[start : start + 100]
        parts.append(f"{len(held)} beginbfchar\n")
        for code, char in enumerate(held, start + 1):
            parts.append(f"<{code:04X}> <{meant(char).encode('utf-16-be').hex().upper()}>\n")
        parts.append("endbfchar\n")
    parts.append(_CMAP_FOOT)
    return "".join(parts).encode("ascii")


class Structure:
    """The tags of a document: figures with their text for who cannot see them, headings, in the order of reading."""

    def __init__(self, document: PDFDocument) -> None:
        self.pages: list[Any] = []
        self._here: list[tuple[str, str]] = []
        self._all: list[list[tuple[str, str]]] = []
        document.delayedFonts.append(self)

    def mark(self, kind: str, alternative: str = "") -> str:
        """The operator that begins a tagged part of the current page; ``EMC`` ends it."""
        self._here.append((kind, alternative))
        return f"/{kind} <</MCID {len(self._here) - 1}>> BDC"

    def end_page(self, page: Any) -> None:
        """Tell which page the parts since the last one stand on."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self.pages)
        page.Tabs = Written(b"/S")
        self.pages.append(page)
        self._all.append(self._here)
        self._here = []

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802  # ReportLab's protocol
        """Write the tree; ReportLab calls this when the document is finished."""
        root, whole = Written(), Written()
        kids, numbers = [], []
        for number, (page, parts) in enumerate(zip(self.pages, self._all, strict=True)):
            on_page = []
            for mark, (kind, alternative) in enumerate(parts):
                text = f" /Alt {text_string(alternative)}" if alternative else ""
                part = Written(
                    f"<< /Type /StructElem /S /{kind} /P {reference(document, whole)} /Pg {reference(document, page)}"
                    f" /K {mark}{text} >>".encode("ascii")
                )
                on_page.append(reference(document, part))
            kids += on_page
            numbers.append(f"{number} [{' '.join(on_page)}]")
        whole.data = (
            f"<< /Type /StructElem /S /Document /P {reference(document, root)} /K [{' '.join(kids)}] >>".encode("ascii")
        )
        root.data = (
            f"<< /Type /StructTreeRoot /K {reference(document, whole)} /ParentTree << /Nums [{' '.join(numbers)}] >>"
            f" /ParentTreeNextKey {len(self.pages)} >>".encode("ascii")
        )
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = Written(b"<< /Marked true >>")
