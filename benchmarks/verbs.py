"""Times the verbs of flows and lanes on a large model, without a window.

python -m benchmarks.verbs [FLOW NODES]       a table: median, 95th percentile and most in ms
"""

import random
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.models import generate
from modeller.editing.bend import lay_anew
from modeller.editing.connect import connect
from modeller.editing.move import move
from modeller.editing.refused import Refused
from modeller.language import message
from modeller.model.document import Document
from modeller.notation.bpmn.joining import STEPS, flow_between

ROUNDS = 60


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    document = generate(size)
    dice = random.Random(1)
    steps = [node.key for node in document.nodes() if node.type in STEPS and node.bounds is not None]
    flows = [flow.key for flow in document.flows() if flow.points]
    near = {key: steps[min(place + 3, len(steps) - 1)] for place, key in enumerate(steps)}
    hundred = steps[: min(100, len(steps))]

    def joined() -> None:
        key = dice.choice(steps)
        connect(document, key, near[key])

    def all_targets() -> None:
        source = document.node(dice.choice(steps))
        assert source is not None
        for key in steps:
            target = document.node(key)
            if target is not None:
                flow_between(document, source, target)

    print(f"{size} flow nodes, ms            median     p95    most")
    report("connect", document, joined)
    report("lay a path anew", document, lambda: lay_anew(document, dice.choice(flows)))
    report("may join: all targets", document, all_targets, 10)
    report("move one, dragging", document, lambda: move(document, [dice.choice(steps)], 7, 5, dropped=False))
    report("move one, dropped", document, lambda: move(document, [dice.choice(steps)], 7, 5))
    report("move a hundred, dragging", document, lambda: move(document, hundred, 7, 5, dropped=False), 20)
    report("move a hundred, dropped", document, lambda: move(document, hundred, 7, 5), 20)


def report(name: str, document: Document, verb: Callable[[], object], rounds: int = ROUNDS) -> None:
    """One row: each round in an edit of its own that is taken back."""
    times = []
    for _ in range(rounds):
        edit = document.edit(message("flows.connect"))
        began = time.perf_counter()
        try:
            verb()
            times.append((time.perf_counter() - began) * 1000)
        except Refused:
            pass
        edit.cancel()
    if times:
        times.sort()
        high = times[int(len(times) * 0.95)] if len(times) > 1 else times[0]
        print(f"{name:28} {statistics.median(times):8.1f} {high:7.1f} {times[-1]:7.1f}")


if __name__ == "__main__":
    main()
