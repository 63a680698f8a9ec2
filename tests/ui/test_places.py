"""Which diagram lies in which."""

from dataclasses import replace

from window_kit import DIAGRAM, INNER, small_model

from modeller.model.document import Document
from modeller.model.records import Diagram, Node
from modeller.ui import places


def diagram(document: Document, key: str) -> Diagram:
    found = document[key]
    assert isinstance(found, Diagram)
    return found


def test_the_path_leads_from_the_root_to_the_sub_process() -> None:
    document = small_model()
    assert [step.key for step in places.path(document, diagram(document, INNER))] == [DIAGRAM, INNER]
    assert [root.key for root in places.roots(document)] == [DIAGRAM]


def test_a_diagram_is_called_as_what_it_shows() -> None:
    document = small_model()
    assert places.title(document, diagram(document, DIAGRAM)) == "Handle order"
    assert places.title(document, diagram(document, INNER)) == "Ship goods"


def test_what_can_be_entered_is_known() -> None:
    assert places.ways_in(small_model(), DIAGRAM) == {"ship"}
    assert places.ways_in(small_model(), INNER) == frozenset()


def test_diagrams_that_lie_in_each_other_do_not_hang_it() -> None:
    records = []
    for record in small_model():
        records.append(replace(record, diagram=INNER) if record.key == "ship" and isinstance(record, Node) else record)
    document = Document(records)
    for key in (DIAGRAM, INNER):
        assert places.path(document, diagram(document, key))
    assert places.roots(document)
