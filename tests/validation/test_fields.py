"""Own fields: what is asked of a process and its elements, and what fits."""

import pytest
from editing.models import blank, row

from modeller.editing.place import place
from modeller.editing.properties import set_property
from modeller.model.document import Document
from modeller.model.own_fields import OwnField
from modeller.notation.own_fields import OWN
from modeller.validation.check import check

RISK = OwnField("risk", (("en", "Risk"),), "choice", ("process", "step"), ("low", "high"), required=True)


def found(document: Document, rule: str) -> list[tuple[str, ...]]:
    return [each.elements for each in check(document.snapshot()).findings if each.rule == rule]


def test_what_has_to_be_filled_in_is_asked_once_for_each_process_and_step() -> None:
    document = blank()
    document.take_fields((RISK,))
    first, second = row(document, "task", "userTask")
    pool = place(document, "Diagram_1", "bpmn:participant", 400, 100)
    process = document.items("bpmn:process")[0].key
    assert sorted(found(document, "own_field_missing")) == sorted([(first,), (second,), (process,)])
    set_property(document, [first, second, pool], OWN + "risk", "low")
    assert found(document, "own_field_missing") == []
    document.take_fields(())
    assert found(document, "own_field_missing") == []


@pytest.mark.parametrize(
    ("now", "fits"),
    [
        (OwnField("risk", (("en", "Risk"),), "choice", ("step",), ("low", "middle")), False),
        (OwnField("risk", (("en", "Risk"),), "choice", ("role",), ("high",)), True),
        (OwnField("risk", (("en", "Risk"),), "number"), False), (OwnField("risk", (("en", "Risk"),), "date"), False),
        (OwnField("risk", (("en", "Risk"),), "duration"), False),
        (OwnField("risk", (("en", "Risk"),), "yes or no"), False),
        (OwnField("risk", (("en", "Risk"),), "list"), True), (OwnField("risk", (("en", "Risk"),), "link"), True),
    ],
)  # fmt: skip
def test_a_value_whose_field_has_become_another_is_told_and_stays(now: OwnField, fits: bool) -> None:
    document = blank()
    document.take_fields((RISK,))
    (task,) = row(document, "task")
    set_property(document, [task], OWN + "risk", "high")
    assert found(document, "own_field_misfit") == []
    document.take_fields((now,))
    assert found(document, "own_field_misfit") == ([] if fits else [(task,)])
    assert document[task].properties[OWN + "risk"] == "high"
