"""How the blocks of a policy document lie on its sheets, and what else all renderers ask of it."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from modeller.drawing.text import advance
from modeller.export.policy.blocks import Block, Figure, Heading, Listing, Paragraph, Policy
from modeller.export.policy.typography import ABOVE, INDENT, PORTRAIT, Sheet, face, sheet_for
from modeller.language import ENGLISH

DEEPEST_ENTRY: Final = 2
"""Headings deeper than this are not in the contents."""

_AROUND: Final = 8.0
"""Above and below a figure."""


def titled(heading: Heading) -> str:
    """A heading with its number."""
    gap = "" if heading.number.endswith(("、", "）")) else " "
    return f"{heading.number}{gap}{heading.text}" if heading.number else heading.text


def anchor_of(heading: Heading) -> str:
    """What links to a heading name."""
    return heading.anchor or f"heading {titled(heading)}"


def in_front(heading: Heading) -> bool:
    """Whether a heading stands before the contents, which do not list it: it looks as theirs does."""
    return not heading.number


def style_of(heading: Heading) -> str:
    """The style that a heading is set in."""
    return "contents" if in_front(heading) else f"heading{min(heading.level, 3)}"


def in_contents(heading: Heading) -> bool:
    """Whether the contents list a heading."""
    return heading.level <= DEEPEST_ENTRY and not in_front(heading)


def anchors_of(policy: Policy) -> frozenset[str]:
    """The places of a document that links can lead to."""
    found = {anchor_of(each) for each in policy.blocks if isinstance(each, Heading)}
    return frozenset(found | {each.anchor for each in policy.blocks if isinstance(each, Paragraph) and each.anchor})


def hang(block: Listing, size: float) -> float:
    """How far before the text of a list its marks begin, in points, set in a font of that size."""
    return max(INDENT * 0.6, max((advance(each.mark, size) for each in block.items), default=0.0) + 4.0)


def together(blocks: Sequence[Block], place: int) -> tuple[Block, ...]:
    """A heading, a note or what names a step, with those right below it and what they stand over; any other block
    alone."""
    end = place
    while end < len(blocks) and _stands_over(blocks[end]):
        end += 1
    return tuple(blocks[place : end + 1])


def _stands_over(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.style in ("lead", "note"))


def sheet_of(held: Sequence[Block]) -> Sheet:
    """The sheet that blocks which stay together are put on."""
    last = held[-1] if held else None
    return sheet_for(last.bounds, above(held)) if isinstance(last, Figure) else PORTRAIT


def above(held: Sequence[Block]) -> float:
    """How much room, in points, what stays with a figure and its name take on its page."""
    styles = [style_of(each) if isinstance(each, Heading) else each.style
              for each in held if isinstance(each, Heading | Paragraph)]  # fmt: skip
    faces = [face(style, ENGLISH) for style in (*styles, "caption")]
    return max(sum(each.before + each.pitch + each.after for each in faces) + _AROUND, ABOVE)


def first_sheet(policy: Policy) -> Sheet:
    """The sheet that a document begins with."""
    return sheet_of(together(policy.blocks, 0)) if policy.blocks else PORTRAIT


def qr_text(policy: Policy) -> str:
    """What the code says: what it is, and the whole hash."""
    return f"modeller:{policy.stamp.rpartition(' · ')[0].replace(' · ', ':')}:{policy.digest}"


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a picture in pixels; None where it is none that can be read."""
    from reportlab.lib.utils import ImageReader

    try:
        width, height = ImageReader(BytesIO(data)).getSize()
    except Exception:  # whatever a file holds
        return None
    return (width, height) if width > 0 and height > 0 else None
