"""What ReportLab has no object for: composite fonts, subset with right ToUnicode tables, and the structure of tags."""

import zlib
from dataclasses import dataclass, field
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


@dataclass(eq=False)
class _Part:
    """A tagged part: marked content of a page, or what holds such parts. `page` and `mark` are -1 for the latter."""

    kind: str
    alternative: str = ""
    scope: str = ""
    page: int = -1
    mark: int = -1
    parts: "list[_Part]" = field(default_factory=list)


class Structure:
    """The tags of a document: figures with their text for who cannot see them, headings, tables with their rows, in the
    order of reading."""

    def __init__(self, document: PDFDocument) -> None:
        self.pages: list[Any] = []
        self._whole = _Part("Document")
        self._open = [self._whole]
        self._known: dict[object, _Part] = {}
        self._here: list[_Part] = []
        self._all: list[list[_Part]] = []
        document.delayedFonts.append(self)

    def mark(self, kind: str, alternative: str = "") -> str:
        """The operator that begins a tagged part of the current page; ``EMC`` ends it."""
        made = _Part(kind, alternative, "", len(self.pages), len(self._here))
        self._open[-1].parts.append(made)
        self._here.append(made)
        return f"/{kind} <</MCID {made.mark}>> BDC"

    def open(self, kind: str, key: object = None, scope: str = "") -> None:
        """Begin what holds the parts that come next, until `close`. One with a `key` that was there goes on.

        `scope` is what the head of a table stands for: ``Column`` or ``Row``.
        """
        made = self._known.get(key) if key is not None else None
        if made is None:
            made = _Part(kind, scope=scope)
            self._open[-1].parts.append(made)
            if key is not None:
                self._known[key] = made
        self._open.append(made)

    def close(self) -> None:
        """End what `open` began."""
        self._open.pop()

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
        root, written = Written(), dict[_Part, str]()
        whole = self._write(document, self._whole, reference(document, root), written)
        numbers = [f"{number} [{' '.join(written[part] for part in parts)}]" for number, parts in enumerate(self._all)]
        root.data = (
            f"<< /Type /StructTreeRoot /K {whole} /ParentTree << /Nums [{' '.join(numbers)}] >>"
            f" /ParentTreeNextKey {len(self.pages)} >>".encode("ascii")
        )
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = Written(b"<< /Marked true >>")

    def _write(self, document: PDFDocument, part: _Part, above: str, written: dict[_Part, str]) -> str:
        """Write a part and what it holds; how others refer to it."""
        made = Written()
        here = written[part] = reference(document, made)
        text = f" /Alt {text_string(part.alternative)}" if part.alternative else ""
        text += f" /A << /O /Table /Scope /{part.scope} >>" if part.scope else ""
        if part.mark >= 0:
            text += f" /Pg {reference(document, self.pages[part.page])} /K {part.mark}"
        else:
            text += f" /K [{' '.join(self._write(document, each, here, written) for each in part.parts)}]"
        made.data = f"<< /Type /StructElem /S /{part.kind} /P {above}{text} >>".encode("ascii")
        return here
