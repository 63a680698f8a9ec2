"""Data: documents, stored data, what goes in and out."""

from typing import Final

from modeller.drawing.displaylist import Segments
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.data import is_collection
from modeller.notation.flowchart.events import parallelogram, parallelogram_span
from modeller.notation.flowchart.shape import Shape, flat
from modeller.notation.flowchart.symbols import Growing

STEPS: Final = ((80.0, 50.0), (96.0, 56.0), (112.0, 64.0))
WAVE: Final = 0.09
"""Of its height, how far the lower edge of a document swings up and down."""
SHEET: Final = 3.5
"""How far the further sheets of several documents stand out behind the first."""


def wave(height: float) -> float:
    """How far the lower edge of a document swings up and down."""
    return height * WAVE


def _edge(right: float, left: float, base: float, swing: float) -> Segments:
    """The lower edge from right to left: up, then down; `swing` is how far it gets."""
    reach = swing * 3.46  # of a cubic curve's handles
    return (("C", right + (left - right) / 3, base - reach, left + (right - left) / 3, base + reach, left, base),)


def document(box: Bounds) -> Segments:
    x, y, w, h = box
    base = y + h - wave(h)
    return (("M", x, y), ("L", x + w, y), ("L", x + w, base), *_edge(x + w, x, base, wave(h)), ("Z",))


def _sheets(box: Bounds) -> float:
    return min(SHEET, box.width / 12, box.height / 12)


def documents(box: Bounds) -> Segments:
    """Several documents one behind the other: the border around all of them."""
    x, y, w, h = box
    off = _sheets(box)
    right, base = x + w - 2 * off, y + h - wave(h)
    return (
        ("M", x, y + 2 * off),
        ("L", x + off, y + 2 * off),
        ("L", x + off, y + off),
        ("L", x + 2 * off, y + off),
        ("L", x + 2 * off, y),
        ("L", x + w, y),
        ("L", x + w, base - 2 * off),
        ("L", x + w - off, base - 2 * off),
        ("L", x + w - off, base - off),
        ("L", right, base - off),
        ("L", right, base),
        *_edge(right, x, base, wave(h)),
        ("Z",),
    )


def _behind(box: Bounds) -> Segments:
    """What is seen of the edges of the sheets in front."""
    x, y, w, h = box
    off = _sheets(box)
    base = y + h - wave(h)
    return (
        ("M", x + off, y + 2 * off),
        ("L", x + w - 2 * off, y + 2 * off),
        ("L", x + w - 2 * off, base - off),
        ("M", x + 2 * off, y + off),
        ("L", x + w - off, y + off),
        ("L", x + w - off, base - 2 * off),
    )


def document_span(width: float, height: float, _top: float, bottom: float) -> tuple[float, float]:
    return (0.0, width) if bottom <= height - 2.4 * wave(height) else (0.0, 0.0)


def documents_span(width: float, height: float, top: float, bottom: float) -> tuple[float, float]:
    off = _sheets(Bounds(0, 0, width, height))
    left, right = document_span(width, height, top, bottom)
    return (left, right - 2 * off) if top >= 2 * off else (0.0, 0.0)


def _bulge(width: float, height: float) -> float:
    return min(height * 0.2, width * 0.18)


def stored(box: Bounds) -> Segments:
    """Both sides curved to the left."""
    x, y, w, h = box
    c = _bulge(w, h)
    k = c * 4 / 3
    return (
        ("M", x + c, y),
        ("L", x + w, y),
        ("C", x + w - k, y + h * 0.25, x + w - k, y + h * 0.75, x + w, y + h),
        ("L", x + c, y + h),
        ("C", x + c - k, y + h * 0.75, x + c - k, y + h * 0.25, x + c, y),
        ("Z",),
    )


def stored_span(width: float, height: float, _top: float, _bottom: float) -> tuple[float, float]:
    c = _bulge(width, height)
    return c * 0.7, width - c


DOCUMENT: Final = Shape(document, span=document_span, steps=STEPS, least=flat(0.9), foot=2 * WAVE)
DOCUMENTS: Final = Shape(documents, _behind, documents_span, STEPS, flat(0.9), foot=WAVE)
STORED: Final = Shape(stored, span=stored_span, steps=STEPS, least=flat(0.8))
DATA: Final = Shape(parallelogram, span=parallelogram_span, steps=STEPS, least=flat(0.8))


def _sheets_of(node: Node, model: Model) -> Shape:
    return DOCUMENTS if is_collection(node, model) else DOCUMENT


PAPER: Final = Growing(_sheets_of, "data")
STORE: Final = Growing(lambda _node, _model: STORED, "data")
IN_AND_OUT: Final = Growing(lambda _node, _model: DATA, "data")
MESSAGE: Final = Growing(lambda _node, _model: DOCUMENT, "fill")
