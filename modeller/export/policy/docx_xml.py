"""What python-docx has no call for: fields, bookmarks, links inside, SVG beside a picture, repeated heads."""

from typing import Any, Final
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from modeller.drawing.glyphs import writable
from modeller.drawing.paint_svg import followed

_SVG: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_ASVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML: ``element("w:bookmarkStart", id="1", name="a")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def begin_field(paragraph: Any, instruction: str) -> None:
    """Begin a field; what it shows until somebody has it counted anew comes next.

    It is not marked as out of date: Word would ask, before it shows the document, whether to update what may refer to
    other files.
    """
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
    text = element("w:instrText")
    text.text = f" {instruction} "
    text.set(qn("xml:space"), "preserve")
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))


def end_field(paragraph: Any) -> None:
    """End what `begin_field` began."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field of its own in a line."""
    begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Put a bookmark around what a paragraph holds."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link_inside(paragraph: Any, anchor: str, text: str) -> Any:
    """Add a text that leads to a bookmark; the run."""
    link = element("w:hyperlink", anchor=anchor, history="1")
    paragraph._p.append(link)
    run = paragraph.add_run(text)
    link.append(run._r)
    return run


def link_outside(paragraph: Any, address: str, text: str) -> Any:
    """Add a text that leads to an address, where that is one that may be followed; the run."""
    if not followed(address):
        return paragraph.add_run(text)
    link = element("w:hyperlink", history="1")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    run = paragraph.add_run(text)
    link.append(run._r)
    return run


def with_svg(run: Any, svg: bytes, number: int) -> None:
    """Have a picture of a run shown from an SVG by programs that can."""
    part = run.part
    added = Part(PackURI(f"/word/media/diagram{number}.svg"), "image/svg+xml", svg, part.package)
    ident = part.relate_to(added, RELATIONSHIP_TYPE.IMAGE)
    blip = next(run._r.iter(qn("a:blip")))
    extensions = OxmlElement("a:extLst")
    extension = OxmlElement("a:ext")
    extension.set("uri", _SVG)
    shown = extension.makeelement(f"{{{_ASVG}}}svgBlip", nsmap={"asvg": _ASVG})
    shown.set(f"{{{_REL}}}embed", ident)
    extension.append(shown)
    extensions.append(extension)
    blip.append(extensions)


def kept(part: Any, tag: str, text: str) -> None:
    """Keep a text with a document, as an element alone in a part that Word keeps when it saves."""
    space, _, name = tag.lstrip("{").partition("}")
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{space}">{escape(text)}</{name}>'.encode()
    added = Part(PackURI("/customXml/item2.xml"), "application/xml", data, part.package)
    part.relate_to(added, RELATIONSHIP_TYPE.CUSTOM_XML)


def described(run: Any, name: str, text: str) -> None:
    """Say what a picture shows, for who cannot see it."""
    properties = next(run._r.iter(qn("wp:docPr")))
    properties.set("name", writable(name)[:200])
    properties.set("descr", writable(text))


def repeated(row: Any) -> None:
    """Have a row stand on every page of its table."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def shaded(cell: Any, colour: str) -> None:
    """Colour what lies behind a cell, ``rrggbb``."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def fonts(style: Any, latin: str, asian: str) -> None:
    """Which fonts a style asks for."""
    properties = style.element.get_or_add_rPr()
    found = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        found.attrib.pop(qn(f"w:{name}"), None)
    for name, value in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", asian)):
        found.set(qn(f"w:{name}"), value)


def watermark(paragraph: Any, text: str, font: str, number: int, before: bool = False) -> None:
    """Put a text across the page of a paragraph, pale, behind all else, or `before` it, so that all is read through it.

    In the paragraph of a header it is on each page, but a diagram hides it there. `number` tells it from the others.
    """
    height = 110
    width = round(sum(1.0 if char > "\u2e80" else 0.68 for char in text) * height)
    look = 'fillcolor="#59636e" stroked="f"><v:fill opacity=".09"/>' if before else 'fillcolor="#e6e8ec" stroked="f">'
    depth = _DEPTH if before else -_DEPTH
    places = {"number": number, "spid": 2048 + number, "width": width, "height": height, "font": escape(font)}
    shape = parse_xml(_WATERMARK.format(look=look, depth=depth, **places))
    for path in shape.iter("{urn:schemas-microsoft-com:vml}textpath"):
        if path.get("string") is not None:
            path.set("string", writable(text))
    paragraph.add_run()._r.append(shape)


_DEPTH: Final = 251658752
_WATERMARK: Final = (
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"'
    ' o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
    '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t"'
    ' shapetype="t"/></v:shapetype><v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{spid}"'
    ' type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;'
    "rotation:320;z-index:{depth};mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" {look}'
    '<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string=""/></v:shape></w:pict>'
)


def end_section_before(body: Any) -> None:
    """Let the last section that was closed end with what stands in it, not with an empty line behind that: on a full
    page that line would come to stand on one of its own."""
    ending = body.xpath("./w:p[w:pPr/w:sectPr]")[-1]
    last = ending.getprevious()
    if last is None or last.tag != ending.tag or last.xpath("./w:pPr/w:sectPr"):
        return
    last.get_or_add_pPr().append(ending.pPr.find(qn("w:sectPr")))
    body.remove(ending)
