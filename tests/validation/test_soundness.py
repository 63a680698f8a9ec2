"""Soundness: against verdicts of others, against a second decision from scratch, and the cases that are told."""

import re

import pytest
from corpus_files import corpus_models, corpus_parameters, manifest
from requirements import CORPUS, require
from small_models import flow, node, process
from validation.brute_force import decide
from validation.random_graphs import document, graph_of

from benchmarks.soundness_models import blocks, branches
from modeller.execution.net import Net
from modeller.execution.plans import plan
from modeller.interchange.bpmn.reader import read
from modeller.language import CHINESE, words
from modeller.model.entries import Soundness
from modeller.model.reading import Model
from modeller.validation.soundness.verdict import as_data, check, check_collaboration

PROPERTIES = ("safe", "option_to_complete", "proper_completion", "no_dead_activity")


def whole(verdicts: tuple[Soundness, ...]) -> str:
    """T or F for each property over all processes, U where one is undecided."""
    answers = ""
    for name in PROPERTIES:
        values = [getattr(verdict, name) for verdict in verdicts]
        answers += "F" if False in values else "U" if None in values else "T"
    return answers


def firm() -> list[object]:
    rows = [(path, row) for path, row in manifest().items() if row["firm"] == "yes"]
    return [pytest.param(path, row["known_verdicts"], id=path) for path, row in rows] or [
        pytest.param("", "", id="no-corpus")
    ]


@pytest.mark.parametrize(("path", "known"), firm())
def test_firm_verdicts_of_others_are_ours(path: str, known: str) -> None:
    require("corpus")
    found = re.search(r"Safe=(\w) OptComplete=(\w) ProperCompl=(\w) NoDead=(\w)", known)
    assert found is not None
    model = read((CORPUS / path).read_bytes(), path).document
    assert whole(check(model)) == "".join(found.groups())


@pytest.mark.parametrize("path", corpus_parameters())
def test_every_model_gets_a_verdict_in_time(path: str) -> None:
    require("corpus")
    model = read((CORPUS / path).read_bytes(), path).document
    assert all(verdict.verdict != "undecided" for verdict in (*check(model), check_collaboration(model)))


@pytest.mark.parametrize("name", ["e003OrTest", "e012OrSize2x2"])
def test_inclusive_joins_as_a_model_checker_has_them(name: str) -> None:
    require("corpus")
    model = read((CORPUS / f"fbpmn/{name}.bpmn").read_bytes(), name).document
    assert whole(check(model)) == "TTTT"


def agree(seeds: range) -> None:
    decided = 0
    for seed in seeds:
        graph = graph_of(seed)
        theirs, (ours,) = decide(graph), check(document(graph))
        dead = None if ours.no_dead_activity is None else set(ours.dead)
        answers = (ours.safe, ours.option_to_complete, ours.proper_completion, dead)
        for mine, other in zip(answers, (theirs.safe, theirs.completes, theirs.proper, theirs.dead), strict=True):
            if other is not None and (mine is not None or theirs.safe):
                assert mine == other, (seed, graph, answers, theirs)
                decided += 1
    assert decided > 3 * len(seeds)


def test_a_decision_from_scratch_agrees_on_500_models() -> None:
    agree(range(500))


@pytest.mark.soak
def test_a_decision_from_scratch_agrees_on_10000_models() -> None:
    agree(range(1000, 11000))


def test_blocks_and_loops_of_all_gateways_are_sound() -> None:
    for seed in range(5):
        assert check(blocks(300, seed))[0].verdict == "sound"
    assert check(branches(100, 10))[0].verdict == "sound"


@pytest.mark.parametrize(("fault", "broken"), [("deadlock", "option_to_complete"), ("unsafe", "safe")])
def test_a_fault_among_1000_nodes_is_found_with_its_case(fault: str, broken: str) -> None:
    model = blocks(1000, fault=fault)
    (verdict,) = check(model)
    assert verdict.verdict == "unsound"
    assert getattr(verdict, broken) is False
    witness = next(each for each in verdict.witnesses if each.property == broken)
    assert witness.steps
    assert witness.mend is not None


def deadlock() -> Model:
    return process(
        node("startEvent", "S"), node("exclusiveGateway", "X", text="金额大？"), node("task", "A"), node("task", "B"),
        node("parallelGateway", "J", text="合并"), node("endEvent", "E"),
        flow("s", "S", "X"), flow("yes", "X", "A", text="是"), flow("no", "X", "B", text="否"),
        flow("a", "A", "J"), flow("b", "B", "J"), flow("e", "J", "E"),
    )  # fmt: skip


