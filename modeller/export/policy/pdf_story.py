"""The blocks of a policy document as platypus flowables, each on the sheet that it asks for."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Spacer

from modeller.export.policy.arranged import (
    above,
    anchor_of,
    first_sheet,
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
from modeller.export.policy.pdf_contents import Line
from modeller.export.policy.pdf_grid import Grid
from modeller.export.policy.pdf_paper import Entry
from modeller.export.policy.pdf_pictures import Code, Picture, Sign
from modeller.export.policy.pdf_words import Place, Words
from modeller.export.policy.typography import INDENT, Face, Sheet, face, scale_on
from modeller.language import message, words

_SHORT = 0.5
"""A table that takes no more of a page than this is not parted."""
_KEPT = 0.25
"""An entry of a list that takes no more of a page than this goes to the next with a last line."""


def story(policy: Policy, entries: Sequence[Entry]) -> list[Flowable]:
    """All flowables; `entries` are the headings with their pages, as far as they are known by now."""
    found: list[Flowable] = []
    blocks = policy.blocks
    sheet = first_sheet(policy)
    place = 0
    while place < len(blocks):
        held = together(blocks, place)
        wanted = sheet_of(held)
        if wanted is not sheet:
            found += [NextPageTemplate(wanted.name), PageBreak()]
            sheet = wanted
        elif len(held) > 1:
            found.append(CondPageBreak(_needed(policy, held, sheet)))
        for block in held:
            found += _flowables(policy, block, sheet, entries, above(held))
        place += len(held)
    return found


def _needed(policy: Policy, held: Sequence[Block], sheet: Sheet) -> float:
    """The height of headings and of the beginning of what they stand over."""
    tall = 0.0
    for block in held:
        for flowable in _flowables(policy, block, sheet, (), above(held)):
            _, height = flowable.wrap(sheet.text_width, sheet.text_height)
            if block is held[-1] and isinstance(flowable, Grid):
                return tall + (height if height < _SHORT * sheet.text_height else flowable.least)
            if block is held[-1] and isinstance(flowable, Words) and flowable.tag == "P" and not flowable.keepWithNext:
                return tall + min(height, 3 * flowable.face.pitch)
            tall += height + flowable.getSpaceBefore() + flowable.getSpaceAfter()
    return min(tall, sheet.text_height)


def _flowables(
    policy: Policy, block: Block, sheet: Sheet, entries: Sequence[Entry], room: float
) -> Iterator[Flowable]:  # fmt: skip
    spoken, accent, serif = policy.language, policy.accent, policy.serif
    if isinstance(block, Heading):
        place = Place(anchor_of(block), titled(block), block.level)
        yield Words(titled(block), face(style_of(block), spoken), accent, f"H{block.level}", place)
    elif isinstance(block, Paragraph):
        place = Place(block.anchor)
        yield Words(block.text, face(block.style, spoken, serif), accent, "P", place, block.link)
    elif isinstance(block, Listing):
        yield from _listed(block, face("listed", spoken, serif), sheet, accent)
    elif isinstance(block, Table):
        yield Grid(block, face("cell" if block.style == "grid" else block.style, spoken, serif), accent)
    elif isinstance(block, Figure):
        yield Picture(block, scale_on(sheet, block.bounds, room))
        yield Words(block.name, face("caption", spoken, serif), accent, "Caption")
    elif isinstance(block, Contents):
        yield Words(block.title, face("contents", spoken), accent, "P")
        wanted = {anchor_of(each) for each in policy.blocks if isinstance(each, Heading) and in_contents(each)}
        for entry in entries:
            if entry.anchor in wanted:
                yield Line(entry, face(f"entry{entry.level}", spoken, serif), accent)
    else:
        yield from _others(policy, block)


def _listed(block: Listing, style: Face, sheet: Sheet, accent: str) -> list[Words]:
    """The entries of a list; a last one of one line stands alone at the top of a page behind a very long one only."""
    wide = hang(block, style.size) - INDENT * 0.6
    found = []
    for item in block.items:
        listed = style._replace(left=INDENT * (item.level + 0.75) + wide)
        found.append(Words(item.text, listed, accent, "P", link=item.link, mark=item.mark))
    if len(found) > 1:
        before, last = (each.wrap(sheet.text_width, sheet.text_height)[1] for each in found[-2:])
        found[-2].keepWithNext = int(last <= style.pitch and before <= _KEPT * sheet.text_height)
    return found


def _others(policy: Policy, block: Block) -> Iterator[Flowable]:
    spoken = policy.language
    if isinstance(block, NewPage):
        yield PageBreak()
    elif isinstance(block, Space):
        yield Spacer(1, block.height)
    elif isinstance(block, Stamp):
        said = words(message("policy.stamp", stamp=policy.stamp), spoken)
        yield Code(qr_text(policy), said, face("chrome", spoken), said)
    elif isinstance(block, Logo) and (size := picture_size(block.data)) is not None:
        yield Sign(block.data, size, policy.head[0])
