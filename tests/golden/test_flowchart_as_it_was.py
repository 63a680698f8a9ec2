"""The flowchart of a hand-made model is, byte for byte, the one that was looked at.

After a change that is meant: ``MODELLER_GOLDEN=write pytest tests/golden``, and look at the file again.
"""

import os
from pathlib import Path

from small_models import definition, flow, node, process

from modeller.drawing.displaylist import extent
from modeller.drawing.paint_svg import paint
from modeller.drawing.theme import SOFT
from modeller.model.document import Document
from modeller.notation.notations import FLOWCHART
from modeller.notation.picture import picture

_FILE = Path(__file__).parent / "flowchart.svg"


def leave_request() -> Document:
    """A process with most of the symbols, some of them where there is no room to grow."""
    return process(
        node("startEvent", "s", 40, 122, 36, 36),
        node("userTask", "fill", 150, 100, text="填写请假单"),
        node("dataObjectReference", "form", 182, 230, 36, 50, text="请假单"),
        node("exclusiveGateway", "long", 330, 115, 50, 50, text="超过三天？", default="f4"),
        node("manualTask", "boss", 480, 20, text="总经理审批"),
        node("exclusiveGateway", "met", 655, 115, 50, 50),
        node("parallelGateway", "fork", 760, 115, 50, 50),
        node("serviceTask", "log", 880, 20, text="登记考勤"),
        node("callActivity", "pay", 880, 180, text="计算工资"),
        node("dataStoreReference", "store", 905, 320, 50, 50, text="考勤库"),
        node("parallelGateway", "join", 1050, 115, 50, 50),
        node("intermediateCatchEvent", "wait", 1160, 122, 36, 36, text="月底", content=(definition("timer"),)),
        node("intermediateThrowEvent", "tell", 1280, 122, 36, 36, content=(definition("message"),)),
        node("endEvent", "e", 1400, 122, 36, 36),
        node("boundaryEvent", "late", 502, 82, 36, 36, host="boss", content=(definition("timer"),)),
        node("endEvent", "out", 502, 222, 36, 36, text="逾期自动退回"),
        node("textAnnotation", "note", 300, 220, 130, 40, text="节假日不计在内"),
        flow("f1", "s", "fill", (76, 140), (150, 140)),
        flow("f2", "fill", "long", (250, 140), (330, 140)),
        flow("f3", "long", "boss", (355, 115), (355, 60), (480, 60), text="是"),
        flow("f4", "long", "met", (380, 140), (655, 140)),
        flow("f5", "boss", "met", (580, 60), (680, 60), (680, 115)),
        flow("f6", "met", "fork", (705, 140), (760, 140)),
        flow("f7", "fork", "log", (785, 115), (785, 60), (880, 60)),
        flow("f8", "fork", "pay", (785, 165), (785, 220), (880, 220)),
        flow("f9", "log", "join", (980, 60), (1075, 60), (1075, 115)),
        flow("f10", "pay", "join", (980, 220), (1075, 220), (1075, 165)),
        flow("f11", "join", "wait", (1100, 140), (1160, 140)),
        flow("f12", "wait", "tell", (1196, 140), (1280, 140)),
        flow("f13", "tell", "e", (1316, 140), (1400, 140)),
        flow("f14", "late", "out", (520, 118), (520, 222)),
        flow("d1", "fill", "form", (200, 180), (200, 230), type="dataOutputAssociation"),
        flow("d2", "pay", "store", (930, 260), (930, 320), type="dataOutputAssociation"),
        flow("a1", "long", "note", (355, 165), (355, 220), type="association"),
    )


def test_the_flowchart_of_a_hand_made_model_is_as_it_was() -> None:
    groups = picture(leave_request(), "D", "zh_CN", FLOWCHART)
    text = paint(groups, SOFT, extent(groups).grown(10), "请假", "zh-CN")
    if os.environ.get("MODELLER_GOLDEN") == "write":
        _FILE.write_text(text, encoding="utf-8")
    assert text.splitlines() == _FILE.read_text(encoding="utf-8").splitlines()
