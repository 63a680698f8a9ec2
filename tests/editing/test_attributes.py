"""Process attributes as properties: typed, refused where they cannot be, of several elements at once, undone."""

import pytest
from editing.models import blank, row

from modeller.editing.place import place
from modeller.editing.properties import common, get_property, set_property
from modeller.editing.refused import Refused
from modeller.notation.attributes import PROCESS, STEP


def test_several_steps_get_an_attribute_as_one_step_that_undo_takes_back() -> None:
    document = blank()
    keys = row(document, "task", "userTask", "subProcess")
    assert set(STEP) <= set(common(document, keys))
    before = [document[key] for key in keys]
    set_property(document, keys, "modeller:timeLimit", "4 小时")
    assert {get_property(document, key, "modeller:timeLimit") for key in keys} == {"PT4H"}
    document.undo()
    assert [document[key] for key in keys] == before


@pytest.mark.parametrize(
    ("name", "value"),
    [("timeLimit", "soon"), ("cost", "a lot"), ("frequency", "often"), ("valueClass", "nice"), ("priority", "P0")],
)
def test_what_cannot_be_is_refused_and_changes_nothing(name: str, value: str) -> None:
    document = blank()
    (task, *_) = row(document, "task")
    before = document[task]
    with pytest.raises(Refused):
        set_property(document, [task], f"modeller:{name}", value)
    assert document[task] is before


def test_a_pool_shows_and_changes_the_attributes_of_its_process() -> None:
    document = blank()
    row(document, "task", "task")
    pool = place(document, "Diagram_1", "bpmn:participant", 400, 100)
    process = document.items("bpmn:process")[0].key
    set_property(document, [pool], "modeller:owner", "Head of service")
    assert document[process].properties["modeller:owner"] == "Head of service"
    assert get_property(document, pool, "modeller:owner") == "Head of service"
    assert set(common(document, [process])) == set(PROCESS)


def test_nothing_is_left_of_an_attribute_that_is_emptied() -> None:
    document = blank()
    (task, *_) = row(document, "task")
    before = document[task]
    set_property(document, [task], "modeller:kpi", "Time\t3\th\n\t\t\n")
    assert document[task].properties["modeller:kpi"] == (("Time", ("target", "3"), ("unit", "h")),)
    set_property(document, [task], "modeller:kpi", "")
    assert document[task] == before
