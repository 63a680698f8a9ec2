"""PNG: one picture a file, painted by Qt, at a chosen resolution."""

from math import sqrt
from typing import Any, Final

from modeller.drawing.theme import named
from modeller.export.exporter import Job, Options, Progress, Rendered
from modeller.export.figures import Drawn, Figure, distinct, drawn, figures, notes_on
from modeller.files.platform import missing_qt_library
from modeller.files.problem import Problem
from modeller.language import Message, message
from modeller.model.records import Bounds

_MARGIN: Final = 16.0
_UNITS_PER_INCH: Final = 96
LONGEST_SIDE: Final = 20_000
"""In pixels."""
MOST_PIXELS: Final = 100_000_000
"""400 MB of memory."""

_application: Any = None


def render(job: Job, options: Options, progress: Progress) -> Rendered:
    """Every diagram as a PNG file. Raises Problem where Qt cannot be loaded."""
    _start_qt()
    margin = _MARGIN if options.margin is None else options.margin
    shown = figures(job) or [Figure("", job.title, 0)]
    files: list[bytes] = []
    notes: list[Message] = [] if shown[0].diagram else [message("documents.nothing")]
    for number, figure in enumerate(shown):
        progress(number / len(shown))
        held = drawn(job, figure, options)
        notes += notes_on(held.groups)
        view = held.bounds.grown(margin)
        dpi = possible_dpi(view, options.dpi)
        if dpi < options.dpi:
            notes.append(message("documents.fewer_dots", name=figure.name, wanted=options.dpi, dpi=round(dpi, 1)))
        files.append(_png(held, figure, view, dpi, options.theme))
    progress(1)
    return Rendered(files[0], distinct(notes), tuple((f"-{n}", data) for n, data in enumerate(files[1:], 2)))


def possible_dpi(view: Bounds, dpi: float) -> float:
    """The resolution at which a picture stays within our limits, at most `dpi`."""
    scale = dpi / _UNITS_PER_INCH
    scale = min(scale, LONGEST_SIDE / max(view.width, view.height), sqrt(MOST_PIXELS / (view.width * view.height)))
    return scale * _UNITS_PER_INCH


def raster(held: Drawn, figure: Figure, dpi: float) -> bytes:
    """A figure as a PNG without a margin, in light colours, as sharp as our limits let it be.

    Raises Problem where Qt cannot be loaded.
    """
    _start_qt()
    return _png(held, figure, held.bounds, possible_dpi(held.bounds, dpi), "light")


def _start_qt() -> None:
    """Have the one application that Qt paints text with. It is made in the thread that first asks for a picture."""
    global _application
    missing = missing_qt_library()
    if missing is not None:
        raise Problem(missing)
    from modeller.drawing.paint_qt import application

    _application = application()


def _png(held: Drawn, figure: Figure, view: Bounds, dpi: float, theme: str) -> bytes:
    from modeller.drawing.paint_qt import image, png

    return png(image(held.groups, named(theme), view, dpi / _UNITS_PER_INCH), figure.name)
