"""The change sheet: marked pictures of what was and is, the words for it, what it does to time and cost."""

from dataclasses import replace

import pytest
from policy_samples import complaint, filled, job

from modeller.drawing.displaylist import Group, Path, TextLine, extent
from modeller.export.policy.blocks import Block, Figure, Heading, Table
from modeller.export.policy.compose import compose
from modeller.export.policy.job import PolicyJob
from modeller.jobs.open_model import open_model
from modeller.language import LANGUAGES
from modeller.model.compare import compare
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Record
from modeller.resources import SAMPLES

ORDERS = {
    "en": ("Orders/Order as it is", "Orders/Order as it shall be"),
    "zh_CN": ("订购/订购流程（现状）", "订购/订购流程（优化后）"),
}  # fmt: skip


def _model(language: str, name: str) -> Model:
    folder = SAMPLES / "service" / ("en" if language == "en" else "zh")
    return open_model(folder / f"{name}.bpmn").document.snapshot()


def _redesign(language: str) -> PolicyJob:
    before, after = (_model(language, name) for name in ORDERS[language])
    return job(model=after, before=before, before_version="1.1", sections=("changes",), language=language)


def _sheet(before: Model, after: Model, language: str = "en") -> tuple[Block, ...]:
    made = job(model=after, before=before, before_version="1.1", sections=("changes",), language=language)
    return compose(made).policy.blocks


def _figures(blocks: tuple[Block, ...]) -> list[Figure]:
    return [each for each in blocks if isinstance(each, Figure)]


def _said(figure: Figure) -> list[str]:
    return [group.title for group in figure.groups if group.title.partition(": ")[0] in ("New", "Changed", "Removed")]


def _with(model: Model, key: str, **values: str) -> Model:
    return Model(filled(each, values) if each.key == key else each for each in model)


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_and_after_stand_together_in_one_picture_under_their_names(language: str) -> None:
    figures = _figures(compose(_redesign(language)).policy.blocks)
    assert len(figures) == 1
    texts = [mark.text for group in figures[0].groups for mark in group.marks if isinstance(mark, TextLine)]
    before, after = ("Before (1.1)", "After (1.2)") if language == "en" else ("变更前（1.1）", "变更后（1.2）")
    assert {before, after} <= set(texts)
    legend = {"New", "Changed", "Removed"} if language == "en" else {"新增", "变更", "删除"}
    assert legend <= set(texts)
    assert all(extent(figures[0].groups).grown(1).covers(group.bounds) for group in figures[0].groups)


def test_every_change_that_is_drawn_is_marked_on_the_side_that_has_it() -> None:
    made = _redesign("en")
    assert made.before is not None
    said = _said(_figures(compose(made).policy.blocks)[0])
    for each in compare(made.before, made.model).differences:
        for key, model, kind, word in (
            (each.old, made.before, "removed", "Removed"), (each.new, made.model, "added", "New"),
        ):  # fmt: skip
            record = model.get(key)
            if each.kind == kind and isinstance(record, Node) and record.text and record.bounds:
                named = " ".join(record.text.split())
                assert any(text.startswith(f"{word}: ") and named in text for text in said), named


def test_a_changed_attribute_marks_its_step_on_both_sides_and_nothing_else() -> None:
    old = complaint()
    figures = _figures(_sheet(old, _with(old, "Task_close", timeLimit="P1D")))
    assert [each.name.partition(" ")[0] for each in figures] == ["Before", "After"]  # too tall for one page
    assert [_said(each) for each in figures] == [["Changed: User task: 关闭投诉"]] * 2


def test_what_was_leads_nowhere_and_what_is_leads_to_its_step() -> None:
    new = _model("en", ORDERS["en"][1])
    step = next(each.key for each in new if each.text == "Send the goods")
    for old in (_model("en", ORDERS["en"][0]), _with(new, step, timeLimit="P1D")):
        made = job(model=new, before=old, sections=("procedure", "changes"), language="en")
        figure = _figures(compose(made).policy.blocks)[0]
        keys = [group.element for group in figure.groups if group.element]
        assert len(keys) == len(set(keys))
        assert set(keys) <= set(new.records)
        assert {key for key, _ in figure.steps} <= set(keys)
        assert step in dict(figure.steps)


def test_diagrams_without_a_change_and_moved_shapes_are_not_shown() -> None:
    old = complaint()
    assert not _figures(_sheet(old, old))
    step = old["Task_close"]
    assert isinstance(step, Node)
    assert step.bounds is not None
    shifted = Model(replace(step, bounds=step.bounds.moved(30, 0)) if each is step else each for each in old)
    assert not _figures(_sheet(old, shifted))
    process = old.items("bpmn:process")[0]
    assert not _figures(_sheet(old, _with(old, process.key, purpose="Another")))


def _row(count: int, gap: float) -> list[Record]:
    tasks = [Node(f"t{n}", "bpmn:task", "p", n, f"Step {n}", "d", Bounds(n * gap, 0, 100, 80)) for n in range(count)]
    return [Item("p", "bpmn:process", text="Long"), Diagram("d", "p"), *tasks]


def test_very_wide_diagrams_are_folded_each_side_by_itself_with_the_legend_on_each_part() -> None:
    old = Model(_row(40, 200))
    figures = _figures(_sheet(old, _with(old, "t3", timeLimit="P1D")))
    names = [each.name for each in figures]
    assert any(name.startswith("Before (1.1): ") and "part 1 of" in name for name in names)
    assert any(name.startswith("After (1.2): ") and "part 1 of" in name for name in names)
    for each in figures:
        texts = [mark.text for group in each.groups for mark in group.marks if isinstance(mark, TextLine)]
        assert "Removed" in texts


