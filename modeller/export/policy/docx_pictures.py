"""A diagram in a DOCX: SVG for programs that show it, a PNG with 300 dots an inch for all others."""

from io import BytesIO
from typing import Any, Final

from docx.shared import Pt

from modeller.drawing import paint_svg
from modeller.drawing.theme import LIGHT
from modeller.export.figures import Drawn, language_tag
from modeller.export.figures import Figure as Shown
from modeller.export.png import raster
from modeller.export.policy import docx_xml as xml
from modeller.export.policy.blocks import Figure
from modeller.export.policy.qr import placeholder
from modeller.files.problem import Problem
from modeller.language import Message, message

_DPI: Final = 300
_POINTS: Final = 0.75
"""Points a unit of a diagram."""


def put_figure(run: Any, figure: Figure, scale: float, number: int, language: str) -> list[Message]:
    """Put a figure into a run at `scale` points a unit; what its reader should know."""
    notes: list[Message] = []
    try:
        drawn = Drawn(figure.groups, figure.bounds)
        fallback = raster(drawn, Shown("", figure.name, 0), _DPI * scale / _POINTS)
    except Problem as problem:
        fallback = placeholder()
        notes.append(message("policy.no_fallback", why=problem.message))
    width, height = Pt(figure.bounds.width * scale), Pt(figure.bounds.height * scale)
    run.add_picture(BytesIO(fallback), width=width, height=height)
    svg = paint_svg.paint(figure.groups, LIGHT, figure.bounds, figure.name, language_tag(language))
    xml.with_svg(run, svg.encode("utf-8"), number)
    xml.described(run, figure.name, figure.alternative)
    return notes
