"""Finding by name."""

from dataclasses import replace

from window_kit import DIAGRAM, INNER, small_model

from modeller.model.document import Document
from modeller.model.records import Fragment, Node
from modeller.ui.find import Finder, folded


def test_names_that_begin_with_it_come_first() -> None:
    found = Finder(small_model()).matches("order")
    assert [match.key for match in found] == ["start", "check", "pack"]


def test_it_looks_into_the_diagrams_of_sub_processes() -> None:
    assert [(match.key, match.diagram) for match in Finder(small_model()).matches("pack")] == [("pack", INNER)]


def test_case_and_full_width_forms_do_not_matter() -> None:
    assert [match.key for match in Finder(small_model()).matches("ＣＨＥＣＫ")] == ["check"]
    assert folded("  Ａ\n b ") == "a b"


def test_documentation_is_searched_after_names() -> None:
    records = list(small_model())
    node = next(record for record in records if record.key == "ship")
    assert isinstance(node, Node)
    told = replace(node, content=(Fragment("documentation", text="By rail, check the wagon"),))
    document = Document([told if record.key == "ship" else record for record in records])
    assert [match.key for match in Finder(document).matches("check")] == ["check", "ship"]


def test_an_id_is_found_by_its_beginning_but_not_by_any_letter_of_it() -> None:
    finder = Finder(small_model())
    assert [match.key for match in finder.matches("task_c")] == ["check"]
    assert finder.matches("_") == []


def test_nothing_is_found_where_nothing_is_sought() -> None:
    assert Finder(small_model()).matches("   ") == []
    assert Finder(small_model()).matches("order")[0].diagram == DIAGRAM
