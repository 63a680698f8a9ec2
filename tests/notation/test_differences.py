"""What differs is said in a person's words: names, lanes and values, in both languages."""

import pytest
from editing.models import DIAGRAM, blank, row

from modeller import language
from modeller.editing.connect import connect
from modeller.editing.lanes import split
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.properties import set_property
from modeller.editing.replace import replace
from modeller.editing.text import rename
from modeller.model.compare import compare
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.notation.differences import (
    attribute_in_words,
    change_in_words,
    differences_by_place,
    element_in_words,
    record_of,
    type_in_words,
    value_in_words,
)


def said(old: Model, new: Model) -> dict[str, list[str]]:
    """The lines of each element, those that mean something."""
    found = {}
    for each in compare(old, new).differences:
        if each.kind == "changed":
            name = element_in_words(record_of(each, old, new), new)
            found[name] = [change_in_words(c, each, old, new) for c in each.changes if c.sort == "meaning"]
    return found


def test_values_that_changed_are_named_as_in_the_properties() -> None:
    old = blank()
    one, two = row(old, "task", "task")
    rename(old, one, "Check")
    rename(old, two, "Pay")
    new = Document(old)
    rename(new, one, "Check claim")
    set_property(new, [two], "documentation", "Within\ntwo days.")
    set_property(new, [two], "isForCompensation", "true")
    lines = said(old, new)
    assert lines["Task: Check claim"] == ["Name: “Check” → “Check claim”"]
    assert "Documentation: “Within two days.”, had none" in lines["Task: Pay"]
    assert any(line.endswith("“yes”, had none") for line in lines["Task: Pay"])


def test_ends_types_and_lanes_are_told_by_name() -> None:
    old = blank()
    pool = place(old, DIAGRAM, "bpmn:participant", 500, 300, {})
    first, second = split(old, pool, 2)[:2]
    rename(old, first, "Sales")
    rename(old, second, "Finance")
    box = old.node(first).bounds  # type: ignore[union-attr]
    assert box is not None
    one = place(old, DIAGRAM, "bpmn:task", box.x + 150, box.centre.y, {})
    two = place(old, DIAGRAM, "bpmn:task", box.x + 350, box.centre.y, {})
    rename(old, one, "Check")
    rename(old, two, "Pay")
    connect(old, one, two)
    new = Document(old)
    move(new, [two], 0, box.height)
    replace(new, one, "bpmn:userTask", {})
    lines = said(old, new)
    assert lines["User task: Check"] == ["Type: “Task” → “User task”"]
    assert lines["Task: Pay"] == ["Lane: “Lane: Sales” → “Lane: Finance”"]
    places = differences_by_place(compare(old, new), old, new)
    assert {"Lane: Sales", "Lane: Finance"} <= set(places)


@pytest.mark.parametrize("name", language.LANGUAGES)
def test_text_of_a_model_stays_text(name: str) -> None:
    old = blank()
    (key,) = row(old, "task")
    new = Document(old)
    rename(new, key, "<b>{x}</b> %s\x1b[31m")
    before = language.current()
    language.use(name)
    try:
        ((line,),) = said(old, new).values()
    finally:
        language.use(before)
    assert "<b>{x}</b> %s [31m" in line


def test_differences_are_said_in_the_language_that_is_asked_for_quantities_included() -> None:
    old = blank()
    (one,) = row(old, "task")
    rename(old, one, "登记")
    new = Document(old)
    set_property(new, [one], "modeller:timeLimit", "PT2H")
    (found,) = compare(old, new).differences
    (change,) = (each for each in found.changes if each.sort == "meaning")
    record = record_of(found, old, new)
    assert element_in_words(record, new, "zh_CN") == "任务：登记"
    assert attribute_in_words(change.attribute, record, new, "zh_CN") == "时限"
    assert value_in_words(change, change.new, record, new, language="zh_CN") == "2 小时"
    assert value_in_words(change, change.new, record, new) == "2 h"


def test_what_holds_all_of_a_model_is_called_by_a_word_of_its_field() -> None:
    assert type_in_words("chain:valueChain", "en") == "Value chain"
    assert type_in_words("chain:valueChain", "zh_CN") == "价值链"
    assert type_in_words("bpmn:process", "en") == "Process"
