"""How long a policy document of 30 steps with attributes takes, PDF and DOCX: the work, and the whole command."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.models import generate
from modeller.export.exporter import silent
from modeller.export.policy import docx, pdf
from modeller.export.policy.compose import compose
from modeller.export.policy.job import Facts, PolicyJob
from modeller.interchange.bpmn.writer import write
from modeller.model.reading import Model
from modeller.model.records import Item, Node, Record
from modeller.notation.attributes import PREFIX, with_attribute

MOMENT = datetime(2026, 5, 4, tzinfo=UTC)
PROCESS = {
    "purpose": "规范投诉的受理与回复。",
    "scope": "全部产品与服务。",
    "kpi": "按时率\t≥ 98\t%",
    "timeLimit": "P5D",
}
STEP = {
    "instruction": "逐项填写登记表，不得遗漏联系方式。", "inputs": "投诉", "outputs": "投诉记录",
    "systems": "客户关系系统", "documents": "投诉登记表", "timeLimit": "PT2H", "duration": "PT15M",
    "accountable": "客服主管", "informed": "销售部", "records": "投诉卷宗\t5 年", "risk": "登记遗漏\t每日核对",
}  # fmt: skip


def filled(steps: int) -> Model:
    """A model of so many activities, each with its attributes."""
    found: list[Record] = []
    for record in generate(round(steps * 1.75)):
        values: dict[str, str] = {}
        if isinstance(record, Item) and record.type == "bpmn:process":
            values = PROCESS
        elif isinstance(record, Node) and record.type.endswith("ask"):
            values = STEP
        for name, value in values.items():
            record = with_attribute(record, PREFIX + name, value)  # noqa: PLW2901
        found.append(record)
    return Model(found)


def median(rounds: int, job: Callable[[], object]) -> float:
    """The median of so many runs, in milliseconds of the processor."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def command(rounds: int, *arguments: str) -> tuple[float, float]:
    """The medians of so many runs of the program: milliseconds by the clock, and of the processor.

    What Python compiles it keeps, as it does where the program is installed; the first run is not counted.
    """
    import resource  # not on Windows

    clock, worked = [], []
    with tempfile.TemporaryDirectory() as kept:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": kept, "PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(rounds + 1):
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "modeller", *arguments], check=True, capture_output=True, env=environment
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            clock.append((time.perf_counter() - start) * 1000)
            worked.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return statistics.median(clock[1:]), statistics.median(worked[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    held = filled(given.steps)
    job = PolicyJob(held, "投诉处理", Facts("CS-1", "1.0", state="published"), language="zh_CN", moment=MOMENT)

    def as_pdf() -> bytes:
        return pdf.render(compose(job).policy, "", MOMENT, silent)[0]

    def as_docx() -> bytes:
        return docx.render(compose(job).policy, "", MOMENT, silent)[0]

    count = sum(1 for node in held.nodes() if node.type.endswith("ask"))
    start = time.process_time()
    as_pdf()
    first = (time.process_time() - start) * 1000
    print(f"{count} steps: first PDF {first:.0f} ms", end="")
    for name, make in (("PDF", as_pdf), ("DOCX", as_docx)):
        print(f", {name} {median(given.rounds, make):.0f} ms", end="")
    print(" of the processor, medians")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.bpmn"
        file.write_bytes(write(held))
        for suffix in (".pdf", ".docx"):
            clock, worked = command(given.rounds, "document", str(file), "-o", str(file.with_suffix(suffix)))
            print(f"modeller document, {suffix}: median {clock:.0f} ms by the clock, {worked:.0f} of the processor")


if __name__ == "__main__":
    main()
