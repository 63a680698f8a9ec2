"""Libraries to measure with: models of twenty flow nodes, a hundred in each folder, names in Chinese and English."""

import random
import shutil
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.models import generate
from modeller.library.folders import add_folder
from modeller.library.models import add_models
from modeller.library.opening import create_library, open_library
from modeller.model.entries import NewModel
from modeller.model.records import Node, Record

BATCH = 2_000
FOLDER = 100
NODES = 20
"""Flow nodes of each model."""
ZH = "采购 合同 审核 审批 付款 发票 订单 客户 供应商 登记 通知 归档 复核 提交 退回 验收 入库 质检 报销 申请".split()
EN = "check approve order invoice customer supplier register notify archive review submit return payment goods".split()


def library_of(count: int, folder: Path) -> tuple[Path, float]:
    """A library of so many models, made where none lies in `folder` yet; milliseconds that one took, 0 where it lay."""
    path = folder / f"{count}.mlib"
    if path.exists():
        open_library(path).close()  # it may be of an older format
        return path, 0.0
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{count}-unfinished.mlib"
    for rest in folder.glob(f"{made.name}*"):
        rest.unlink()
    taken = fill(made, count)
    shutil.move(made, path)
    return path, taken


def fill(path: Path, count: int) -> float:
    """Make a library of so many models; milliseconds of processor time for each."""
    records, dice = tuple(generate(NODES)), random.Random(1)
    with create_library(path) as library:
        homes = [add_folder(library, f"folder {number}").id for number in range(max(1, count // FOLDER))]
        began = time.process_time()
        for start in range(0, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            add_models(library, [NewModel(f"model {n}", named(records, dice), homes[n // FOLDER]) for n in numbers])
        return (time.process_time() - began) / count * 1000


def named(records: tuple[Record, ...], dice: random.Random) -> tuple[Record, ...]:
    """The records, each node with a name of two or three words, in Chinese or English."""

    def name() -> str:
        if dice.random() < 0.6:
            return "".join(dice.sample(ZH, dice.randint(2, 3)))
        return " ".join(dice.sample(EN, dice.randint(2, 3))).capitalize()

    return tuple(replace(each, text=name()) if isinstance(each, Node) else each for each in records)