def test_a_deadlock_is_told_as_a_case() -> None:
    (verdict,) = check(deadlock())
    assert (verdict.safe, verdict.option_to_complete, verdict.proper_completion, verdict.dead) == (
        True,
        False,
        True,
        (),
    )
    (witness,) = verdict.witnesses
    assert words(witness.message, CHINESE) == "如果“金额大？”选择“否”，“合并”永远等不到第 2 个令牌（共需 2 个）。"
    assert [step.element for step in witness.steps] == ["S", "X", "B"]
    assert [step.choice for step in witness.steps] == [False, True, False]
    assert witness.steps[-1].tokens == (("b", 1),)
    assert witness.mend is not None
    assert (witness.mend.kind, witness.mend.element, witness.mend.gateway) == ("replace_gateway", "J", "choice")


def unsafe() -> Model:
    return process(
        node("startEvent", "S"), node("parallelGateway", "G"), node("task", "A"), node("task", "B"),
        node("task", "M", text="Merge"), node("endEvent", "E"),
        flow("s", "S", "G"), flow("pa", "G", "A"), flow("pb", "G", "B"), flow("a", "A", "M"), flow("b", "B", "M"),
        flow("e", "M", "E"),
    )  # fmt: skip


def test_two_tokens_are_told_where_they_meet() -> None:
    (verdict,) = check(unsafe())
    assert (verdict.safe, verdict.option_to_complete, verdict.proper_completion) == (False, True, False)
    witness = next(each for each in verdict.witnesses if each.property == "safe")
    assert witness.elements == ("e", "M")
    assert dict(witness.steps[-1].tokens) == {"e": 2}
    assert witness.mend is not None
    assert (witness.mend.kind, witness.mend.element) == ("insert_join", "M")


@pytest.mark.parametrize("seed", range(200))
def test_every_case_can_be_played(seed: int) -> None:
    """Each step of a case is one that the token game allows there."""
    model = document(graph_of(seed))
    (verdict,) = check(model)
    net = Net(plan(model, "P"))
    for witness in verdict.witnesses:
        marking = net.initial
        for step in witness.steps:
            marking = next(
                reached
                for move in net.moves(marking)
                if net.plan.steps[move.step].element == step.element
                for reached in [net.fire(move, marking)]
                if shown(net, reached) == dict(step.tokens)
            )


def shown(net: Net, marking: int) -> dict[str, int]:
    counted: dict[str, int] = {}
    for number, count in net.tokens(marking).items():
        edge = net.plan.edges[number]
        if not edge.armed:
            counted[edge.flow or edge.element] = counted.get(edge.flow or edge.element, 0) + count
    return counted


def test_what_is_asked_to_stop_stays_undecided() -> None:
    (verdict,) = check(deadlock(), lambda: True)
    assert verdict.verdict == "undecided"
    assert verdict.witnesses == ()


def test_the_data_are_plain() -> None:
    data = as_data(check(deadlock())[0])
    assert data["verdict"] == "unsound"
    assert data["option_to_complete"] is False
    assert data["dead"] == []


def test_a_pool_waits_for_the_message_of_another() -> None:
    require("corpus")
    path = CORPUS / "fbpmn/e015CheckTest.bpmn"
    model = read(path.read_bytes(), path.name).document
    assert whole(check(model)) == "TTTT"
    assert check_collaboration(model).option_to_complete is False


@pytest.mark.parametrize("path", list(corpus_models()[::4]) or [None])
def test_spoilt_models_neither_raise_nor_hang(path: object) -> None:
    """Any record may be missing."""
    require("corpus")
    model = read(path.read_bytes(), path.name).document  # type: ignore[attr-defined]
    records = [record for record in model if record.scope is not None or record.key in model]
    for skip in range(2, 12):
        spoilt = Model(record for number, record in enumerate(records) if number % skip)
        for verdict in (*check(spoilt), check_collaboration(spoilt)):
            assert verdict.verdict in {"sound", "unsound", "undecided"}


def test_an_activity_that_asks_another_pool_waits_for_its_answer() -> None:
    require("corpus")
    path = CORPUS / "bpmn-js-differ/pizza-collaboration__old.bpmn"
    assert check_collaboration(read(path.read_bytes(), path.name).document).verdict == "sound"
