"""Times the verdict on soundness beside the Rust analyzer and pm4py, where they are installed.

    python -m benchmarks.soundness [--rounds 5]

Ours is from the snapshot to the verdict with the case that shows it, in a new process of records each time, so that
nothing is kept. The analyzer's is its four properties, from the text of the file, as its binding offers them.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable

from benchmarks.soundness_models import PLAIN, blocks, branches
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.validation.soundness.verdict import check

ANALYZER = (
    "analyze_safeness",
    "analyze_option_to_complete",
    "analyze_proper_completion",
    "analyze_dead_activities",
)


def timed(action: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of work, which other programs change less."""
    clock, worked = time.perf_counter(), time.process_time()
    action()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - worked) * 1000


def models() -> dict[str, Document]:
    found = {f"{size} nodes, all gateways": blocks(size) for size in (100, 1000, 5000)}
    found |= {f"{size} nodes, exclusive, parallel, loops": blocks(size, kinds=PLAIN) for size in (100, 1000, 5000)}
    found["10 branches of 1"] = branches(10, 1)
    found["15 branches of 1"] = branches(15, 1)
    found["100 branches of 10"] = branches(100, 10)
    for fault in ("deadlock", "unsafe"):
        found[f"1000 nodes, {fault}"] = blocks(1000, kinds=PLAIN, fault=fault)
        found[f"1000 nodes, all gateways, {fault}"] = blocks(1000, fault=fault)
    return found


def analyzer() -> Callable[[str], object] | None:
    """The Rust analyzer's four properties, None where it is not installed."""
    try:
        import rust_bpmn_analyzer_bindings as peer  # type: ignore[import-not-found]
    except ImportError:
        return None
    asked = [getattr(peer, name) for name in ANALYZER]
    return lambda text: [ask(text) for ask in asked]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    peer = analyzer()
    print("| ms (median) | verdict | ours | ours worked | Rust analyzer |\n|---|---|---|---|---|")
    for name, document in models().items():
        records = list(document)
        verdict = check(Model(records))[0].verdict
        ours, theirs = list[tuple[float, float]](), list[float]()
        text = write(document).decode()
        for _ in range(rounds):
            model = Model(records)
            gc.collect()
            ours.append(timed(lambda m=model: check(m)))  # type: ignore[misc]
            suited = "all gateways" not in name and not name.startswith("100 branches") and "unsafe" not in name
            if peer is not None and suited:
                theirs.append(timed(lambda t=text: peer(t))[0])  # type: ignore[misc]
        other = f"{statistics.median(theirs):.3g}" if theirs else "–"
        clock, worked = (statistics.median(each[place] for each in ours) for place in (0, 1))
        print(f"| {name} | {verdict} | {clock:.3g} | {worked:.3g} | {other} |", flush=True)


if __name__ == "__main__":
    main()