def test_a_diagram_that_one_model_alone_has_is_shown_alone() -> None:
    more = [*_row(3, 200), Diagram("e", "q"), Item("q", "bpmn:process", text="Other"),
            Node("u", "bpmn:task", "q", 0, "Alone", "e", Bounds(0, 0, 100, 80))]  # fmt: skip
    for old, new, word in ((_row(3, 200), more, "New"), (more, _row(3, 200), "Removed")):
        figures = _figures(_sheet(Model(old), Model(new)))
        assert len(figures) == 1
        assert any(word in text and "Alone" in text for text in _said(figures[0]))


def test_steps_are_called_by_number_and_name_as_in_the_rest_of_the_document() -> None:
    old = complaint()
    table = next(each for each in _sheet(old, _with(old, "Task_close", timeLimit="P1D")) if isinstance(each, Table))
    assert len(table.rows) == 1
    assert table.rows[0][0].text.split()[0].isdigit()
    assert [cell.text for cell in table.rows[0][1:]] == ["Time limit", "–", "1 d"]


def _tables(job: PolicyJob) -> list[Table]:
    return [each for each in compose(job).policy.blocks if isinstance(each, Table)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_went_and_came_stands_together_by_kind_in_the_order_of_the_steps(language: str) -> None:
    made = _redesign(language)
    rows = {row[0].text: [cell.text.splitlines() for cell in row[1:]] for row in _tables(made)[0].rows}
    steps, lanes = ("Steps", "Pools and lanes") if language == "en" else ("步骤", "泳池与泳道")
    numbers = [int(line.split()[0]) for line in rows[steps][0]]
    assert numbers == sorted(numbers) == [2, 3, 4, 5, 7, 8]
    assert len(rows[steps][1]) == 1
    assert [len(each) for each in rows[lanes]] == [3, 1]


def test_flows_are_named_only_where_both_ends_were_there_and_still_are() -> None:
    made = _redesign("en")
    rows = {row[0].text: [cell.text.splitlines() for cell in row[1:]] for row in _tables(made)[0].rows}
    assert rows["Order of steps"] == [
        ["Sequence flow from Send the invoice by post to Payment arrived"],
        [
            "Sequence flow from Check stock and price to Ask for payment",
            "Sequence flow from Payment arrived to Pick and pack the goods",
        ],
    ]


def test_every_step_that_went_or_came_and_every_value_that_changed_is_told_once() -> None:
    made = _redesign("en")
    assert made.before is not None
    first, second, *_ = _tables(made)
    told = "\n".join(cell.text for row in first.rows for cell in row).splitlines()
    for each in compare(made.before, made.model).differences:
        record = (made.before if each.kind == "removed" else made.model).get(each.old or each.new)
        if each.kind in ("removed", "added") and isinstance(record, Node) and record.text:
            name = " ".join(record.text.split())
            assert sum(line.endswith(name) for line in told) == 1, name
    values = [tuple(cell.text for cell in row[1:]) for row in second.rows]
    assert ("Name", "Order as it is", "Order as it shall be") in values
    assert values.count(("Name", "Order as it is", "Order as it shall be")) == 1
    assert ("Lane", "Sales clerk", "Shop system") in values


def test_a_step_that_is_new_brings_its_flows_along_without_a_word() -> None:
    step = Node("t9", "bpmn:task", "p", 9, "Look again", "d", Bounds(600, 0, 100, 80))
    flow = Flow("f", "bpmn:sequenceFlow", "p", 10, "", "d", source="t2", target="t9")
    made = job(
        model=Model([*_row(3, 200), step, flow]), before=Model(_row(3, 200)), sections=("changes",), language="en"
    )
    assert [[cell.text for cell in row] for row in _tables(made)[0].rows] == [["Steps", "–", "4 Look again"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_effect_on_time_and_cost_stands_in_figures_with_the_difference(language: str) -> None:
    blocks = compose(_redesign(language)).policy.blocks
    heads = [each.text for each in blocks if isinstance(each, Heading)]
    assert heads[-1] == ("Effect on time and cost" if language == "en" else "对时间与成本的影响")
    rows = {cells[0].text: cells[1:] for each in blocks if isinstance(each, Table) for cells in each.rows}
    steps, cost, decisions = (
        ("Steps", "Cost, each step once", "Decisions") if language == "en" else ("步骤数", "成本（每步一次）", "判断点")
    )
    assert [cell.text.split()[0].split("（")[0] for cell in rows[steps]] == ["10", "5", "−5"]
    assert rows[cost][2].text.startswith("−¥")
    assert rows[decisions][2].text == ("unchanged" if language == "en" else "不变")


def test_a_figure_that_nobody_knows_is_left_out_and_said_why() -> None:
    bare = Model(_row(3, 200))
    blocks = _sheet(bare, Model(_row(4, 200)))
    rows = {cells[0].text: cells[1:] for each in blocks if isinstance(each, Table) for cells in each.rows}
    assert rows["Steps"][2].text == "+1 (+33.3 %)"
    assert "Expected lead time" not in rows


def test_signs_and_lines_tell_the_kinds_apart_without_colour() -> None:
    from modeller.notation.difference_marks import marked

    step = Node("a", "bpmn:task", "p", 0, "A", "d", Bounds(0, 0, 100, 80))
    looks = set()
    for kind in ("added", "changed", "removed"):
        group = marked(step, (), kind, kind, True)  # type: ignore[arg-type]
        assert isinstance(group, Group)
        paths = [mark for mark in group.marks if isinstance(mark, Path)]
        assert paths[0].pen is not None
        looks.add((paths[0].pen.dash, len(paths)))
    assert len(looks) == 3
