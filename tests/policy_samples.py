"""A shipped sample with its attributes filled in, and the job that makes a policy document of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from requirements import ROOT

from modeller.export.policy.job import Facts, PolicyJob, Revision, Signed
from modeller.jobs.open_model import open_model
from modeller.model.dictionary import Entry
from modeller.model.house_style import HouseStyle
from modeller.model.reading import Model
from modeller.model.records import Item, Record
from modeller.notation.attributes import PREFIX, with_attribute

MOMENT = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
PROCESS = {
    "purpose": "规范客户投诉的受理、分级、解决与回访。",
    "scope": "适用于公司全部产品与服务的客户投诉。\n不适用于合同纠纷。",
    "owner": "客户服务中心总监",
    "trigger": "客户提出投诉",
    "inputs": "客户投诉\n客户资料",
    "outputs": "处理结果",
    "customers": "外部客户",
    "frequency": "40/P1D",
    "timeLimit": "P5D",
    "kpi": "按时答复率\t≥ 98\t%",
    "risk": "投诉遗漏未登记\t每日核对来电清单",
}
STEPS: dict[str, dict[str, str]] = {
    "Task_record": {
        "inputs": "客户来电记录", "outputs": "投诉记录", "documents": "投诉登记表（CS-F-01）",
        "systems": "客户关系系统",
        "timeLimit": "PT2H", "duration": "PT15M", "instruction": "逐项填写投诉登记表。\n不得遗漏联系方式。",
        "accountable": "客服主管", "escalateAfter": "PT4H", "escalateTo": "客服主管",
    },
    "Task_classify": {"outputs": "投诉等级", "timeLimit": "PT30M", "kpi": "分级准确率\t≥ 98\t%"},
    "Task_propose": {"systems": "知识库", "timeLimit": "P1D", "risk": "方案不满足诉求\t主管抽查"},
    "Task_answer": {"documents": "投诉答复函（CS-F-03）", "records": "答复函\t3 年", "informed": "销售部"},
    "Task_close": {"records": "投诉卷宗\t5 年"},
}  # fmt: skip
TERMS = (
    Entry("t1", "term", "投诉", "complaint", "客户对产品或服务不满意而提出的意见。"),
    Entry("t2", "term", "碳足迹", "carbon footprint", "与本流程无关。"),
    Entry("r1", "role", "客服专员", "service agent", "受理、登记并跟踪投诉。"),
)


def filled(record: Record, values: dict[str, str]) -> Record:
    """The record with these attributes."""
    for name, value in values.items():
        record = with_attribute(record, PREFIX + name, value)
    return record


def complaint() -> Model:
    """The shipped complaint process with attributes."""
    model = open_model(ROOT / "models" / "客户投诉处理.bpmn").document
    found: list[Record] = []
    for record in model:
        process = isinstance(record, Item) and record.type == "bpmn:process"
        found.append(filled(record, PROCESS if process else STEPS.get(record.key, {})))
    return Model(found)


def job(**changes: Any) -> PolicyJob:
    """The job for the complaint process, as a published version 1.2 in Chinese."""
    made = PolicyJob(
        complaint(),
        "客户投诉处理管理制度",
        Facts("CS-P-001", "1.2", department="客户服务中心", drawn_up="2026-05-04", effective="2026-06-01",
              state="published", valid_until="2028-05-31", model_id="0f3c2a7e"),
        HouseStyle("华东精密仪器有限公司"),
        "zh_CN",
        revisions=(
            Revision("1.0", "新增", "李雷", "2025-03-01", "陈总"), Revision("1.2", "增加回访", "李雷", "2026-05-04"),
        ),
        signatures=(Signed("制订", "李雷", "2026-05-02"),),
        terms=TERMS,
        moment=MOMENT,
    )  # fmt: skip
    return replace(made, **changes)
