"""All rules beside bpmnlint's, and soundness beside pm4py's and the Rust analyzer's: in one run, turn by turn.

    python -m benchmarks.beside --lint FOLDER --python PYTHON [--sizes 1000] [--rounds 9]

FOLDER: `npm install --ignore-scripts bpmnlint@11 bpmn-moddle`. PYTHON: the interpreter of a virtual environment with
`pip install pm4py rust_bpmn_analyzer-bindings`. Each peer is one process that has read its model and waits; ours and
theirs are asked in turn, so that whatever else the machine does meets both. Given are medians by the clock, of the
time that each worked (CPU), and the median of the ratios of each turn. The first turn is left out: who checks after
every step has long been warm. A peer that takes longer than a minute for one turn is not asked again.
"""

import argparse
import gc
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.models import generate_bytes
from benchmarks.soundness_models import PLAIN, blocks
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.reading import Model

PEERS = Path(__file__).resolve().parent / "peers"
PATIENCE = 60.0
Times = tuple[float, float]
"""Milliseconds by the clock, and of work."""


class Peer:
    """Another tool, with its model read; `turn` lets it do its work once."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        assert self._process.stdout is not None
        self.there = self._process.stdout.readline().startswith("ready")

    def turn(self) -> Times | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write("once\n")
            self._process.stdin.flush()
            told = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            return None
        return float(told["clock"]), float(told["worked"])

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def timed(action: Callable[[], object]) -> Times:
    gc.collect()
    clock, worked = time.perf_counter(), time.process_time()
    action()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - worked) * 1000


def turns(ours: Callable[[], object], peer: Peer, rounds: int) -> list[tuple[Times, Times]]:
    """What each took, turn by turn; the first is left out unless it took so long that it is the only one."""
    found = []
    for _ in range(rounds + 1):
        mine, theirs = timed(ours), peer.turn()
        if theirs is None:
            break
        found.append((mine, theirs))
        if theirs[0] > PATIENCE * 1000:
            break
    return found[1:] or found


def row(name: str, ours: Callable[[], object], peer: Peer, rounds: int) -> None:
    found = turns(ours, peer, rounds) if peer.there else []
    peer.end()
    if not found:
        print(f"| {name} | {timed(ours)[0]:.1f} | – | – | – | – |", flush=True)
        return
    mine, theirs = zip(*found, strict=True)
    middle = statistics.median
    print(
        f"| {name} | {middle(t[0] for t in mine):.1f} | {middle(t[0] for t in theirs):.1f} "
        f"| {middle(t[1] for t in mine):.1f} | {middle(t[1] for t in theirs):.1f} "
        f"| {middle(m[0] / t[0] for m, t in found):.3f} |",
        flush=True,
    )


def rules(data: bytes) -> Callable[[], object]:
    from modeller.validation.check import check
    from modeller.validation.sets import shipped

    document = read(data, "benchmark").document
    return lambda: check(document.snapshot(), shipped("policy"))


def soundness(document: Document) -> Callable[[], object]:
    from modeller.validation.soundness.verdict import check

    records = list(document)
    return lambda: check(Model(records))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lint", type=Path)
    parser.add_argument("--python", default="")
    parser.add_argument("--sizes", default="1000")
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    print("| | ours, ms | peer, ms | ours worked | peer worked | ours / peer |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes if given.lint else []:
            path = Path(folder) / "rules.bpmn"
            path.write_bytes(generate_bytes(size))
            peer = Peer("node", str(PEERS / "lint.mjs"), str(given.lint.resolve()), str(path))
            row(f"all rules, {size} nodes, beside bpmnlint recommended", rules(path.read_bytes()), peer, given.rounds)
        for tool, most in (("pm4py", 100), ("analyzer", 1000)):
            for size in sorted({min(size, most) for size in sizes}) if given.python else []:
                document = blocks(size, kinds=PLAIN)
                path = Path(folder) / f"{tool}.bpmn"
                path.write_bytes(write(document))
                peer = Peer(given.python, str(PEERS / "sound.py"), tool, str(path))
                row(f"soundness, {size} nodes, beside {tool}", soundness(document), peer, given.rounds)


if __name__ == "__main__":
    main()
