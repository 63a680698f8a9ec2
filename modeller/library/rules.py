"""The rules that a library's models are checked by where they say nothing else."""

from typing import Any, Final

from modeller.library.folders import new_id, now
from modeller.library.schema import SETTING
from modeller.library.store import Library, rows_of
from modeller.library.trail_writing import write_entry
from modeller.model.entries import Author
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.validation.sets import choice_kept, encoded

_NAME: Final = "rules"


def rules_of(library: Library) -> RuleChoice:
    """What the library asks for; the standard set where nobody has said anything."""
    with library.reading() as connection:
        found = rows_of(library, connection, SETTING, SETTING.c.name == _NAME)
    last = max(found, key=lambda row: (row["time"], row["id"]), default=None)
    return choice_kept(last["value"]) if last is not None else RuleChoice()


def set_rules(library: Library, choice: RuleChoice, author: Author) -> None:
    """Check the models by these rules from now on; it is noted in the trail. Nothing is written where they are.

    Raises Problem.
    """
    text = encoded(choice)
    if text == encoded(rules_of(library)):
        return
    with library.writing() as writing:
        stamp: dict[str, Any] = {"time": now(), "author": author.name, "account": author.account}
        writing.insert(SETTING, uuid=new_id(), name=_NAME, value=text, **stamp)
        write_entry(writing, {**stamp, "action": "rules"})
