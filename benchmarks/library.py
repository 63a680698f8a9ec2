"""What a library costs at 100, 10,000 and 100,000 models: opening it, saving one change, listing a folder.

Run: python -m benchmarks.library [--sizes 100,10000] [--rounds 5]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.models import generate
from modeller.library import backups
from modeller.library.drafts import load_draft, save_draft
from modeller.library.folders import add_folder, folders
from modeller.library.models import add_models, models
from modeller.library.opening import create_library, open_library
from modeller.model.entries import NewModel
from modeller.model.records import Node, Record

BATCH = 2_000
FOLDER = 100


def fill(path: Path, count: int) -> float:
    """Make a library of so many small models, a hundred in each folder; seconds for a thousand models."""
    records = tuple(generate(5))
    with create_library(path) as library:
        homes = [add_folder(library, f"folder {number}").id for number in range(max(1, count // FOLDER))]
        began = time.perf_counter()
        for start in range(0, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            add_models(
                library, [NewModel(f"model {n}", renamed(records, f"step {n}"), homes[n // FOLDER]) for n in numbers]
            )
        return (time.perf_counter() - began) / count * 1000


def renamed(records: tuple[Record, ...], text: str) -> tuple[Record, ...]:
    """The records with another name on their first node."""
    node = next(record for record in records if isinstance(record, Node))
    return tuple(replace(record, text=text) if record is node else record for record in records)


def timed(deed: Callable[[], object], rounds: int) -> float:
    """Median milliseconds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        deed()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def measure(path: Path, rounds: int) -> dict[str, float]:
    """Median milliseconds of each thing that people do."""
    found = {"open": timed(lambda: open_library(path).close(), rounds)}
    with open_library(path) as library:
        tree = folders(library)
        home = tree[len(tree) // 2].id
        found["list a folder"] = timed(lambda: models(library, home), rounds)
        entry = models(library, home)[-1]
        draft = load_draft(library, entry.id)
        found["load a model"] = timed(lambda: load_draft(library, entry.id), rounds)

        def save() -> None:
            nonlocal draft
            records = renamed(draft.records, f"revision {draft.revision}")
            draft = save_draft(library, entry.id, records, draft.revision, draft.digest)

        found["first save, with the backup"] = timed(save, 1)
        found["save one change"] = timed(save, rounds * 4)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,10000,100000")
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    heads = (
        "models",
        "MB",
        "add each",
        "open",
        "list a folder",
        "load a model",
        "first save, with backup",
        "save a change",
    )
    print("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|")
    for count in map(int, wanted.sizes.split(",")):
        with tempfile.TemporaryDirectory() as name:
            home = Path(name, "backups")
            backups.folder = lambda uuid="", home=home: home / uuid  # type: ignore[assignment]
            path = Path(name, "a.mlib")
            added = fill(path, count)
            cells = [f"{value:.3g} ms" for value in measure(path, wanted.rounds).values()]
            print(
                f"| {count:,} | {path.stat().st_size / 1e6:.0f} | {added:.3g} ms | " + " | ".join(cells) + " |",
                flush=True,
            )


if __name__ == "__main__":
    main()
