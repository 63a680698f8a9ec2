"""Own fields as properties: of what does such a thing, whatever its symbol; refused where a value cannot be; undone."""

import pytest
from editing.models import blank, row

from modeller.editing.place import place
from modeller.editing.properties import choices, common, get_property, set_property
from modeller.editing.refused import Refused
from modeller.model.own_fields import FIELD_HOLDERS, OwnField
from modeller.notation.declared import properties_of
from modeller.notation.own_fields import OWN

ONE_EACH = tuple(OwnField(each, (("en", each),), holders=(each,)) for each in FIELD_HOLDERS)
KINDS = (
    OwnField("weight", (("en", "Weight"),), "number", unit="kg"),
    OwnField("day", (("en", "Day"),), "date"),
    OwnField("sure", (("en", "Sure"),), "yes or no"),
    OwnField("risk", (("en", "Risk"),), "choice", choices=("low", "high")),
    OwnField("law", (("en", "Law"),), "link"),
    OwnField("clerk", (("en", "Clerk"),), "person", ("step", "process")),
)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("bpmn:userTask", {"step"}), ("bpmn:subProcess", {"step"}), ("bpmn:callActivity", {"step"}),
        ("bpmn:exclusiveGateway", {"decision"}), ("bpmn:inclusiveGateway", {"decision"}),
        ("bpmn:parallelGateway", set()), ("bpmn:startEvent", {"event", "start"}), ("bpmn:endEvent", {"event", "end"}),
        ("bpmn:intermediateCatchEvent", {"event"}), ("bpmn:dataStoreReference", {"data"}),
        ("bpmn:participant", {"process"}), ("bpmn:textAnnotation", set()),
    ],
)  # fmt: skip
def test_an_element_is_asked_by_what_it_does(kind: str, asked: set[str]) -> None:
    document = blank()
    document.take_fields(ONE_EACH)
    node = document[place(document, "Diagram_1", kind, 400, 100)]
    assert {each.key.removeprefix(OWN) for each in properties_of(node, document) if each.own} == asked


def test_flows_lanes_and_processes_are_asked_too() -> None:
    document = blank()
    document.take_fields(ONE_EACH)
    row(document, "task", "task")
    (process,) = document.items("bpmn:process")
    flow = document.flows()[0]
    assert [each.key for each in properties_of(process, document) if each.own] == [OWN + "process"]
    assert [each.key for each in properties_of(flow, document) if each.own] == [OWN + "flow"]
    pool = place(document, "Diagram_1", "bpmn:participant", 400, 100)
    set_property(document, [pool], OWN + "process", "x")
    assert process.key
    assert [each.properties.get(OWN + "process") for each in document.items("bpmn:process")] == ["x"]


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("weight", "１,200.50 kg", "1200.5"), ("weight", "-3", "-3"), ("day", "2026/5/1", "2026-05-01"),
        ("day", "1.5.2026", "2026-05-01"), ("sure", "false", "false"), ("risk", "high", "high"),
        ("law", "https://example.org/§3", "https://example.org/§3"), ("law", "Handbook.docx", "Handbook.docx"),
        ("law", "C:\\policies\\3.docx", "C:\\policies\\3.docx"), ("clerk", "王芳", "王芳"),
    ],
)  # fmt: skip
def test_a_value_is_kept_in_one_form_and_undone_at_once(key: str, typed: str, kept: str) -> None:
    document = blank()
    document.take_fields(KINDS)
    keys = row(document, "task", "userTask")
    assert OWN + key in {each.key for each in common(document, keys)}
    set_property(document, keys, OWN + key, typed)
    assert {get_property(document, each, OWN + key) for each in keys} == {kept}
    document.undo()
    assert {get_property(document, each, OWN + key) for each in keys} == {""}


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("weight", "heavy"), ("weight", "."), ("weight", "-"), ("day", "2026-02-30"), ("day", "tomorrow"),
        ("sure", "perhaps"), ("risk", "none"), ("law", "javascript:alert(1)"), ("law", "file:///etc/passwd"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(key: str, typed: str) -> None:
    document = blank()
    document.take_fields(KINDS)
    (task,) = row(document, "task")
    before = document[task]
    with pytest.raises(Refused):
        set_property(document, [task], OWN + key, typed)
    assert document[task] is before


def test_people_whom_the_model_names_are_offered() -> None:
    document = blank()
    document.take_fields(KINDS)
    first, second = row(document, "task", "task")
    set_property(document, [first], OWN + "clerk", "王芳")
    set_property(document, [first], "modeller:consulted", "Sales\nLegal")
    assert choices(document, second, OWN + "clerk") == [(name, name) for name in ("Legal", "Sales", "王芳")]


def test_fields_may_change_while_a_model_is_open() -> None:
    document = blank()
    (task,) = row(document, "task")
    assert not [each for each in properties_of(document[task], document) if each.own]
    document.take_fields(KINDS)
    assert len([each for each in properties_of(document[task], document) if each.own]) == len(KINDS)
    assert len([each for each in properties_of(document[task], document.snapshot()) if each.own]) == len(KINDS)
    document.take_fields(())
    assert not [each for each in properties_of(document[task], document) if each.own]
