"""The pages of a DOCX: upright, across and large, each kind a section with the same head and foot."""

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Pt

from modeller.drawing.glyphs import writable
from modeller.export.policy import docx_xml as xml
from modeller.export.policy.arranged import first_sheet
from modeller.export.policy.blocks import Policy
from modeller.export.policy.docx_styles import STYLES
from modeller.export.policy.typography import MARGIN, Sheet
from modeller.language import message, words

_PAGE, _PAGES = "\ue000", "\ue001"


class Pages:
    """Which sheet is written on. `broken`: what comes next begins a page."""

    def __init__(self, document: Any, policy: Policy) -> None:
        self.document, self.policy = document, policy
        self.sheet = first_sheet(policy)
        self.broken = False
        self._marks = 0
        self._section(document.sections[0])
        document.sections[0].different_first_page_header_footer = True
        self._foot(document.sections[0].first_page_footer)
        self.mark(document.sections[0].first_page_header.paragraphs[0])

    def turn(self, sheet: Sheet) -> None:
        """Go on with another kind of sheet, on a new page."""
        if sheet is self.sheet:
            return
        self.sheet, self.broken = sheet, False
        made = self.document.add_section(WD_SECTION.NEW_PAGE)
        xml.end_section_before(self.document.element.body)
        self._section(made)

    def begin(self, paragraph: Any) -> None:
        """Have a paragraph that was added begin a page, where that was asked for."""
        if self.broken:
            paragraph.paragraph_format.page_break_before = True
            self.broken = False

    def before_table(self) -> None:
        """A table cannot begin a page by itself: a small line before it does."""
        if self.broken:
            self.begin(self.document.add_paragraph(style=STYLES["note"]))

    def _section(self, section: Any) -> None:
        sheet = self.sheet
        section.different_first_page_header_footer = False
        section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
        section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
        section.left_margin, section.top_margin = Pt(MARGIN[0]), Pt(MARGIN[1])
        section.right_margin, section.bottom_margin = Pt(MARGIN[2]), Pt(MARGIN[3])
        section.header_distance, section.footer_distance = Pt(36), Pt(32)
        for part in (section.header, section.footer):
            part.is_linked_to_previous = False
        paragraph = self._line(section.header)
        paragraph.add_run(writable(f"{self.policy.head[0]}\t{self.policy.head[1]}"))
        self.mark(section.header.paragraphs[0])
        self._foot(section.footer)

    def _line(self, part: Any) -> Any:
        """The one paragraph of a head or foot: something left, something right."""
        paragraph = part.paragraphs[0]
        paragraph.style = STYLES["chrome"]
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Pt(self.sheet.text_width), WD_TAB_ALIGNMENT.RIGHT)
        return paragraph

    def _foot(self, part: Any) -> None:
        policy = self.policy
        paragraph = self._line(part)
        left = "  ·  ".join(each for each in (policy.foot, policy.stamp) if each)
        paragraph.add_run(writable(left) + "\t")
        said = words(message("documents.page", number=_PAGE, of=_PAGES), policy.language)
        before, _, rest = said.partition(_PAGE)
        between, _, after = rest.partition(_PAGES)
        paragraph.add_run(before)
        xml.field(paragraph, "PAGE", "1")
        paragraph.add_run(between)
        xml.field(paragraph, "NUMPAGES", "1")
        paragraph.add_run(after)
        if policy.note:
            under = part.add_paragraph(writable(policy.note), STYLES["chrome"])
            under.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def mark(self, paragraph: Any, before: bool = False) -> None:
        """Put the mark of a draft across the page of a paragraph, where there is one; before what stands there or
        behind it."""
        if self.policy.watermark:
            self._marks += 1
            xml.watermark(paragraph, self.policy.watermark, self.policy.head_font, self._marks, before)
