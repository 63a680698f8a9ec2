"""The one place where anything changes: undo, redo, cancel, order, index, listeners."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modeller.language import Message, message
from modeller.model.document import Change, Document, EditError
from modeller.model.reading import AT_ONCE, PIECE, Index, Model
from modeller.model.records import EMPTY, Bounds, Diagram, Flow, Item, Node, Point, Properties, Record

KEYS = [f"k{number}" for number in range(8)]
LABEL = Message("a step")

keys = st.sampled_from(KEYS)
maybe = st.none() | keys
orders = st.sampled_from([0.0, 0.5, 1.0, 2.0])
properties = st.sampled_from([EMPTY, Properties({"id": "a"}), Properties({"id": "b", "di:order": 2.0})])
nodes = st.builds(
    Node,
    keys,
    st.just("bpmn:task"),
    maybe,
    orders,
    st.text(max_size=3),
    maybe,
    st.none() | st.just(Bounds(1, 2, 3, 4)),
    host=maybe,
    lanes=st.lists(keys, max_size=2, unique=True).map(tuple),
    properties=properties,
)
flows = st.builds(
    Flow,
    keys,
    st.just("bpmn:sequenceFlow"),
    maybe,
    orders,
    diagram=maybe,
    source=maybe,
    target=maybe,
    points=st.just((Point(0, 0), Point(9, 9))),
    properties=properties,
)
items = st.builds(Item, keys, st.just("bpmn:process"), maybe, orders, properties=properties)
diagrams = st.builds(Diagram, keys, maybe, orders)
records = nodes | flows | items | diagrams
steps = st.one_of(
    st.tuples(st.just("put"), records), st.tuples(st.just("remove"), keys), st.tuples(st.just("show"), st.none())
)
edits = st.lists(st.tuples(st.lists(steps, max_size=6), st.booleans()), max_size=8)
models = st.lists(records, max_size=8, unique_by=lambda record: record.key)


def make(document: Document, work: list[tuple[str, object]], kept: bool) -> None:
    edit = document.edit(LABEL)
    for what, value in work:
        if what == "put":
            edit.put(value)  # type: ignore[arg-type]
        elif what == "remove" and value in document:
            edit.remove(str(value))
        elif what == "show":
            edit.show()
    if kept:
        edit.commit()
    else:
        edit.cancel()


def state(model: Model) -> list[Record]:
    return list(model)


def tables(index: Index) -> dict[str, dict[object, set[str]]]:
    names = set(Index.__slots__) - {"sorted"}  # it holds what was asked for
    return {name: {place: set(held) for place, held in getattr(index, name).items()} for name in names}


def check_index(document: Document) -> None:
    """What the index of a document says, and what it keeps of earlier questions, is what a fresh one would say."""
    fresh = Model(state(document))
    assert tables(document._index) == tables(fresh._index)
    for scope in (None, *fresh.records):
        assert document.children(scope) == fresh.children(scope)


@given(start=models, work=edits)
def test_everything_undone_is_the_start_and_redone_is_the_end(
    start: list[Record], work: list[tuple[list[tuple[str, object]], bool]]
) -> None:
    document = Document(start)
    seen = [state(document)]
    for each, kept in work:
        make(document, each, kept)
        if state(document) != seen[-1]:
            seen.append(state(document))
    ends = state(document)
    while document.undo():
        assert state(document) in seen
    assert state(document) == start
    while document.redo():
        assert state(document) in seen
    assert state(document) == ends


@given(start=models, work=st.lists(steps, max_size=10))
def test_a_cancelled_edit_leaves_nothing(start: list[Record], work: list[tuple[str, object]]) -> None:
    document = Document(start)
    make(document, work, kept=False)
    assert state(document) == start
    assert document.undoable is None
    assert document.revision == 0


@given(start=models, work=edits, back=st.integers(0, 5))
def test_the_index_is_always_what_a_fresh_one_would_be(
    start: list[Record], work: list[tuple[list[tuple[str, object]], bool]], back: int
) -> None:
    document = Document(start)
    document.children(None)  # from now on the index is kept up
    for each, kept in work:
        make(document, each, kept)
        check_index(document)
    for _ in range(back):
        document.undo()
        check_index(document)


@given(start=models, work=edits, turns=st.lists(st.booleans(), max_size=8))
def test_who_only_listens_knows_the_document(
    start: list[Record], work: list[tuple[list[tuple[str, object]], bool]], turns: list[bool]
) -> None:
    document = Document(start)
    mirror = {record.key: record for record in start}
    done: list[Change] = []

    def hear(change: Change, how: str) -> None:
        if how == "done":
            done.append(change)
            return
        for key, (before, after) in change.records.items():
            assert mirror.get(key) == before
            if after is None:
                mirror.pop(key, None)
            else:
                mirror[key] = after

    end = document.subscribe(hear)
    for each, kept in work:
        make(document, each, kept)
        assert mirror == dict(document.records)
    for forwards in turns:
        (document.redo if forwards else document.undo)()
        assert mirror == dict(document.records)
    assert len(done) == document.revision
    end()
    count = len(done)
    make(document, [("put", Item("last", "bpmn:process"))], kept=True)
    assert len(done) == count


@given(start=models, work=edits)
def test_a_snapshot_never_changes(start: list[Record], work: list[tuple[list[tuple[str, object]], bool]]) -> None:
    document = Document(start)
    snapshot = document.snapshot()
    for each, kept in work:
        make(document, each, kept)
    assert state(snapshot) == start


@given(record=records)
def test_a_change_and_its_inverse_are_nothing(record: Record) -> None:
    change = Change(LABEL, {record.key: (None, record)})
    assert change.inverse.inverse == change
    assert change.inverse.records == {record.key: (record, None)}


def one() -> Document:
    return Document([Node("task", "bpmn:task")])


def test_a_second_edit_is_refused_while_one_is_open() -> None:
    document = one()
    edit = document.edit(LABEL)
    with pytest.raises(EditError):
        document.edit(LABEL)
    with pytest.raises(EditError):
        document.undo()
    assert document.editing is edit
    edit.cancel()
    assert document.editing is None


@pytest.mark.parametrize("ending", ["commit", "cancel"])
def test_a_closed_edit_writes_no_more(ending: str) -> None:
    document = one()
    edit = document.edit(LABEL)
    getattr(edit, ending)()
    for write in (lambda: edit.put(Node("b", "bpmn:task")), lambda: edit.remove("task"), edit.commit, edit.cancel):
        with pytest.raises(EditError):
            write()
    assert state(document) == [Node("task", "bpmn:task")]


def test_nothing_can_be_written_outside_an_edit() -> None:
    document = one()
    with pytest.raises(TypeError):
        document.records["task"] = Node("task", "bpmn:userTask")  # type: ignore[index]
    with pytest.raises(TypeError):
        del document.records["task"]  # type: ignore[attr-defined]
    record = document["task"]
    with pytest.raises(AttributeError):
        record.text = "changed"  # type: ignore[misc]
    with pytest.raises(TypeError):
        record.properties["id"] = "changed"
    with pytest.raises(TypeError):
        record.properties.update(id="changed")


def test_an_error_inside_an_edit_takes_it_all_back() -> None:
    document = one()

    def failing() -> None:
        with document.edit(LABEL) as edit:
            edit.remove("task")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert state(document) == [Node("task", "bpmn:task")]
    assert document.editing is None


def test_removing_what_is_not_there_says_so() -> None:
    document = one()
    with document.edit(LABEL) as edit, pytest.raises(KeyError):
        edit.remove("nothing")


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    document = one()
    with document.edit(LABEL) as edit:
        edit.put(document["task"])
        edit.put(Node("b", "bpmn:task"))
        edit.remove("b")
    assert document.undoable is None
    assert document.undo() is None


def test_a_new_step_ends_the_way_forward() -> None:
    document = one()
    with document.edit(LABEL) as edit:
        edit.remove("task")
    document.undo()
    with document.edit(LABEL) as edit:
        edit.put(Node("b", "bpmn:task"))
    assert document.redo() is None


def test_original_is_what_stood_there_when_the_edit_was_opened() -> None:
    document = one()
    first = document["task"]
    with document.edit(LABEL) as edit:
        for step in range(5):
            edit.put(Node("task", "bpmn:task", bounds=Bounds(step, 0, 100, 80)))
            assert edit.original("task") is first
        assert edit.original("nothing") is None


def test_two_records_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="task"):
        Document([Node("task", "bpmn:task"), Item("task", "bpmn:process")])


def test_what_undo_brings_back_stands_where_it_stood() -> None:
    document = Document(Node(key, "bpmn:task") for key in "abcd")
    with document.edit(LABEL) as edit:
        edit.remove("b")
    with document.edit(LABEL) as edit:
        edit.put(Node("e", "bpmn:task"))
    document.undo()
    document.undo()
    assert [record.key for record in document] == list("abcd")


def many(count: int) -> Iterable[Record]:
    yield Diagram("diagram")
    for number in range(count):
        yield Node(f"n{number}", "bpmn:task", "process", number, diagram="diagram", bounds=Bounds(number, 0, 100, 80))


def median_edit(document: Document, count: int) -> float:
    """Seconds for one small edit, while somebody asks who stands where."""
    times = []
    for number in range(count):
        key = f"n{number % 10}"
        started = time.perf_counter()
        with document.edit(LABEL) as edit:
            node = document.node(key)
            assert node is not None
            assert node.bounds is not None
            edit.put(Node(key, node.type, node.scope, node.order, diagram="diagram", bounds=node.bounds.moved(10, 0)))
        document.outgoing(key)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def test_an_edit_costs_the_same_in_a_large_model() -> None:
    ratios = []
    for _ in range(3):
        small, large = Document(many(10)), Document(many(5000))
        for document in (small, large):
            document.children("process")
            median_edit(document, 50)
        ratios.append(median_edit(large, 400) / median_edit(small, 400))
    assert min(ratios) <= 1.5, ratios


@pytest.mark.soak
@settings(max_examples=5000)
@given(start=models, work=edits)
def test_long_form_undo_and_redo(start: list[Record], work: list[tuple[list[tuple[str, object]], bool]]) -> None:
    test_everything_undone_is_the_start_and_redone_is_the_end.hypothesis.inner_test(start, work)


def test_a_listener_that_fails_leaves_no_edit_open_and_the_others_informed() -> None:
    document, heard = Document(), []

    def fail(change: Change, state: str) -> None:
        raise ZeroDivisionError

    document.subscribe(fail)
    document.subscribe(lambda change, state: heard.append(state))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), document.edit(LABEL) as edit:
            edit.put(Item(f"item {len(document)}", "bpmn:message"))
    assert heard == ["live", "done"] * 2
    assert document.editing is None
    assert document.depths == (2, 0)
    with pytest.raises(ZeroDivisionError):
        document.undo()
    assert heard == ["live", "done"] * 3
    assert document.depths == (1, 1)


def _many(count: int) -> list[Node]:
    return [Node(f"n{number}", "bpmn:task", order=number) for number in range(count)]


def _write(document: Document, text: str) -> None:
    with document.edit(message("editing.move")) as edit:
        for node in document.nodes():
            edit.put(replace(node, text=text))


def test_a_large_step_pauses_and_what_others_may_stop_then_takes_all_back() -> None:
    document = Document(_many(2000))
    heard: list[bool] = []
    document.pausing = heard.append
    _write(document, "x")
    assert heard.count(True) == (2000 - AT_ONCE) // PIECE + 1, "between pieces, and there it may be stopped"

    def stop(stoppable: bool) -> None:
        if stoppable:
            raise KeyboardInterrupt

    document.pausing = stop
    with pytest.raises(KeyboardInterrupt):
        _write(document, "y")
    assert {node.text for node in document.nodes()} == {"x"}
    assert document.depths == (1, 0)
    document.undo()
    assert {node.text for node in document.nodes()} == {""}


def test_a_small_step_never_pauses() -> None:
    document = Document(_many(AT_ONCE - 1))
    heard: list[bool] = []
    document.pausing = heard.append
    _write(document, "x")
    document.undo()
    assert not heard


def test_nothing_can_be_changed_in_a_pause() -> None:
    document = Document(_many(2000))
    tried: list[str] = []

    def pause(_stoppable: bool) -> None:
        for deed in (lambda: document.edit(message("editing.move")), document.undo, document.redo):
            with pytest.raises(EditError):
                deed()
            tried.append("refused")

    _write(document, "x")
    document.pausing = pause
    document.undo()
    assert tried
    assert {node.text for node in document.nodes()} == {""}
    assert not document.paused
