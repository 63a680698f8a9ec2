"""What the crash journal costs who works: per step on the GUI thread, and until the beginning is on the disk.

Run: python -m benchmarks.journal
"""

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.models import generate
from modeller.jobs.journal import Keeper, Origin
from modeller.jobs.recover import find
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Node

LABEL = message("window.name")


def step(document: Document, nodes: list[Node]) -> float:
    """Milliseconds that the commit of one move takes."""
    edit = document.edit(LABEL)
    for node in nodes:
        now = document[node.key]
        assert isinstance(now, Node)
        assert now.bounds is not None
        edit.put(replace(now, bounds=now.bounds.moved(1, 0)))
    began = time.perf_counter()
    edit.commit()
    return (time.perf_counter() - began) * 1000


def steps(document: Document, nodes: list[Node], count: int = 40) -> list[float]:
    taken = []
    for _ in range(count):
        taken.append(step(document, nodes))
        time.sleep(0.02)  # nobody is faster: the sync is done meanwhile
    return taken


def main() -> None:
    plain, kept = generate(5000), generate(5000)
    print("| elements moved | commit | with journal: median | p95 |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        keeper = Keeper(kept, Origin("a.bpmn", "a.bpmn"), Path(name))
        step(kept, kept.nodes()[1:2])
        for count in (1, 10, 100, 5000):
            moved = [node for node in kept.nodes() if node.bounds is not None][:count]
            alone, both = steps(plain, moved), steps(kept, moved, 8 if count > 1000 else 40)
            last = sorted(both)[int(len(both) * 0.95)]
            print(f"| {count} | {statistics.median(alone):.1f} ms | {statistics.median(both):.1f} ms | {last:.1f} ms |")
        keeper.leave()
        began = time.perf_counter()
        (found,) = find(Path(name)).found
        taken = time.perf_counter() - began
        print(f"\nFound and made again after {found.work.steps} steps: {taken:.2f} s")


if __name__ == "__main__":
    main()
