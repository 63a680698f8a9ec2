"""The token game: what each kind of element does, and the traces that others recorded."""

import json
from dataclasses import replace

import pytest
from corpus_files import corpus_file
from small_models import BPMN, definition, flow, node, process

from modeller.execution.net import Net
from modeller.execution.plan import Plan
from modeller.execution.plans import plan
from modeller.interchange.bpmn.reader import read
from modeller.model.records import Fragment

TRACES = {
    "simple": {},
    "exclusive-gateway-fork-join": {"G_A": {"Flow_2"}},
    "inclusive-gateway-fork-join": {"INC_FORK": {"Flow_2", "Flow_3"}, "INC_FORK_JOIN": {"Flow_4", "Flow_5"}},
    "event-based-gateway": {"G_EVENT": {"Flow_2"}},
    "error-trigger-event-sub-process": {},
}


def played(game: Plan, choices: dict[str, set[str]]) -> tuple[list[str], bool]:
    """The elements in the order in which they happen when choices are made so; whether it completes."""
    net = Net(game)
    marking, happened = net.initial, []
    for _ in range(100):
        moves = [
            move
            for move in net.moves(marking)
            if game.steps[move.step].element not in choices
            or {game.edges[edge].flow for edge in move.puts} == choices[game.steps[move.step].element]
        ]
        if not moves:
            break
        marking = net.fire(moves[0], marking)
        happened.append(game.steps[moves[0].step].element)
    return happened, net.completed(marking)


@pytest.mark.parametrize("name", TRACES)
def test_tokens_move_as_recorded(name: str) -> None:
    path = corpus_file(f"bpmn-js-token-simulation/Simulator.{name}.bpmn")
    model = read(path.read_bytes(), path.name).document
    trace = [entry.split(":") for entry in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))]
    nodes = {each.key for each in model.nodes()}
    expected = {entry[1] for entry in trace if entry[0] in {"enter", "signal", "exit"} and entry[1] in nodes}
    expected |= {entry[1] for entry in trace if entry[0] == "createScope" and entry[1] in nodes}
    happened, completed = played(plan(model, "Process_1"), TRACES[name])
    assert set(happened) - {"", "Process_1"} == expected
    assert completed
    order = [entry[1] for entry in trace if entry[0] == "createScope" and entry[1] in nodes]
    seen = [key for key in dict.fromkeys(happened) if key in nodes and key != "S_ERROR_SUB"]
    assert seen == [key for key in dict.fromkeys(order) if key != "S_ERROR_SUB"]


def moves(*records: object) -> tuple[Net, int]:
    game = plan(process(*records), "P")  # type: ignore[arg-type]
    return Net(game), Net(game).initial


def after(net: Net, marking: int, *elements: str) -> int:
    """The marking after moves of these elements, each the first that is possible."""
    for element in elements:
        move = next(m for m in net.moves(marking) if net.plan.steps[m.step].element == element)
        marking = net.fire(move, marking)
    return marking


def waits(net: Net, marking: int) -> set[str]:
    return {net.plan.edges[edge].flow or net.plan.edges[edge].element for edge in net.tokens(marking)}


def test_a_terminate_event_takes_all_tokens() -> None:
    net, marking = moves(
        node("startEvent", "S"), node("task", "A"), node("task", "B"),
        node("endEvent", "T", content=(definition("terminate"),)),
        flow("a", "S", "A"), flow("b", "S", "B"), flow("c", "A", "T"),
    )  # fmt: skip
    marking = after(net, marking, "S", "A")
    assert waits(net, marking) == {"b", "c"}
    assert net.completed(after(net, marking, "T"))


