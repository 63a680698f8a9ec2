"""What a published page says of its model: which edition it is, the mark across a draft, what the process is for."""

from typing import Final

from modeller.export.policy.job import Facts
from modeller.language import message, words
from modeller.model.reading import Model
from modeller.notation.attributes import DECLARED, PREFIX, attribute_text, said

_SAID: Final = ("purpose", "owner", "trigger", "outputs", "timeLimit", "kpi")


def mark(facts: Facts, language: str) -> str:
    """What stands across each page of what is not in force; nothing on what is."""
    if facts.state == "published":
        return ""
    return words(message("policy.mark.retired" if facts.state == "retired" else "policy.mark.draft"), language)


def standing(facts: Facts, language: str) -> str:
    """Version, state and the day from which it is in force."""
    state = words(message(f"policy.state.{facts.state}"), language)
    if facts.version:
        state = words(message("site.standing", version=facts.version, state=state), language)
        state = words(message("site.version", version=state), language)
    if facts.effective:
        state += f" · {words(message('policy.fact.effective'), language)} {facts.effective}"
    return state


def about_process(model: Model, language: str) -> tuple[tuple[str, str], ...]:
    """What the processes of a model say of themselves in short, the first that says it: names and values in words."""
    found: list[tuple[str, str]] = []
    for name in _SAID:
        declared = DECLARED[PREFIX + name]
        for process in model.items("bpmn:process"):
            text = said(declared, attribute_text(process, declared.key), language).strip()
            if text:
                found.append((words(message(declared.label), language), text))
                break
    return tuple(found)
