"""Times opening, picture-making and each export beside peers, and prints a table of medians.

    python -m benchmarks.measure [--sizes 10,100,1000,5000] [--rounds 5] [--peers FOLDER] [--json OUT]

FOLDER holds the peers (`npm install --ignore-scripts` there with benchmarks/peers/package.json). Ours and theirs take
turns in one run, so that ratios hold where the machine's speed drifts.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.models import generate_bytes

HERE = Path(__file__).resolve().parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RSVG = shutil.which("rsvg-convert")

Figures = dict[str, list[float]]


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def ours(path: Path, figures: Figures) -> None:
    """One round of everything that runs in this process."""
    from modeller.export.catalogue import EXPORTERS
    from modeller.export.exporter import Job, Options, silent
    from modeller.interchange.bpmn.reader import read
    from modeller.interchange.bpmn.writer import write
    from modeller.notation.picture import picture

    data = path.read_bytes()
    kept: dict[str, object] = {}  # what is let go of before the next round begins costs that round nothing

    def parse() -> None:
        document = read(data, path.name).document
        document.by_id("")  # builds the index
        kept["document"] = document

    figures["parse, records, index"].append(timed(parse))
    document = kept["document"]
    figures["write BPMN"].append(timed(lambda: write(document)))  # type: ignore[arg-type]
    diagram = document.diagrams()[0].key  # type: ignore[attr-defined]
    figures["picture (display list)"].append(timed(lambda: picture(document, diagram)))  # type: ignore[arg-type]
    job = Job(document, "Benchmark")  # type: ignore[arg-type]
    for exporter in EXPORTERS:
        figures[f"export {exporter.key}"].append(timed(lambda e=exporter: e.render(job, Options(), silent)))  # type: ignore[misc]


def window(path: Path, figures: Figures) -> None:
    """One round of opening a file in the window, in a process of its own (see benchmarks/window.py)."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.window", str(path)],
        check=False,
        cwd=HERE.parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if run.returncode:
        raise SystemExit(run.stderr)
    for name, value in json.loads(run.stdout.splitlines()[-1]).items():
        figures[name].append(value)


def node(peers: Path, script: str, *arguments: str) -> dict[str, list[float]]:
    command = ["node", str(HERE / "peers" / script), *arguments]
    run = subprocess.run(command, check=False, cwd=peers, capture_output=True, text=True, timeout=900)
    if run.returncode:
        print(f"peer failed: {script}: {run.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return {}
    result: dict[str, list[float]] = json.loads(run.stdout.splitlines()[-1])
    return result


def theirs(path: Path, peers: Path, svg: Path, figures: Figures) -> None:
    """One round of the peers."""
    for name, values in node(peers, "moddle.mjs", str(path), "3").items():
        figures[f"bpmn-moddle {name}"].append(statistics.median(values))
    if CHROMIUM:
        for name, values in node(peers, "bpmnjs.mjs", str(path), "1", CHROMIUM, str(svg)).items():
            figures[f"bpmn-js {name}"] += values
        if RSVG and svg.exists():
            command = [RSVG, "-f", "pdf", "--unlimited", "-o", os.devnull, str(svg)]
            figures["rsvg-convert PDF"].append(timed(lambda: subprocess.run(command, check=False, capture_output=True)))


COMPARED = {
    "parse, records, index": "bpmn-moddle parse",
    "write BPMN": "bpmn-js saveXML",
    "open until the picture stands": "bpmn-js painted",
    "export pdf": "rsvg-convert PDF",
    "export svg": "bpmn-js saveSVG",
}


def table(results: dict[int, Figures]) -> str:
    """A Markdown table: median milliseconds by size, the peer's beside ours, and the ratio."""
    rows = list(dict.fromkeys(name for figures in results.values() for name in figures))
    lines = ["| ms (median) | " + " | ".join(f"{size:,}" for size in results) + " |", "|---" * (len(results) + 1) + "|"]
    for name in rows:
        cells = []
        for figures in results.values():
            mine, peer = figures.get(name), figures.get(COMPARED.get(name, ""))
            cell = f"{statistics.median(mine):.3g}" if mine else "–"
            if mine and peer:
                cell += f" ({statistics.median(mine) / statistics.median(peer):.2f} × {COMPARED[name].split()[0]})"
            cells.append(cell)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,100,1000,5000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    results: dict[int, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, options.sizes.split(",")):
            figures: Figures = _Lists()
            path = Path(folder) / f"model-{size}.bpmn"
            path.write_bytes(generate_bytes(size))
            ours(path, _Lists())  # warms up
            for _ in range(options.rounds):
                ours(path, figures)
                window(path, figures)
                if options.peers:
                    theirs(path, options.peers, Path(folder) / f"model-{size}.svg", figures)
            results[size] = figures
            print(f"{size} done", file=sys.stderr)
    print(table(results))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


class _Lists(dict[str, list[float]]):
    def __missing__(self, key: str) -> list[float]:
        self[key] = []
        return self[key]


if __name__ == "__main__":
    main()
