"""The display list as an SVG 1.1 file: plain, readable by people, the same every time."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from modeller.drawing.displaylist import Group, Image, Path, Pen, Segments, TextLine
from modeller.drawing.glyphs import FRAMED, Run, frame, runs, writable
from modeller.drawing.metrics import FACES, SANS, narrow_glyph
from modeller.drawing.palette import Palette
from modeller.drawing.theme import Theme
from modeller.drawing.theme import resolve as _resolved
from modeller.model.records import Bounds

_FAMILIES: Final = (
    "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Source Sans 3',"
    "'Noto Sans Symbols 2','Noto Emoji','PingFang SC','Microsoft YaHei',Arial,sans-serif"
)
"""Ours first, then those that are most like it on the systems that do not have it."""
_OWN_FAMILIES: Final = tuple(f"'{face.family}',{'serif' if 'Serif' in face.family else 'sans-serif'}" for face in FACES)
_MEDIA: Final = ("image/png", "image/jpeg")


@lru_cache(maxsize=1 << 18)
def number(value: float) -> str:
    """A length to a hundredth of a unit, without needless digits."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def outline(segments: Segments) -> str:
    """The value of a path's ``d``."""
    parts = []
    for segment in segments:
        if segment[0] == "L":
            parts.append(f"L{number(segment[1])} {number(segment[2])}")
        elif segment[0] == "C":
            parts.append("C" + " ".join(map(number, segment[1:])))
        elif segment[0] == "M":
            parts.append(f"M{number(segment[1])} {number(segment[2])}")
        else:
            parts.append("Z")
    return "".join(parts)


def resolve(colour: str, theme: Theme | Palette) -> str:
    return theme.variable(colour) if isinstance(theme, Palette) else _resolved(colour, theme)


@lru_cache(maxsize=256)
def _pen(pen: Pen, theme: Theme | Palette) -> str:
    parts = [f'stroke="{resolve(pen.colour, theme)}"']
    if pen.width != 1:
        parts.append(f'stroke-width="{number(pen.width)}"')
    if pen.dash:
        parts.append(f'stroke-dasharray="{" ".join(map(number, pen.dash))}"')
    if pen.join != "miter":
        parts.append(f'stroke-linejoin="{pen.join}"')
    else:
        parts.append('stroke-miterlimit="10"')
    if pen.cap != "butt":
        parts.append(f'stroke-linecap="{pen.cap}"')
    return " ".join(parts)


def _path(mark: Path, theme: Theme | Palette) -> str:
    fill = f'fill="{resolve(mark.fill.colour, theme)}"' if mark.fill else 'fill="none"'
    if mark.fill and mark.fill.alpha < 1:
        fill += f' fill-opacity="{number(mark.fill.alpha)}"'
    pen = " " + _pen(mark.pen, theme) if mark.pen else ""
    return f'<path d="{outline(mark.segments)}" {fill}{pen}/>'


def _run(run: Run, line: TextLine, x: float, y: float, held: float) -> str:
    """A stretch of one font at its place; `textLength` keeps it in its place when a reader has another font."""
    size = line.size
    first, last = 0, len(run.source)
    while first < last and not run.source[first].strip():  # the spaces around a word are left out, with their width
        first += 1
    while last > first and run.source[last - 1].isspace():
        last -= 1
    if first == last:
        return ""
    text = writable("".join(run.source[first:last]))
    x += sum(run.advances[:first]) * size
    length = sum(run.advances[first:last]) * size
    family = "" if run.face <= 1 else f' font-family="{_OWN_FAMILIES[run.face]}"'
    if any(narrow_glyph(run.face, char) for char in run.text[first:last]):
        family += " style=\"font-feature-settings:'pwid'\""
    # several spaces in a row are one to a reader of SVG unless it is told otherwise
    space = ' xml:space="preserve"' if "  " in text else ""
    fit = f' textLength="{number(length)}" lengthAdjust="spacingAndGlyphs"' if len(text) > 1 else ""
    return f'<text x="{number(x + length * held)}" y="{number(y)}"{family}{fit}{space}>{escape(text)}</text>'


def _framed(run: Run, line: TextLine, x: float, y: float, theme: Theme | Palette, held: float) -> list[str]:
    framed = frame(run.text)
    size = line.size
    left, top, width, height = (part * size for part in framed.box)
    made = [
        f"<g><title>{escape(writable(''.join(run.source)))}</title>"
        f'<rect x="{number(x + left)}" y="{number(y + top)}" width="{number(width)}" height="{number(height)}"'
        f' fill="none" stroke="{resolve(line.colour, theme)}" stroke-width="{number(framed.pen * size)}"/>'
    ]
    for dx, dy, digits in framed.digits:
        small = TextLine(0, 0, digits, 0, framed.size * size)
        steps = runs(digits)[0].advances
        text = _run(Run(SANS, digits, digits, 0, steps), small, x + dx * size, y + dy * size, held)
        made.append(text.replace("<text ", f'<text font-size="{number(small.size)}" font-weight="400" ', 1))
    made.append("</g>")
    return made


def _with_marks(found: Iterable[Run]) -> list[Run]:
    """The runs, each mark over a letter together with its letter: a reader of SVG puts it in its place."""
    joined: list[Run] = []
    for run in found:
        if run.advances == (0.0,) and joined:
            source = list(joined[-1].source)
            source[-1] += run.source[0]
            joined[-1] = joined[-1]._replace(source=source)
        else:
            joined.append(run)
    return joined


