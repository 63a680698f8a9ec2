"""Times all rules beside bpmnlint's recommended ones, in one run, on models that are read already.

    python -m benchmarks.check [--sizes 100,1000,5000] [--rounds 7] [--peers FOLDER]

FOLDER: `npm install --ignore-scripts bpmnlint@11 bpmn-moddle`. The first round of each is left out: a window
that checks after every step has long been warm.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.models import generate_bytes

HERE = Path(__file__).resolve().parent


def ours(data: bytes, rounds: int) -> list[float]:
    """All rules of the shipped sets, the snapshot included; milliseconds."""
    from modeller.interchange.bpmn.reader import read
    from modeller.validation.check import check
    from modeller.validation.sets import shipped

    document, times = read(data, "benchmark").document, []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        check(document.snapshot(), shipped("policy"))
        times.append((time.perf_counter() - start) * 1000)
    return times[1:]


def theirs(folder: Path, path: Path, rounds: int) -> list[float]:
    done = subprocess.run(
        ["node", str(HERE / "peers" / "lint.mjs"), str(folder.resolve()), str(path), str(rounds + 1)],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return [float(each) for each in json.loads(done.stdout)][1:]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="100,1000,5000")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peers", type=Path)
    given = parser.parse_args()
    print("| flow nodes | all rules, ms | bpmnlint, its recommended rules, ms |\n|---|---|---|")
    for size in map(int, given.sizes.split(",")):
        data = generate_bytes(size)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.bpmn"
            path.write_bytes(data)
            here = ours(data, given.rounds)
            there = theirs(given.peers, path, given.rounds) if given.peers else []
            here += ours(data, given.rounds)
        peer = f"{statistics.median(there):.1f}" if there else "–"
        print(f"| {size} | {statistics.median(here):.1f} | {peer} |")


if __name__ == "__main__":
    main()
