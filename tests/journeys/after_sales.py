"""The after-sales process that the journeys draw: 20 steps in 3 lanes, with two decisions that lead elsewhere."""

from itertools import pairwise

from modeller.model.reading import Model
from modeller.model.records import Node

LANES = ("客服", "技术支持", "仓库")
STEPS = {
    "登记报修": "客服", "查询保修": "客服", "在保修期内？": "客服", "电话指导": "客服", "已解决？": "客服",
    "回访客户": "客服", "关闭工单": "客服", "派单": "技术支持", "上门检测": "技术支持", "需要配件？": "技术支持",
    "查询库存": "仓库", "拣货": "仓库", "出库": "仓库", "发运配件": "仓库", "更换配件": "技术支持",
    "现场维修": "技术支持", "汇合": "技术支持", "测试设备": "技术支持", "客户签字": "技术支持", "收取费用": "客服",
}  # fmt: skip
"""Every step and the lane that it belongs to."""
_PATHS = (
    "客户报修 登记报修 查询保修 在保修期内？ 电话指导 已解决？ 回访客户 关闭工单 结束",
    "已解决？ 派单 上门检测 需要配件？ 现场维修 汇合 测试设备 客户签字 回访客户",
    "需要配件？ 查询库存 拣货 出库 发运配件 更换配件 汇合",
    "在保修期内？ 收取费用 派单",
)
FLOWS = {pair for path in _PATHS for pair in pairwise(path.split())}
"""What is joined to what."""


def drawn(model: Model) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """The steps that a model has with their lanes, and what its flows join, by their names."""
    names = {node.key: node.text for node in model.nodes()}
    steps = {
        node.text: names.get(node.lanes[-1], "") if node.lanes else ""
        for node in model.nodes()
        if node.type not in ("bpmn:participant", "bpmn:lane", "bpmn:startEvent", "bpmn:endEvent")
        and isinstance(node, Node)
    }
    return steps, {(names[flow.source or ""], names[flow.target or ""]) for flow in model.flows()}
