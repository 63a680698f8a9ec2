"""What a verb says when it cannot do what was asked; it has changed nothing then."""

from math import isfinite

from modeller.language import Message, message


class Refused(Exception):
    """The wish is not possible here; `why` says so in words for the user."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.key)
        self.why = why


class Stopped(Refused):
    """Somebody has cancelled in the middle of a large step: all of it is taken back, no verb goes on without a part."""


def finite(*numbers: float) -> None:
    """Raise Refused unless all of these are finite: no place is infinitely far away, or nowhere."""
    if not all(map(isfinite, numbers)):
        raise Refused(message("editing.refused.too_far"))
