"""The RACI matrix: who carries out, answers for, is consulted and is informed at each step."""

import re
from collections.abc import Iterator
from math import ceil
from typing import Final

from modeller.drawing.text import advance
from modeller.export.policy.blocks import Block, Cell, Heading, Paragraph, Table
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.export.policy.typography import PORTRAIT, face
from modeller.language import ENGLISH

_MOST: Final = 8
"""So many roles stand beside each other at most; further ones in a table of their own."""
_ROLES: Final = 0.72
"""So much of the width is for the roles at most."""
_BESIDE: Final = 11.0
"""Room beside a word in its cell, in points."""
_WORDS: Final = re.compile(r"[^\W\u2e80-\uffff]+")
"""Words that are broken at spaces only: Chinese is broken between any two characters."""


def build(context: Context) -> Iterator[Block]:
    matrix = context.raci
    if not matrix.roles or not matrix.rows:
        return
    steps = {step.key: step for step in context.steps}
    yield Heading(context.say("policy.section.raci"), 1, "raci")
    yield Paragraph(context.say("policy.raci.legend"), "note")
    widest = max(_widest(role) for role in matrix.roles)
    most = min(max(int(_ROLES / widest), 1), _MOST)
    tables = ceil(len(matrix.roles) / most)
    for table in range(tables):
        places = range(len(matrix.roles) * table // tables, len(matrix.roles) * (table + 1) // tables)
        head = (Cell(context.say("policy.step.name")), *(Cell(matrix.roles[each], align="centre") for each in places))
        rows = tuple(
            (context.step_cell(steps[row.key]), *(Cell(row.letters(each), align="centre") for each in places))
            for row in matrix.rows
        )
        share = max(min(_ROLES / most, 0.16), widest)
        yield Table((1 - share * len(places), *(share for _ in places)), head, rows)


def _widest(role: str) -> float:
    """The share of the width that the longest word of a role's name needs: no word is broken in the middle."""
    size = face("cell", ENGLISH).size
    words = (advance(word, size, True) for word in _WORDS.findall(role))
    return min((max(words, default=0.0) + _BESIDE) / PORTRAIT.text_width, 0.3)


SECTION = Section("raci", "policy.section.raci", build)