def test_an_inclusive_join_waits_for_a_token_that_can_still_come() -> None:
    net, marking = moves(
        node("startEvent", "S"), node("inclusiveGateway", "I"), node("task", "A"), node("task", "B"),
        node("inclusiveGateway", "J"), node("endEvent", "E"),
        flow("s", "S", "I"), flow("a", "I", "A"), flow("b", "I", "B"), flow("c", "A", "J"), flow("d", "B", "J"),
        flow("e", "J", "E"),
    )  # fmt: skip
    marking = after(net, marking, "S")
    both = next(move for move in net.moves(marking) if len(move.puts) == 2)
    marking = after(net, net.fire(both, marking), "A")
    assert {net.plan.steps[move.step].element for move in net.moves(marking)} == {"B"}
    marking = after(net, marking, "B")
    assert {net.plan.steps[move.step].element for move in net.moves(marking)} == {"J"}
    one = next(move for move in net.moves(after(net, moves_start(net), "S")) if len(move.puts) == 1)
    assert net.completed(after(net, net.fire(one, after(net, moves_start(net), "S")), "A", "J", "E"))


def moves_start(net: Net) -> int:
    return net.initial


def test_a_link_goes_on_where_it_is_caught() -> None:
    link = definition("link")
    net, marking = moves(
        node("startEvent", "S"), node("intermediateThrowEvent", "T", text="1", content=(link,)),
        node("intermediateCatchEvent", "C", text="1", content=(link,)), node("endEvent", "E"),
        flow("a", "S", "T"), flow("b", "C", "E"),
    )  # fmt: skip
    assert net.completed(after(net, marking, "S", "T", "C", "E"))


def test_an_interrupting_boundary_event_stops_what_is_inside() -> None:
    net, marking = moves(
        node("startEvent", "S"), node("subProcess", "U"), node("startEvent", "I", scope="U"),
        node("task", "A", scope="U"), flow("i", "I", "A", scope="U"),
        node("boundaryEvent", "B", host="U", content=(definition("timer"),)), node("endEvent", "E"),
        node("endEvent", "F"), flow("s", "S", "U"), flow("e", "U", "E"), flow("f", "B", "F"),
    )  # fmt: skip
    marking = after(net, marking, "S", "U", "I")
    assert "i" in waits(net, marking)
    assert waits(net, after(net, marking, "B")) == {"f"}
    assert "e" not in waits(net, after(net, marking, "A"))
    assert waits(net, after(net, marking, "A", "U", "U")) == {"e"}


def test_a_non_interrupting_boundary_event_comes_once_beside_its_activity() -> None:
    net, marking = moves(
        node("startEvent", "S"), node("task", "U"),
        node("boundaryEvent", "B", host="U", content=(definition("timer"),), cancelActivity="false"),
        node("endEvent", "E"), node("endEvent", "F"), flow("s", "S", "U"), flow("e", "U", "E"), flow("f", "B", "F"),
    )  # fmt: skip
    marking = after(net, marking, "S", "U", "B")
    assert waits(net, marking) == {"f", "U"}
    assert all(net.plan.steps[move.step].element != "B" for move in net.moves(marking))
    assert net.completed(after(net, marking, "U", "U", "E", "F"))


@pytest.mark.parametrize(("expression", "both"), [("ok = true", False), (" ", True)])
def test_an_empty_condition_asks_for_nothing(expression: str, both: bool) -> None:
    """Beside a default flow: that is taken where no condition holds, so also where there is none."""
    condition = Fragment(BPMN + "conditionExpression", text=expression)
    asked = replace(flow("c", "A", "E"), content=(condition,))
    model = process(
        node("startEvent", "S"), node("task", "A", default="d"), node("endEvent", "E"), node("endEvent", "F"),
        flow("s", "S", "A"), asked, flow("d", "A", "F"),
    )  # fmt: skip
    made = plan(model, "P")
    net = Net(made)
    (start,) = net.moves(net.initial)
    outcomes = {
        frozenset(made.edges[edge].flow for edge in move.puts) for move in net.moves(net.fire(start, net.initial))
    }
    assert outcomes == ({frozenset({"c", "d"})} if both else {frozenset({"c"}), frozenset({"d"})})
