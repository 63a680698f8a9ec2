"""Verbs for flows, lanes and pools on real files: nothing gets worse, all can be taken back."""

import random
from collections.abc import Callable

import pytest
from corpus_files import corpus_file, corpus_parameters
from editing.models import faults

from modeller.editing import bend, borders, connect, labels, lanes, pools
from modeller.editing.refused import Refused
from modeller.interchange.bpmn.reader import read
from modeller.model.document import Document

SIDES: tuple[lanes.Side, ...] = ("above", "below", "left", "right")
ENDS: tuple[connect.End, ...] = ("source", "target")


def deeds(document: Document, dice: random.Random) -> list[Callable[[], object]]:
    """What can be done to some flow, lane or pool of a document."""
    nodes = [node.key for node in document.nodes()]
    flows = [flow.key for flow in document.flows() if flow.points]
    frames = [node.key for node in document.nodes() if node.type == "bpmn:participant"]
    parts = [node.key for node in document.nodes() if node.type == "bpmn:lane"]
    found: list[Callable[[], object]] = []
    if nodes:
        found += [
            lambda: connect.connect(document, dice.choice(nodes), dice.choice(nodes)),
            lambda: labels.move_label(document, dice.choice(nodes), 10, 10),
        ]
    if flows:
        found += [
            lambda: bend.lay_anew(document, dice.choice(flows)),
            lambda: bend.move_segment(document, dice.choice(flows), dice.randint(0, 4), dice.randint(-50, 50), 30),
            lambda: bend.move_point(document, dice.choice(flows), dice.randint(0, 4), dice.randint(0, 900), 300),
            lambda: bend.remove_point(document, dice.choice(flows), 1),
            lambda: connect.reconnect(
                document, dice.choice(flows), dice.choice(("source", "target")), dice.choice(nodes)
            ),  # type: ignore[arg-type]
        ]
    if frames:
        found += [
            lambda: lanes.add(document, dice.choice(frames + parts), dice.choice(SIDES)),
            lambda: lanes.split(document, dice.choice(frames + parts), 2),
            lambda: pools.turn(document, dice.choice(frames)),
            lambda: pools.close(document, dice.choice(frames)),
            lambda: pools.open_up(document, dice.choice(frames)),
        ]
    if parts:
        found += [
            lambda: lanes.delete(document, dice.choice(parts)),
            lambda: lanes.move(document, dice.choice(parts), dice.randint(0, 3)),
            lambda: borders.move_border(document, dice.choice(parts), dice.randint(-80, 80), dice.random() < 0.5),
        ]
    return found


@pytest.mark.parametrize("path", corpus_parameters())
def test_flows_lanes_and_pools_of_a_real_model_take_no_harm(path: str) -> None:
    document = read(corpus_file(path).read_bytes(), path).document
    if not document.diagrams() or len(document) > 1500:
        pytest.skip("draws nothing, or more than a short walk should write")
    start, before = dict(document.records), faults(document)
    dice = random.Random(path)
    for _ in range(14):
        found = deeds(document, dice)
        if not found:
            return
        now = dict(document.records)
        try:
            dice.choice(found)()
        except Refused:
            assert dict(document.records) == now
    assert not faults(document) - before
    while document.undo():
        pass
    assert dict(document.records) == start
