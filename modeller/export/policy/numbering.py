"""The numbers of headings: 1.1; 一、（一）; 第一章, and 第一条 before each paragraph of its own."""

from dataclasses import replace
from typing import Final

from modeller.export.policy.blocks import Block, Heading, Paragraph
from modeller.model.house_style import Numbering

_DIGITS: Final = "零一二三四五六七八九"
_UNITS: Final = ((1000, "千"), (100, "百"), (10, "十"))


def chinese(number: int) -> str:
    """A number from 0 to 9999 as it is written in Chinese: 十二, 一百零五."""
    if number < 10:
        return _DIGITS[number]
    said, rest, gap = "", number, False
    for unit, name in _UNITS:
        count, rest = divmod(rest, unit)
        if count:
            said += (_DIGITS[0] if gap else "") + _DIGITS[count] + name
            gap = False
        elif said:
            gap = True
    if rest:
        said += (_DIGITS[0] if gap else "") + _DIGITS[rest]
    return said.removeprefix("一") if 10 <= number < 20 else said


class Numberer:
    """Gives each heading the number that comes next, and where articles are counted each paragraph of the text too."""

    def __init__(self, style: Numbering) -> None:
        self._style = style
        self._counts = [0, 0, 0]
        self._articles = 0

    def numbered(self, block: Block) -> Block:
        """The same with its number where it is a heading, or an article."""
        if isinstance(block, Paragraph) and block.style == "body" and self._style == "articles":
            return replace(block, text=f"{self._article()}　{block.text}")
        if not isinstance(block, Heading):
            return block
        level = min(max(block.level, 1), len(self._counts))
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self._counts) - level)
        return replace(block, number=self._said(level))

    def _said(self, level: int) -> str:
        count = self._counts[level - 1]
        if self._style == "chinese":
            return (f"{chinese(count)}、", f"（{chinese(count)}）", f"{count}.")[level - 1]
        if self._style == "articles" and level == 1:
            return f"第{chinese(count)}章"
        if self._style == "articles" and level == 2:
            return self._article()
        return ".".join(map(str, self._counts[:level] if self._style == "decimal" else self._counts[2:3]))

    def _article(self) -> str:
        self._articles += 1
        return f"第{chinese(self._articles)}条"
