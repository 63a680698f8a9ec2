"""SVG: one picture a file."""

from modeller.drawing import paint_svg
from modeller.drawing.theme import named
from modeller.export.exporter import Job, Options, Progress, Rendered
from modeller.export.figures import Figure, distinct, drawn, figures, language_tag, notes_on
from modeller.language import Message, message

_MARGIN = 16.0


def render(job: Job, options: Options, progress: Progress) -> Rendered:
    """Every diagram as an SVG file."""
    theme = named(options.theme)
    margin = _MARGIN if options.margin is None else options.margin
    shown = figures(job) or [Figure("", job.title, 0)]
    files: list[bytes] = []
    notes: list[Message] = [] if shown[0].diagram else [message("documents.nothing")]
    for number, figure in enumerate(shown):
        progress(number / len(shown))
        groups, bounds = drawn(job, figure, options)
        notes += notes_on(groups)
        text = paint_svg.paint(groups, theme, bounds.grown(margin), figure.name, language_tag(job.language))
        files.append(text.encode("utf-8"))
    progress(1)
    return Rendered(files[0], distinct(notes), tuple((f"-{n}", data) for n, data in enumerate(files[1:], 2)))
