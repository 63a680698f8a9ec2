"""Elements that refer to entries of a dictionary: named as they are, renamed with them, called otherwise."""

import pytest
from editing.models import DIAGRAM, assert_round_trip, blank, undone_and_redone

from modeller.editing.entries import refer, refer_no_more
from modeller.editing.place import place
from modeller.editing.refused import Refused
from modeller.editing.text import rename, text_of
from modeller.model.document import Document
from modeller.model.records import Diagram
from modeller.notation.bpmn.dictionary import Reference, references


def pool() -> tuple[Document, str]:
    document = blank()
    key = place(document, DIAGRAM, "bpmn:participant", 300, 200)
    rename(document, key, "Old")
    return document, key


def test_an_element_that_bears_an_entrys_name_takes_it_in_the_same_step() -> None:
    document, key = pool()
    undone_and_redone(document, lambda: refer(document, [key], "e1", "Customer service"))
    assert text_of(document, key) == "Customer service"
    assert references(document[key]) == (Reference("e1", named=True),)
    assert_round_trip(document)


def test_what_is_called_otherwise_bears_the_name_no_more_but_other_references_stay() -> None:
    document, key = pool()
    refer(document, [key], "e1", "Customer service")
    refer(document, [key], "e2")
    undone_and_redone(document, lambda: rename(document, key, "Sales"))
    assert references(document[key]) == (Reference("e2"),)


def test_the_name_of_another_entry_takes_the_place_of_the_first() -> None:
    document, key = pool()
    refer(document, [key], "e1", "Customer service")
    refer(document, [key], "e2", "Sales")
    assert text_of(document, key) == "Sales"
    assert references(document[key]) == (Reference("e2", named=True),)


def test_a_reference_is_taken_away_and_the_name_stays() -> None:
    document, key = pool()
    refer(document, [key], "e1", "Customer service")
    undone_and_redone(document, lambda: refer_no_more(document, [key], "e1"))
    assert references(document[key]) == ()
    assert text_of(document, key) == "Customer service"


def test_a_diagram_refers_to_nothing() -> None:
    document, _ = pool()
    diagram = next(each.key for each in document if isinstance(each, Diagram))
    with pytest.raises(Refused):
        refer(document, [diagram], "e1")
