"""Pictures made by hand: shapes, lines and difficult texts, without a model."""

from modeller.drawing.displaylist import DisplayList, Fill, Group, Path, Pen
from modeller.drawing.paint_pdf import paint
from modeller.drawing.paper import Paper
from modeller.drawing.shapes import ellipse, rectangle, rounded
from modeller.drawing.text import block
from modeller.drawing.theme import LIGHT
from modeller.model.records import Bounds

DIFFICULT = (
    "send to <vendor> & co",
    "quote \" apostrophe ' ]]> --",
    "提交采购申请单并等待部门经理审批（金额超过10,000元）",
    "Rechnungsbearbeitungsprozess",
    "☑ done ✗ not 😀 glad",
    "👨‍👩‍👧 family",
    "한국어 텍스트",
    "control \x01\x02\x7f\x85 characters",
    "half of \ud83d one",
    "Ő ﬁ e\u0301 ⇒ Ĝ x\u0302y",
    "𠮷野家",
    "first\nsecond\r\nthird",
    "two  spaces",
    "%",
)


def task(x: float, y: float, text: str, bold: bool = False, link: str = "") -> Group:
    bounds = Bounds(x, y, 100, 80)
    outline = Path(rounded(bounds, 10), Pen(), Fill("fill"))
    lines = block(text, bounds.grown(-6), bold=bold, shrink_to=8).lines
    return Group(f"task {x} {y}", (outline, *lines), bounds.grown(1), None, link, f"Task: {text}")


def lane(x: float, y: float, text: str) -> Group:
    bounds = Bounds(x, y, 30, 190)
    lines = block(text, bounds, bold=True, angle=-90).lines
    return Group(text, (Path(rectangle(bounds), Pen(width=1), Fill("band")), *lines), bounds.grown(1), title=text)


def picture() -> DisplayList:
    """A lane, tasks with all the difficult texts, and lines of every kind."""
    tasks = [
        task(60 + 120 * (number % 5), 100 * (number // 5), text, bold=number % 3 == 0)
        for number, text in enumerate(DIFFICULT)
    ]
    event = Group("event", (Path(ellipse(700, 40, 18, 18), Pen(width=3), Fill("#bbdefb")),), Bounds(680, 20, 40, 40))
    glass = Path(rectangle(Bounds(660, 80, 80, 60)), None, Fill("accent", 0.3))
    dashed = Path((("M", 640.0, 150.0), ("C", 660.0, 100.0, 700.0, 200.0, 740.0, 150.0)), Pen(width=2, dash=(6, 4)))
    clip = rectangle(Bounds(640, 60, 80, 200))
    lines = Group("lines", (glass, dashed), Bounds(630, 60, 130, 200), clip, "https://example.org/?a=1&b=2", "Lines")
    return (lane(10, 0, "采购部 Purchasing"), *tasks, event, lines)


def pdf_of(groups: DisplayList, view: Bounds) -> bytes:
    """One page of PDF in the picture's own size."""
    points = 0.75
    paper = Paper("Title")
    paper.setPageSize((view.width * points, view.height * points))
    paper.begin("Figure", "a picture")
    paint(paper, groups, LIGHT, view, 0, view.height * points, points)
    paper.end()
    paper.showPage()
    return paper.bytes()