def _text(line: TextLine, theme: Theme | Palette, held: float) -> list[str]:
    made = []
    for run in _with_marks(runs(line.text, line.style)):
        x = line.x + run.x * line.size
        if run.face == FRAMED:
            made += _framed(run, line, x, line.y, theme, held)
        else:
            made.append(_run(run, line, x, line.y, held))
    return [part for part in made if part]


def _style(line: TextLine, theme: Theme | Palette) -> str:
    parts = [f'fill="{resolve(line.colour, theme)}"', f'font-size="{number(line.size)}"']
    if line.bold:
        parts.append('font-weight="700"')
    if line.oblique:
        parts.append('font-style="italic"')
    return " ".join(parts)


def _image(mark: Image) -> str:
    if mark.media_type not in _MEDIA:
        return ""
    x, y, width, height = map(number, mark.bounds)
    data = b64encode(mark.data).decode("ascii")
    return (
        f'<image x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none"'
        f' xlink:href="data:{mark.media_type};base64,{data}"/>'
    )


def _label(lines: list[TextLine], theme: Theme | Palette) -> list[str]:
    """Lines that share their attributes. Where they are centred, each is held by its middle.

    So they stay centred even in a reader that has other fonts and knows no `textLength`.
    """
    left = len(lines) > 1 and len({round(line.x if not line.angle else line.y, 1) for line in lines}) == 1
    held = 0.0 if left else 0.5
    anchor = "" if left else ' text-anchor="middle"'
    made = [f"<g {_style(lines[0], theme)}{anchor}>"]
    for line in lines:
        text = _text(line, theme, held)
        if line.angle:
            turn = f"rotate({number(line.angle)} {number(line.x)} {number(line.y)})"
            text = [f'<g transform="{turn}">', *text, "</g>"]
        made += text
    return [*made, "</g>"]


def _marks(group: Group, theme: Theme | Palette) -> list[str]:
    made: list[str] = []
    for text, marks in groupby(group.marks, lambda mark: isinstance(mark, TextLine)):
        if text:
            lines = [mark for mark in marks if isinstance(mark, TextLine)]
            for _, alike in groupby(lines, lambda line: (line.size, line.bold, line.colour, line.angle, line.oblique)):
                made += _label(list(alike), theme)
        else:
            for mark in marks:
                if not isinstance(mark, TextLine):
                    made.append(_path(mark, theme) if isinstance(mark, Path) else _image(mark))
    return [part for part in made if part]


def paint(
    groups: Iterable[Group], theme: Theme, view: Bounds, title: str = "", language: str = "", scale: float = 1
) -> str:
    """The part `view` of a picture as a whole SVG file, `scale` pixels a unit where it is shown at its own size.

    `language` is a tag such as ``zh-CN``. Links are written where a group has one that a reader may follow.
    """
    width, height = number(view.width * scale), number(view.height * scale)
    box = " ".join(map(number, view))
    tag = f" xml:lang={quoteattr(language)}" if language else ""
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"'
        f' width="{width}" height="{height}" viewBox="{box}"{tag} font-family="{_FAMILIES}"'
        ' text-rendering="geometricPrecision" role="img">',
    ]
    if title:
        out.append(f"<title>{escape(writable(title))}</title>")
    x, y, wide, high = map(number, view)
    out.append(f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{resolve("paper", theme)}"/>')
    out += _painted(groups, theme, view, "clip", _outward)
    out.append("</svg>")
    return "\n".join(out) + "\n"


def inline(
    groups: Iterable[Group], palette: Palette, view: Bounds, title: str, mark: str, lead: Callable[[Group], str]
) -> str:
    """The part `view` of a picture as an element of an HTML page, in colours that the page may switch.

    `mark` begins the ids in it, which are the page's. `lead` says where in the page a group leads, ``#anchor``, or
    ``""``: links out of it are not written.
    """

    def within(group: Group) -> str:
        target = lead(group)
        return f"<a href={quoteattr(target)}>" if target.startswith("#") else ""

    box = " ".join(map(number, view))
    begin = (
        f'<svg width="{number(view.width)}" height="{number(view.height)}" viewBox="{box}" font-family="{_FAMILIES}"'
        f' role="group" aria-label={quoteattr(writable(title))}>'
    )
    return "\n".join((begin, *_painted(groups, palette, view, mark, within), "</svg>"))


def _painted(
    groups: Iterable[Group], theme: Theme | Palette, view: Bounds, mark: str, lead: Callable[[Group], str]
) -> Iterator[str]:
    clips = 0
    for group in groups:
        if not group.bounds.meets(view):
            continue
        clip = ""
        if group.clip:
            clips += 1
            yield f'<clipPath id="{mark}{clips}"><path d="{outline(group.clip)}"/></clipPath>'
            clip = f' clip-path="url(#{mark}{clips})"'
        yield f"<g{clip}>"
        if group.title:
            yield f"<title>{escape(writable(group.title))}</title>"
        link = lead(group)
        yield from (link, *_marks(group, theme), "</a>") if link else _marks(group, theme)
        yield "</g>"


def _outward(group: Group) -> str:
    return f'<a xlink:href={quoteattr(group.link)} target="_blank">' if followed(group.link) else ""


def followed(link: str) -> bool:
    """Whether a link leads out to what a reader may open: the web or a letter, nothing on the reader's machine."""
    outward = link.startswith(("https://", "http://", "mailto:"))
    return outward and link.isprintable() and not set(link) & set(' <>"\\^`{|}')
