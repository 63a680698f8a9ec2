"""The organisation's own clauses: each a section of its own, where it says that it belongs."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from modeller.export.policy.blocks import Block, Heading, Listed, Listing, Paragraph
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.model.house_style import Clause

_ITEM: Final = re.compile(
    r"(?P<gap>[ \t\u3000]*)(?:"
    r"(?P<mark>[-–—*•·●○◦▪■□◆]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])[ \t\u3000]+"
    r"|(?P<close>[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})、|[①-⑳])"
    r"[ \t\u3000]*"
    r")(?P<text>\S.*)"
)
"""An entry of a list: a point, or a number; after the Chinese ones no space is asked for."""
_DEEPEST: Final = 3


def told(clause: Clause) -> Iterator[Block]:
    """A clause: its heading, a paragraph for each line that says something, lists where lines begin as theirs do."""
    yield Heading(clause.title, 1, f"clause {clause.id or clause.title}")
    items: list[re.Match[str]] = []
    for line in clause.text.splitlines():
        found = _ITEM.match(line.rstrip())
        if found is not None:
            items.append(found)
            continue
        yield from _listing(items)
        items = []
        if line.strip():
            yield Paragraph(line.strip())
    yield from _listing(items)


def beside(clauses: Iterable[Clause], section: str, before: bool) -> Iterator[Block]:
    """Those that stand before a section, or after it."""
    for each in clauses:
        if (each.section, each.before) == (section, before) and section != SECTION.key:
            yield from told(each)


def build(context: Context) -> Iterator[Block]:
    """Those that say no place. All others come with the sections beside which they stand."""
    yield from (block for each in context.job.clauses if each.section in ("", SECTION.key) for block in told(each))


def _listing(items: list[re.Match[str]]) -> Iterator[Block]:
    if not items:
        return
    gaps = [len(each["gap"].replace("\t", "    ").replace("\u3000", "  ")) for each in items]
    levels = {gap: min(level, _DEEPEST) for level, gap in enumerate(sorted(set(gaps)))}
    yield Listing(
        tuple(
            Listed(each["mark"] or each["close"], each["text"], levels[gap])
            for each, gap in zip(items, gaps, strict=True)
        )
    )


SECTION = Section("clauses", "policy.section.clauses", build)
