"""How a DOCX looks: its styles by the same sizes as the PDF, its head and foot."""

from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from modeller.drawing.theme import LIGHT, resolve
from modeller.export.figures import language_tag
from modeller.export.policy import docx_xml as xml
from modeller.export.policy.blocks import Policy
from modeller.export.policy.typography import ACCENT, Face, face

_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
}  # fmt: skip
STYLES: Final = {
    "organisation": "Policy Organisation", "title": "Title", "subtitle": "Subtitle", "contents": "TOC Heading",
    "heading1": "Heading 1", "heading2": "Heading 2", "heading3": "Heading 3", "body": "Body Text",
    "lead": "Policy Step", "detail": "Policy Detail", "listed": "Policy List", "note": "Policy Note",
    "caption": "Caption", "cell": "Policy Cell", "facts": "Policy Fact", "signatures": "Policy Signature",
    "entry1": "TOC 1", "entry2": "TOC 2", "entry3": "TOC 3", "chrome": "Header",
}  # fmt: skip
"""Word's own styles where it has them, so that its navigation and its contents work."""
_HEADS: Final = frozenset({"title", "contents", "heading1", "heading2", "heading3", "lead"})


def style_ids(document: Any) -> dict[str, str]:
    """What a document calls each of its styles: to look one up for every cell takes longer than all else."""
    known = {each.name: each.style_id for each in document.styles}
    return {name: known[called] for name, called in STYLES.items()}


def dress(document: Any, policy: Policy) -> None:
    """Give a document its styles and its language."""
    styles = document.styles
    for name, called in STYLES.items():
        style = next((each for each in styles if each.name == called), None)
        if style is None:
            style = styles.add_style(called, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
        _set(style, face(name, policy.language), policy)
        style.hidden = False
        xml.fonts(style, policy.latin_font, policy.head_font if name in _HEADS else policy.body_font)
    xml.fonts(styles["Normal"], policy.latin_font, policy.body_font)
    styles["Normal"].font.size = Pt(10.5)
    for rule in styles.element.iter(qn("w:lang")):
        rule.set(qn("w:val"), "en-GB")
        rule.set(qn("w:eastAsia"), "zh-CN")
    if policy.language == "zh_CN":
        for rule in styles.element.iter(qn("w:lang")):
            rule.set(qn("w:val"), language_tag(policy.language))


def _set(style: Any, look: Face, policy: Policy) -> None:
    font, layout = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.bold, False
    font.color.rgb = RGBColor.from_string(colour(look.colour, policy).lstrip("#"))
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(look.pitch)
    layout.alignment = _ALIGN[look.align]
    layout.left_indent = Pt(look.left)
    layout.first_line_indent = Pt(look.first * look.size)
    for unwanted in ("w:pBdr", "w:tabs"):  # the template's title has a line below it, its header a stop in the middle
        found = style.element.get_or_add_pPr().find(qn(unwanted))
        if found is not None:
            found.getparent().remove(found)


def colour(name: str, policy: Policy) -> str:
    """A colour as ``#rrggbb``."""
    return policy.accent if name == ACCENT else resolve(name, LIGHT)
