"""What the user can mend: an error that is shown as a sentence, never as a traceback."""

from modeller.language import Message, words


class Problem(Exception):
    """Something that the user can mend: what happened, what was not lost, what to do. Shown plainly, exit code 2."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return words(self.message)
