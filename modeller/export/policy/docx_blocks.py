"""The blocks of a policy document written into a DOCX, one after the other."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from modeller.drawing.glyphs import writable
from modeller.export.policy import docx_xml as xml
from modeller.export.policy.arranged import (
    DEEPEST_ENTRY,
    above,
    anchor_of,
    anchors_of,
    hang,
    in_contents,
    picture_size,
    qr_text,
    sheet_of,
    style_of,
    titled,
    together,
)
from modeller.export.policy.blocks import (
    Block,
    Cell,
    Contents,
    Figure,
    Heading,
    Listing,
    Logo,
    NewPage,
    Paragraph,
    Policy,
    Space,
    Stamp,
    Table,
)
from modeller.export.policy.docx_pages import Pages
from modeller.export.policy.docx_pictures import put_figure
from modeller.export.policy.docx_styles import colour, style_ids
from modeller.export.policy.qr import code_png
from modeller.export.policy.typography import INDENT, face, scale_on
from modeller.language import Message, message, words

_ALIGN: Final = {"left": WD_ALIGN_PARAGRAPH.LEFT, "centre": WD_ALIGN_PARAGRAPH.CENTER}
_CODE: Final = 62
_AROUND: Final = 2.5
"""Room above and below the text of a cell, in points."""
_SHORT: Final = 12
"""A table of no more rows is not parted."""
_LOGO: Final = (170.0, 60.0)


class Writer:
    """Writes blocks; keeps which sheet it writes on, and which bookmarks it has made. `counted` are the pages of the
    headings by their anchors."""

    def __init__(self, document: Any, policy: Policy, counted: Mapping[str, int]) -> None:
        self.document, self.policy = document, policy
        self._counted = counted
        self.notes: list[Message] = []
        self.pages = Pages(document, policy)
        self._anchors = anchors_of(policy)
        self._styles = style_ids(document)
        self._numbers = 0
        self._figures = 0
        self._above = 0.0

    def write_all(self, place: int) -> int:
        """Write the blocks that stay together from a place on; the place behind them."""
        held = together(self.policy.blocks, place)
        self.pages.turn(sheet_of(held))
        self._above = above(held)
        for block in held:
            self._write(block)
        return place + len(held)

    def _paragraph(self, style: str) -> Any:
        made = self.document.add_paragraph()
        made._p.style = self._styles[style]
        self.pages.begin(made)
        return made

    def _write(self, block: Block) -> None:
        if isinstance(block, Heading):
            paragraph = self._paragraph(style_of(block))
            _text(paragraph, titled(block))
            self._mark(paragraph, anchor_of(block))
        elif isinstance(block, Paragraph):
            paragraph = self._paragraph(block.style)
            self._linked(paragraph, block.text, block.link)
            if block.style in ("lead", "note"):
                paragraph.paragraph_format.keep_with_next = True
            self._mark(paragraph, block.anchor)
        elif isinstance(block, Listing):
            self._listing(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Contents):
            self._contents(block)
        else:
            self._other(block)

    def _other(self, block: Block) -> None:
        if isinstance(block, NewPage):
            self.pages.broken = True
        elif isinstance(block, Space):
            paragraph = self._paragraph("note")
            paragraph.paragraph_format.space_before = Pt(max(block.height - 17, 0))
        elif isinstance(block, Stamp):
            said = words(message("policy.stamp", stamp=self.policy.stamp), self.policy.language)
            paragraph = self._paragraph("note")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _text(paragraph, said + "  ")
            run = paragraph.add_run()
            run.add_picture(BytesIO(code_png(qr_text(self.policy))), width=Pt(_CODE), height=Pt(_CODE))
            xml.described(run, "QR", said)
        elif isinstance(block, Logo) and (size := picture_size(block.data)) is not None:
            paragraph = self._paragraph("organisation")
            scale = min(_LOGO[0] / size[0], _LOGO[1] / size[1])
            run = paragraph.add_run()
            run.add_picture(BytesIO(block.data), width=Pt(size[0] * scale), height=Pt(size[1] * scale))
            xml.described(run, "Logo", self.policy.head[0])

    # -- places and links ----------------------------------------------------------------------------------------

    def _mark(self, paragraph: Any, anchor: str) -> None:
        if anchor:
            self._numbers += 1
            xml.bookmark(paragraph, bookmark_name(anchor), self._numbers)

    def _linked(self, paragraph: Any, text: str, link: str) -> None:
        """A text that may lead somewhere."""
        plain = cleaned(text)
        if link.startswith("#"):
            if link[1:] in self._anchors:
                self._coloured(xml.link_inside(paragraph, bookmark_name(link[1:]), plain))
                return
        elif link:
            self._coloured(xml.link_outside(paragraph, link, plain))
            return
        _text(paragraph, text)

    def _coloured(self, run: Any) -> None:
        run.font.color.rgb = RGBColor.from_string(self.policy.accent.lstrip("#").upper())

    # -- what takes more than a paragraph ------------------------------------------------------------------------

    def _listing(self, block: Listing) -> None:
        hung = hang(block, face("listed", self.policy.language).size)
        for item in block.items:
            paragraph = self._paragraph("listed")
            left = INDENT * (item.level + 0.15) + hung
            layout = paragraph.paragraph_format
            layout.left_indent, layout.first_line_indent = Pt(left), Pt(-hung)
            layout.tab_stops.add_tab_stop(Pt(left))
            paragraph.add_run(f"{cleaned(item.mark)}\t")
            self._linked(paragraph, item.text, item.link)

    def _table(self, block: Table) -> None:
        count = len(block.widths)
        rows = ([block.head] if block.head else []) + list(block.rows)
        self.pages.before_table()
        made = self.document.add_table(rows=len(rows), cols=count, style="Table Grid")
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        whole = sum(block.widths) or 1.0
        widths = [Pt(self.pages.sheet.text_width * share / whole) for share in block.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        style = "cell" if block.style == "grid" else block.style
        short = len(rows) - 1 if len(rows) <= _SHORT else 0  # rows that stay with the one below
        for number, (row, cells) in enumerate(zip(made.rows, rows, strict=True)):
            head = number == 0 and bool(block.head)
            if head:
                xml.repeated(row)
            xml.whole(row)
            for place, (cell, given) in enumerate(zip(row.cells, cells, strict=False)):
                cell.width = widths[place]
                self._cell(cell, given, style, head, _names(block, place), head or number < short)
        _bordered(made, colour("faint", self.policy))
        after = self.document.add_paragraph()  # hardly a line, so that a table may fill its page; below it is air
        after._p.style = self._styles["note"]
        after.paragraph_format.line_spacing, after.paragraph_format.space_after = Pt(1), Pt(12)

    def _cell(self, cell: Any, given: Cell, style: str, head: bool, naming: bool, kept: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self._styles[style]
        paragraph.alignment = _ALIGN[given.align]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(_AROUND)
        self._linked(paragraph, given.text, given.link)
        for run in paragraph.runs:
            if head or given.bold:
                run.font.bold = True
            if naming:
                run.font.color.rgb = RGBColor.from_string(colour("muted", self.policy).lstrip("#").upper())
        if head or naming:
            xml.shaded(cell, colour("band", self.policy).lstrip("#"))
        if head or naming or style != "cell":
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if kept:
            paragraph.paragraph_format.keep_with_next = True

    def _figure(self, block: Figure) -> None:
        self._figures += 1
        scale = scale_on(self.pages.sheet, block.bounds, self._above)
        paragraph = self._paragraph("caption")
        paragraph.paragraph_format.keep_with_next = True
        self.notes += put_figure(paragraph.add_run(), block, scale, self._figures, self.policy.language)
        name = self._paragraph("caption")
        _text(name, block.name)
        self.pages.mark(name, before=True)  # the picture hides the one behind it

    def _contents(self, block: Contents) -> None:
        _text(self._paragraph("contents"), block.title)
        self.notes.append(message("policy.contents_counted"))
        headings = [each for each in self.policy.blocks if isinstance(each, Heading) and in_contents(each)]
        paragraphs = [self._paragraph(f"entry{heading.level}") for heading in headings] or [self._paragraph("entry1")]
        first = paragraphs[0]
        xml.begin_field(first, f'TOC \\o "1-{DEEPEST_ENTRY}" \\h \\z \\u')
        for heading, paragraph in zip(headings, paragraphs, strict=False):
            stop = Pt(self.pages.sheet.text_width)
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            name = bookmark_name(anchor_of(heading))
            xml.link_inside(paragraph, name, cleaned(titled(heading)) + "\t")
            xml.field(paragraph, f"PAGEREF {name} \\h", str(self._counted.get(anchor_of(heading), "")))
        xml.end_field(paragraphs[-1])


def bookmark_name(anchor: str) -> str:
    """A name that Word takes: a letter first, no spaces, at most 40 characters."""
    return "p_" + sha256(anchor.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def cleaned(text: str) -> str:
    """A text as XML can hold it, with line ends of one kind."""
    return writable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n"))


def _text(paragraph: Any, text: str) -> None:
    paragraph.add_run(cleaned(text))


def _names(block: Table, place: int) -> bool:
    """Whether the cells of a column name those behind them."""
    return (block.style == "facts" and place % 2 == 0) or (block.style == "signatures" and place == 0)


def _bordered(table: Any, colour_: str) -> None:
    borders = xml.element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(xml.element(f"w:{side}", val="single", sz="4", space="0", color=colour_.lstrip("#")))
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)  # Word minds the order
