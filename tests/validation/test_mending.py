"""What is offered to mend a violation: applied as one step it takes the finding away and adds none."""

from dataclasses import replace

import pytest
from small_models import flow, node, process
from validation.random_graphs import document, graph_of

from benchmarks.soundness_models import blocks
from modeller.language import CHINESE, words
from modeller.model.document import Document
from modeller.model.entries import Finding
from modeller.model.records import Bounds, Diagram, Flow, Node, Point, Record
from modeller.validation.check import check
from modeller.validation.fix import apply
from modeller.validation.soundness import verdict


def drawn(split: str, join: str, *branches: str) -> Document:
    """Two or more branches between a split and a join, which may be a task."""
    kind = {"+": "parallelGateway", "x": "exclusiveGateway", "o": "inclusiveGateway", "task": "task"}
    size = (100, 80) if join == "task" else (50, 50)
    records = [
        node("startEvent", "S", 100, 222, 36, 36, text="报修"),
        node(kind[split], "G", 200, 215, 50, 50, text="种类？"),
        node(kind[join], "J", 520, 240 - size[1] / 2, *size, text="汇合"),
        node("endEvent", "E", 680, 222, 36, 36, text="完成"),
        flow("s", "S", "G", (136, 240), (200, 240)), flow("e", "J", "E", (520 + size[0], 240), (680, 240)),
    ]  # fmt: skip
    for number, name in enumerate(branches):
        y = 120.0 * number + 120
        way = ((225, 215), (225, y + 40), (320, y + 40)) if y + 40 != 240 else ((250, 240), (320, 240))
        back = ((420, y + 40), (470, y + 40), (470, 240), (520, 240)) if y + 40 != 240 else ((420, 240), (520, 240))
        records += [
            node("userTask", f"T{number}", 320, y, text=name),
            flow(f"g{number}", "G", f"T{number}", *way, text=name if split != "+" else ""),
            flow(f"j{number}", f"T{number}", "J", *back),
        ]
    return process(*records)


def found(document: Document) -> list[Finding]:
    checked = check(document.snapshot())
    assert checked.failures == ()
    return list(checked.findings)


@pytest.mark.parametrize(
    ("split", "join", "rule", "said"),
    [
        ("x", "+", "soundness.option_to_complete", "改为排他网关"),
        ("o", "+", "soundness.option_to_complete", "改为包容网关"),
        ("+", "x", "soundness.safe", "改为并行网关"),
        ("o", "x", "soundness.safe", "改为包容网关"),
        ("+", "task", "soundness.safe", "在前面插入并行网关"),
        ("o", "task", "soundness.safe", "在前面插入包容网关"),
    ],
)
def test_a_violation_is_mended_in_one_step_that_can_be_undone(split: str, join: str, rule: str, said: str) -> None:
    model = drawn(split, join, "审核订单", "核对库存")
    before = found(model)
    records = dict(model.records)
    finding = next(each for each in before if each.rule == rule)
    assert finding.fix is not None
    assert words(finding.fix.label, CHINESE) == said
    apply(model, finding.fix)
    after = found(model)
    assert not [each for each in after if each.topic == "soundness"]
    known = {(each.rule, each.elements[:1]) for each in before}
    new = [each.rule for each in after if (each.rule, each.elements[:1]) not in known and each.severity != "hint"]
    assert new == []
    assert len(model.history) == 1
    model.undo()
    assert dict(model.records) == records


def test_what_would_only_move_the_fault_is_not_offered() -> None:
    """A parallel join of three branches of which two exclude each other: no kind of gateway there mends it alone."""
    model = process(
        node("startEvent", "S"), node("parallelGateway", "G"), node("exclusiveGateway", "X"), node("task", "A"),
        node("task", "B"), node("task", "C"), node("parallelGateway", "J"), node("endEvent", "E"),
        flow("s", "S", "G"), flow("x", "G", "X"), flow("c", "G", "C"), flow("a", "X", "A"), flow("b", "X", "B"),
        flow("ja", "A", "J"), flow("jb", "B", "J"), flow("jc", "C", "J"), flow("e", "J", "E"),
    )  # fmt: skip
    (sound,) = verdict.check(model)
    witness = next(each for each in sound.witnesses if each.property == "option_to_complete")
    assert witness.mend is not None
    assert witness.mend.gateway == "inclusive"


def on_paper(model: Document) -> Document:
    """The same, drawn somehow: only what is drawn can be mended."""
    places = {node.key: (150.0 * place, 120.0 * (place % 4)) for place, node in enumerate(model.nodes())}

    def shown(record: Record) -> Record:
        if isinstance(record, Node):
            return replace(record, diagram="D", bounds=Bounds(*places[record.key], 50, 50))
        if isinstance(record, Flow):
            ends = [Point(*places[end or ""]) for end in (record.source, record.target)]
            return replace(record, diagram="D", points=tuple(ends))
        return record

    plane = () if "D" in model else (Diagram("D", "P"),)
    return Document([*(shown(record) for record in model), *plane])


@pytest.mark.parametrize("seed", range(150))
def test_whatever_is_offered_mends(seed: int) -> None:
    model = on_paper(document(graph_of(seed)))
    before = {(each.rule, each.elements) for each in check(model).findings if each.topic == "soundness"}
    for finding in check(model).findings:
        if finding.topic != "soundness" or finding.fix is None or finding.fix.verb != "become":
            continue
        changed = on_paper(document(graph_of(seed)))
        apply(changed, finding.fix)
        after = {(each.rule, each.elements) for each in check(changed).findings if each.topic == "soundness"}
        assert (finding.rule, finding.elements) not in after
        assert {rule for rule, _ in after} <= {rule for rule, _ in before}


@pytest.mark.parametrize("fault", ["deadlock", "unsafe"])
def test_a_fault_among_1000_nodes_is_mended(fault: str) -> None:
    model = on_paper(blocks(1000, fault=fault))
    (finding, *_) = [each for each in check(model).findings if each.topic == "soundness" and each.fix is not None]
    assert finding.fix is not None
    apply(model, finding.fix)
    (sound,) = verdict.check(model)
    assert sound.verdict == "sound"
