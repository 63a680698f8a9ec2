"""What a check remembers of the one before: it says what a check that remembers nothing says."""

import random
from collections.abc import Callable

import pytest
from validation.faulty import MODELS

from modeller.editing.append import append
from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.move import move
from modeller.editing.refused import Refused
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.model.document import Document
from modeller.model.records import Node
from modeller.resources import SAMPLES
from modeller.validation import check as checking
from modeller.validation.check import check
from modeller.validation.memory import Memory
from modeller.validation.sets import shipped

Walk = Callable[[Document, random.Random], object]


def steps(document: Document) -> list[str]:
    return [node.key for node in document.nodes() if node.bounds is not None]


def renamed(document: Document, rng: random.Random) -> None:
    flows = [flow.key for flow in document.flows()]
    rename(document, rng.choice(steps(document) + flows), rng.choice(["Check", "审批", "", "Send the bill", "x" * 90]))


def moved(document: Document, rng: random.Random) -> None:
    move(document, rng.sample(steps(document), 2), rng.randrange(-300, 300), rng.randrange(-300, 300))


def appended(document: Document, rng: random.Random) -> None:
    append(document, rng.choice(steps(document)), rng.choice(["bpmn:task", "bpmn:parallelGateway", "bpmn:endEvent"]))


def deleted(document: Document, rng: random.Random) -> None:
    delete(document, [rng.choice(steps(document))])


def connected(document: Document, rng: random.Random) -> None:
    connect(document, *rng.sample(steps(document), 2))


def undone(document: Document, _: random.Random) -> None:
    document.undo()


DEEDS: tuple[Walk, ...] = (renamed, renamed, renamed, moved, moved, appended, deleted, connected, undone)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_steps_a_check_that_remembers_finds_what_one_that_does_not_finds(seed: int) -> None:
    rng = random.Random(seed)
    paths = sorted(SAMPLES.glob("*.bpmn"))
    start = [read(paths[seed % len(paths)].read_bytes()).document, MODELS["flow_through_shape"]()][seed % 2]
    document, memory, rules = Document(start), Memory(), shipped("policy")
    for _ in range(40):
        try:
            rng.choice(DEEDS)(document, rng)
        except (Refused, ValueError, IndexError):
            continue
        if rng.random() < 0.7:
            assert check(document.snapshot(), rules, memory=memory) == check(document.snapshot(), rules)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows with every verdict that is made."""
    made: list[str] = []
    plain = checking.verdict.check_together
    monkeypatch.setattr(
        checking.verdict, "check_together", lambda model, stopped: (made.append("made"), plain(model, stopped))[1]
    )
    return made


def test_verdicts_are_not_made_again_after_a_rename_or_a_move_but_after_a_new_flow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = counted(monkeypatch)
    document, memory = read((SAMPLES / "请假审批.bpmn").read_bytes()).document, Memory()
    task = next(node for node in document.nodes() if node.type.endswith("ask"))
    check(document.snapshot(), memory=memory)
    rename(document, task.key, "Ask for leave")
    move(document, [task.key], 0, 10)
    found = check(document.snapshot(), memory=memory)
    assert made == ["made"]
    assert found.soundness[0].verdict == "sound"
    append(document, task.key, "bpmn:endEvent")
    check(document.snapshot(), memory=memory)
    assert len(made) == 2


def test_what_is_unsound_is_told_with_the_names_of_now() -> None:
    document, memory = MODELS["good"]() if "good" in MODELS else MODELS["dead_end"](), Memory()
    node = next(each for each in document.nodes() if isinstance(each, Node) and each.type.endswith("ask"))
    gateway = append(document, node.key, "bpmn:exclusiveGateway", text="Big?")
    first, second = append(document, gateway, "bpmn:task"), append(document, gateway, "bpmn:task")
    join = append(document, first, "bpmn:parallelGateway", text="Before")
    connect(document, second, join)
    assert any("“Before”" in str(each.message) for each in check(document.snapshot(), memory=memory).findings)
    rename(document, join, "After")
    assert any("“After”" in str(each.message) for each in check(document.snapshot(), memory=memory).findings)


def test_a_check_that_was_called_off_is_not_remembered() -> None:
    document, memory = MODELS["flow_through_shape"](), Memory()

    def stop(fraction: float) -> None:
        if fraction > 0.9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(document.snapshot(), None, stop, memory=memory)
    assert memory.known(document.snapshot()).found == {}
    check(document.snapshot(), memory=memory)
    assert memory.known(document.snapshot()).found
