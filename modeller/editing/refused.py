"""What a verb says when it cannot do what was asked; it has changed nothing then."""

from modeller.language import Message


class Refused(Exception):
    """The wish is not possible here; `why` says so in words for the user."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.key)
        self.why = why
