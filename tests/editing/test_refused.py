"""What no file can say is refused, and nothing has changed then."""

from collections.abc import Callable
from math import inf, nan

import pytest
from editing.models import DIAGRAM, blank, flow_to, row

from modeller.editing import align, bend, borders, clipboard, labels, lanes, phases, pools, space
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.refused import Refused
from modeller.editing.resize import resize
from modeller.editing.text import rename
from modeller.model.document import Document
from modeller.model.records import Bounds


def _bend(document: Document, far: float) -> None:
    bend.move_point(document, flow_to(document, *_tasks(document)).key, 0, far, 0)


def _segment(document: Document, far: float) -> None:
    bend.move_segment(document, flow_to(document, *_tasks(document)).key, 0, 0, far)


def _point(document: Document, far: float) -> None:
    bend.add_point(document, flow_to(document, *_tasks(document)).key, 0, 0, far)


def _paste(document: Document, far: float) -> None:
    clipboard.paste(document, DIAGRAM, clipboard.copy(document, _tasks(document)), far, 0)


def _tasks(document: Document) -> list[str]:
    return [node.key for node in document.nodes() if node.type == "bpmn:task"]


def _first(document: Document, type: str) -> str:
    return next(node.key for node in document.nodes() if node.type == type)


VERBS: dict[str, Callable[[Document, float], object]] = {
    "move": lambda document, far: move(document, _tasks(document), far, 0),
    "move while dragging": lambda document, far: move(document, _tasks(document), 0, far, dropped=False),
    "place": lambda document, far: place(document, DIAGRAM, "bpmn:task", far, 0),
    "place a pool": lambda document, far: place(document, DIAGRAM, "bpmn:participant", 0, far),
    "make a pool": lambda document, far: pools.make(document, DIAGRAM, far, 0),
    "resize": lambda document, far: resize(document, _tasks(document)[0], Bounds(0, 0, far, 80)),
    "space": lambda document, far: space.insert(document, DIAGRAM, "x", 0, far),
    "space there": lambda document, far: space.insert(document, DIAGRAM, "y", far, 10),
    "lane border": lambda document, far: borders.move_border(document, _first(document, "bpmn:lane"), far),
    "phase border": lambda document, far: phases.move_border(document, _first(document, "modeller:phase"), far),
    "label": lambda document, far: labels.move_label(document, _first(document, "bpmn:startEvent"), far, 0),
    "label size": lambda document, far: labels.resize_label(
        document, _first(document, "bpmn:startEvent"), Bounds(0, 0, far, 20)
    ),
    "distribute": lambda document, far: align.distribute(document, _tasks(document), "x", far),
    "bend": _bend,
    "segment": _segment,
    "point": _point,
    "paste": _paste,
}


@pytest.mark.parametrize("far", [inf, -inf, nan])
@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_goes_infinitely_far_or_nowhere(verb: str, far: float) -> None:
    document = blank()
    row(document, "task", "task")
    rename(document, *row(document, "startEvent", y=250), "登记")
    pool = place(document, DIAGRAM, "bpmn:participant", 200, 100)
    lanes.split(document, pool, 2)
    phases.split(document, pool, 2)
    before = dict(document.records)
    with pytest.raises(Refused):
        VERBS[verb](document, far)
    assert dict(document.records) == before
