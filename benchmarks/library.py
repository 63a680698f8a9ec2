"""What a library costs at 100 and 10,000 models: opening, saving one change, listing, searching, comparing.

Run: python -m benchmarks.library [--sizes 100,10000,100000] [--rounds 5]
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.models import generate
from modeller.jobs.compare_models import compare_models
from modeller.library import backups
from modeller.library.drafts import load_draft, save_draft
from modeller.library.folders import add_folder, folders
from modeller.library.models import add_models, models
from modeller.library.opening import create_library, open_library
from modeller.library.search import Finder
from modeller.library.store import Library
from modeller.library.versions import freeze, read_version
from modeller.model.document import Document
from modeller.model.entries import Author, NewModel
from modeller.model.records import Node, Record

BATCH = 2_000
FOLDER = 100
NODES = 20
"""Flow nodes of each model."""
ZH = "采购 合同 审核 审批 付款 发票 订单 客户 供应商 登记 通知 归档 复核 提交 退回 验收 入库 质检 报销 申请".split()
EN = "check approve order invoice customer supplier register notify archive review submit return payment goods".split()
QUERIES = ("审", "审核", "合同审核", "审核 合同", "o", "ord", "approve order", "zzz")
"""Words that most models hold, some hold, and none."""


def fill(path: Path, count: int) -> float:
    """Make a library of so many models, a hundred in each folder; seconds for a thousand models."""
    records, dice = tuple(generate(NODES)), random.Random(1)
    with create_library(path) as library:
        homes = [add_folder(library, f"folder {number}").id for number in range(max(1, count // FOLDER))]
        began = time.perf_counter()
        for start in range(0, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            add_models(library, [NewModel(f"model {n}", named(records, dice), homes[n // FOLDER]) for n in numbers])
        return (time.perf_counter() - began) / count * 1000


def named(records: tuple[Record, ...], dice: random.Random) -> tuple[Record, ...]:
    """The records, each node with a name of two or three words, in Chinese or English."""

    def name() -> str:
        if dice.random() < 0.6:
            return "".join(dice.sample(ZH, dice.randint(2, 3)))
        return " ".join(dice.sample(EN, dice.randint(2, 3))).capitalize()

    return tuple(replace(each, text=name()) if isinstance(each, Node) else each for each in records)


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
        found |= compared(library, entry.id, rounds)
        found |= searched(library, rounds)
    return found


def compared(library: Library, model: str, rounds: int) -> dict[str, float]:
    """A version beside what became of it, as the window does it."""
    version = freeze(library, model, note="", author=Author("bench"))
    draft = load_draft(library, model)
    save_draft(library, model, named(draft.records, random.Random(2)), draft.revision, draft.digest)

    def compare() -> None:
        old = Document(read_version(library, version.id).records).snapshot()
        new = Document(load_draft(library, model).records).snapshot()
        compare_models(old, new, "old", "new")

    return {"compare with a version": timed(compare, rounds)}


def searched(library: Library, rounds: int) -> dict[str, float]:
    """The slowest query counts: until its first hits, and until all."""
    finder = Finder(library)
    found = {"read for the search": timed(finder.prepare, 1)}
    found["first hits"] = max(timed(partial(_first, finder, query), rounds) for query in QUERIES)
    found["all hits"] = max(timed(partial(finder.find, query), rounds) for query in QUERIES)
    return found


def _first(finder: Finder, query: str) -> object:
    return next(finder.pages(query))


def _inside(home: Path, uuid: str = "") -> Path:
    return home / uuid


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,10000")
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
        "compare with a version",
        "read for the search",
        "first hits",
        "all hits",
    )
    print(f"load of the machine: {', '.join(f'{each:.1f}' for each in os.getloadavg())}")
    print("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|")
    for count in map(int, wanted.sizes.split(",")):
        with tempfile.TemporaryDirectory() as name:
            home = Path(name, "backups")
            backups.folder = partial(_inside, home)
            path = Path(name, "a.mlib")
            added = fill(path, count)
            cells = [f"{value:.3g} ms" for value in measure(path, wanted.rounds).values()]
            print(
                f"| {count:,} | {path.stat().st_size / 1e6:.0f} | {added:.3g} ms | " + " | ".join(cells) + " |",
                flush=True,
            )
    print(f"load of the machine: {', '.join(f'{each:.1f}' for each in os.getloadavg())}")


if __name__ == "__main__":
    main()
