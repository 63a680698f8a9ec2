"""Story: the moves that lead a token along an edge that stands for many, as a tree that is made in no time."""

from collections.abc import Iterator

from modeller.execution.net import Move

Story = tuple[object, ...]
"""Moves and stories, in order."""


def joined(*stories: Story) -> Story:
    return tuple(story for story in stories if story)


def moves(story: Story) -> Iterator[Move]:
    """The moves of a story in order."""
    waiting: list[object] = [story]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Move):
            yield each
        elif isinstance(each, tuple):
            waiting += reversed(each)
