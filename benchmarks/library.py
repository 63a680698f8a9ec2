"""What a library costs at 100, 10,000 and 100,000 models: opening, listing, saving one change, searching, comparing.

    python -m benchmarks.library [--sizes 100,10000,100000] [--rounds 3] [--keep FOLDER]

Each figure is the median by the clock and, in brackets, of the processor's time, which other programs hardly change.
`--keep` keeps the libraries there for the next run: 100,000 models take five minutes to make.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.library_models import library_of, named
from modeller.jobs.compare_models import compare_models
from modeller.jobs.library_listing import list_library
from modeller.library import backups
from modeller.library.drafts import load_draft, save_draft
from modeller.library.folders import folders
from modeller.library.known import Known
from modeller.library.models import models
from modeller.library.opening import open_beside, open_library
from modeller.library.search import Finder
from modeller.library.store import Library
from modeller.library.versions import freeze, read_version
from modeller.model.document import Document
from modeller.model.entries import Author
from modeller.model.records import Node, Record

QUERIES = ("审", "审核", "合同审核", "审核 合同", "o", "ord", "rder", "核通", "approve order", "审 order", "zzz")
"""Words that most models hold, some hold, and none; at the beginning, in the middle, and never together."""

Figure = tuple[float, float]
"""Milliseconds by the clock and of the processor."""


def renamed(records: tuple[Record, ...], text: str) -> tuple[Record, ...]:
    """The records with another name on their first node."""
    node = next(record for record in records if isinstance(record, Node))
    return tuple(replace(record, text=text) if record is node else record for record in records)


def timed(deed: Callable[[], object], rounds: int) -> Figure:
    """The median."""
    taken, worked = [], []
    for _ in range(rounds):
        began, before = time.perf_counter(), time.process_time()
        deed()
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
    return statistics.median(taken), statistics.median(worked)


def measure(path: Path, rounds: int) -> dict[str, Figure]:
    """What each thing that people do takes."""
    found = {"open": timed(lambda: open_library(path).close(), rounds)}
    with open_library(path) as library:
        known = Known()
        found["list all"] = timed(lambda: list_library(library, known=known), 1)
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

        found["the backup, with the first save"] = timed(save, 1)
        found["save one change"] = timed(save, rounds * 4)
        found["list all again, after a save"] = timed(lambda: list_library(library, known=known), rounds)
        found |= compared(library, entry.id, rounds)
        found |= searched(library, rounds)
    return found


def compared(library: Library, model: str, rounds: int) -> dict[str, Figure]:
    """A version beside what became of it, as the window does it."""
    version = freeze(library, model, note="", author=Author("bench"))
    draft = load_draft(library, model)
    save_draft(library, model, named(draft.records, random.Random(time.time())), draft.revision, draft.digest)

    def compare() -> None:
        old = Document(read_version(library, version.id).records).snapshot()
        new = Document(load_draft(library, model).records).snapshot()
        compare_models(old, new, "old", "new")

    return {"compare with a version": timed(compare, rounds)}


def searched(library: Library, rounds: int) -> dict[str, Figure]:
    """The slowest query counts: until its first hits, and until all."""
    with open_beside(library) as beside:
        finder = Finder(beside)
        found = {"first hits, nothing read yet": timed(lambda: next(Finder(beside).pages("审", soon=True)), rounds)}
        found["read all texts"] = timed(finder.prepare, 1)
        found["first hits"] = slowest(lambda query: next(finder.pages(query)), rounds)
        found["all hits"] = slowest(finder.find, rounds)
    return found


def _inside(home: Path, uuid: str = "") -> Path:
    return home / uuid


def slowest(deed: Callable[[str], object], rounds: int) -> Figure:
    taken = [timed(partial(deed, query), rounds) for query in QUERIES]
    return max(clock for clock, _ in taken), max(worked for _, worked in taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    for count in map(int, wanted.sizes.split(",")):
        with tempfile.TemporaryDirectory() as name:
            home = Path(name, "backups")
            backups.folder = partial(_inside, home)
            path, added = library_of(count, wanted.keep or Path(name))
            shutil.rmtree(home, ignore_errors=True)
            work = Path(shutil.copyfile(path, Path(name, "a.mlib")))  # what is kept stays as it was made
            print(f"{count:,} models, {path.stat().st_size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}", flush=True)
            if added:
                print(f"| add a model | ({added:.3g}) |")
            for what, (clock, worked) in measure(work, wanted.rounds).items():
                print(f"| {what} | {clock:.3g} ({worked:.3g}) |", flush=True)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"| memory, peak, MB | {peak:.0f} |\nload {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
