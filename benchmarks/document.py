"""How long a policy document takes: of 30 steps with attributes, as PDF and as DOCX, by the processor's clock."""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.models import generate
from modeller.export.exporter import silent
from modeller.export.policy import docx, pdf
from modeller.export.policy.compose import compose
from modeller.export.policy.job import Facts, PolicyJob
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
    print()


if __name__ == "__main__":
    main()
