"""Playing a process by hand: what can happen, what is chosen, and how it is told."""

from hypothesis import given
from hypothesis import strategies as st
from small_models import flow, node, process
from validation.random_graphs import document, graph_of

from modeller.execution.net import Net, TooMany
from modeller.execution.plans import plan
from modeller.execution.replay import seen
from modeller.execution.run import Run
from modeller.execution.told import story
from modeller.language import CHINESE, ENGLISH, words
from modeller.model.reading import Model


def choice() -> Model:
    return process(
        node("startEvent", "S", text="报修"), node("exclusiveGateway", "X", text="保修？"),
        node("task", "A", text="维修"), node("task", "B", text="报价"), node("parallelGateway", "J", text="汇合"),
        node("endEvent", "E"),
        flow("s", "S", "X"), flow("c1", "X", "A", text="是"), flow("c2", "X", "B", text="否"),
        flow("a", "A", "J"), flow("b", "B", "J"), flow("e", "J", "E"),
    )  # fmt: skip


def run_of(model: Model) -> Run:
    return Run(model, plan(model, "P"))


def test_a_choice_waits_for_whoever_chooses() -> None:
    run = run_of(choice())
    run.take(run.ready()[0])
    (gateway,) = run.ready()
    assert (gateway.element, gateway.ways, gateway.several) == ("X", ("c1", "c2"), False)
    shown = run.take(gateway, ("c2",))
    assert shown is not None
    assert (shown.element, shown.flows, shown.choice) == ("X", ("c2",), True)
    assert run.tokens == {"c2": 1}


def test_a_run_ends_where_a_join_waits_in_vain_and_says_so() -> None:
    run = run_of(choice())
    while run.ready():
        run.take(run.ready()[0])
    assert not run.over
    assert run.tokens == {"a": 1}
    told = [words(each, CHINESE) for each in story(run.model, run.frames)]
    assert told == ["“报修”：流程开始。", "“保修？”选择“是”。", "执行“维修”。"]


def test_going_back_takes_back_what_was_chosen() -> None:
    run = run_of(choice())
    for _ in range(3):
        run.take(run.ready()[0])
    run.back_to(1)
    assert run.tokens == {"s": 1}
    run.take(run.ready()[0], ("c2",))
    assert run.tokens == {"c2": 1}


def test_without_a_choice_each_branch_of_a_loop_gets_its_turn() -> None:
    model = process(
        node("startEvent", "S"), node("task", "A"), node("exclusiveGateway", "X"), node("endEvent", "E"),
        flow("s", "S", "A"), flow("x", "A", "X"), flow("again", "X", "A"), flow("e", "X", "E"),
    )  # fmt: skip
    run = run_of(model)
    for _ in range(20):
        if not run.ready():
            break
        run.take(run.ready()[0])
    assert run.over


def test_of_an_inclusive_gateway_several_flows_are_chosen() -> None:
    model = process(
        node("startEvent", "S"), node("inclusiveGateway", "G"), node("task", "A"), node("task", "B"),
        node("inclusiveGateway", "J"), node("endEvent", "E"),
        flow("s", "S", "G"), flow("ga", "G", "A"), flow("gb", "G", "B"), flow("a", "A", "J"), flow("b", "B", "J"),
        flow("e", "J", "E"),
    )  # fmt: skip
    run = run_of(model)
    run.take(run.ready()[0])
    (gateway,) = run.ready()
    assert gateway.several
    run.take(gateway, ("ga", "gb"))
    assert run.tokens == {"ga": 1, "gb": 1}
    while run.ready():
        run.take(run.ready()[0])
    assert run.over


def test_what_is_attached_to_an_activity_can_be_let_happen() -> None:
    model = process(
        node("startEvent", "S"), node("task", "A", text="Repair"),
        node("boundaryEvent", "T", text="Two days", host="A"),
        node("endEvent", "E"), node("endEvent", "L"),
        flow("s", "S", "A"), flow("e", "A", "E"), flow("l", "T", "L"),
    )  # fmt: skip
    run = run_of(model)
    run.take(run.ready()[0])
    run.take(run.ready()[0])
    (inside,) = run.ready()
    assert inside.ways == ("A", "T")
    run.take(inside, ("T",))
    run.take(run.ready()[0])
    assert run.tokens == {"l": 1}
    told = [words(each, ENGLISH) for each in story(run.model, seen(run.frames))]
    assert told[-1] == "“Two days” happens at “Repair”."


@given(st.integers(0, 5000), st.lists(st.integers(0, 5), max_size=40))
def test_every_step_of_a_run_is_a_move_of_the_token_game(seed: int, picks: list[int]) -> None:
    model = document(graph_of(seed))
    net = Net(plan(model, "P"))
    run = Run(model, net.plan)
    for pick in picks:
        ready = run.ready()
        if not ready:
            assert not list(net.moves(run.marking))
            break
        each = ready[pick % len(ready)]
        before, way = run.marking, each.ways[pick % len(each.ways)] if each.ways else ""
        try:
            run.take(each, (way,) if way else ())
        except TooMany:
            assert run.marking == before
            break
        reached = {net.fire(move, before) for move in net.moves(before)}
        assert run.marking in reached
