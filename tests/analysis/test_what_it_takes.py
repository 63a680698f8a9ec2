"""Time, cost and value of steps, documents and systems, the critical path, and two models side by side."""

from collections.abc import Mapping

import pytest
from analysis.drawn import attributed, drawn, laned, step
from hypothesis import given
from hypothesis import strategies as st
from small_models import node

from modeller.analysis.critical import critical_paths
from modeller.analysis.side_by_side import side_by_side
from modeller.analysis.sums import Share, sums
from modeller.analysis.takes import added
from modeller.analysis.usage import usage
from modeller.analysis.whole import Points, Ratio, Time, analyse
from modeller.model.document import Document
from modeller.model.records import Flow

HOUR = 3600


def by_name(shares: tuple[Share, ...]) -> dict[str, Share]:
    return {share.name: share for share in shares}


def money(share: Share) -> list[str]:
    return [f"{each.amount.normalize():f} {each.currency}" for each in share.cost]


def test_time_and_cost_count_by_role_and_by_value_class() -> None:
    model = laned(
        drawn(
            "<s a x1 25 b >e; x1 c >e",
            a={"duration": "1 h", "valueClass": "adding", "cost": "10 CNY"},
            b={"duration": "2 h", "waiting": "3 h", "valueClass": "waste", "cost": "$4"},
            c={"valueClass": "necessary"},
        ),
        {"Sales": "<s a b", "Finance": "x1 c >e"},
    )
    found = sums(model)
    roles, classes = by_name(found.by_role), by_name(found.by_class)
    assert (roles["Sales"].work, roles["Sales"].waiting, roles["Sales"].steps) == (3 * HOUR, 3 * HOUR, ("a", "b"))
    assert money(roles["Sales"]) == ["10 CNY", "4 USD"]
    assert roles["Sales"].expected_work == 1.5 * HOUR
    assert (classes["waste"].work, classes["adding"].work, classes[""].steps) == (2 * HOUR, HOUR, ())
    assert found.without_time == ("c",)
    assert found.without_cost == ("c",)


def test_a_step_costs_its_own_and_its_hours_at_what_the_lane_costs() -> None:
    model = laned(drawn("<s a >e", a={"duration": "90 min", "cost": "5 CNY"}), {"Sales": "<s a >e"})
    lane = model.node("Sales")
    assert lane is not None
    model = Document([attributed(lane, "hourlyCost", "60") if each is lane else each for each in model])
    assert money(sums(model).total) == ["90 ", "5 CNY"]
    model = Document([attributed(lane, "hourlyCost", "60 CNY") if each.key == "Sales" else each for each in model])
    assert money(sums(model).total) == ["95 CNY"]


def test_a_sub_process_counts_for_itself_only_where_nothing_in_it_says_anything() -> None:
    inside = [step("b1", 8, "[b", duration="1 h"), step("b2", 9, "[b")]
    found = sums(drawn("<s [b >e", *inside, **{"[b": {"duration": "9 h"}}))
    assert (found.total.work, found.without_time, found.total.steps) == (HOUR, ("b2",), ("b1", "b2"))
    found = sums(drawn("<s [b >e", step("b1", 8, "[b"), **{"[b": {"duration": "9 h"}}))
    assert (found.total.work, found.without_time) == (9 * HOUR, ())


CLASSES = ("", "adding", "necessary", "waste")
WRITTEN = st.lists(
    st.tuples(
        st.sampled_from(CLASSES), st.one_of(st.none(), st.integers(0, 500)), st.sampled_from(["", "¥3", "$2.5", "7"]),
        st.integers(0, 2), st.integers(0, 7),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(WRITTEN)
def test_sums_by_role_are_sums_by_value_class_are_the_total(
    written: list[tuple[str, int | None, str, int, int]],
) -> None:
    texts: dict[str, Mapping[str, str]] = {}
    for number, (kind, minutes, cost, _, _) in enumerate(written):
        said = {"valueClass": kind, "cost": cost, "duration": "" if minutes is None else f"{minutes} min"}
        texts[f"t{number}"] = {name: text for name, text in said.items() if text}
    ways = "; ".join([f"t{n} t{target}" for n, (_, _, _, _, target) in enumerate(written) if n < target < len(written)])
    model = drawn(f"<s t0 >e; {ways}" if ways else "<s t0 >e", **texts)
    lanes = {f"L{lane}": " ".join(f"t{n}" for n, each in enumerate(written) if each[3] == lane) for lane in range(2)}
    found = sums(laned(model, lanes))
    for shares in (found.by_role, found.by_class):
        assert sorted(key for share in shares for key in share.steps) == sorted(found.total.steps)
        assert sum(share.work for share in shares) == pytest.approx(found.total.work)
        assert added([each for share in shares for each in share.cost]) == found.total.cost
        if found.total.expected_work is not None:
            assert sum(share.expected_work or 0 for share in shares) == pytest.approx(found.total.expected_work)
    assert len(found.without_time) == sum(1 for each in texts.values() if "duration" not in each)


def test_documents_and_systems_are_found_with_the_steps_and_roles_that_use_them() -> None:
    paper = node("dataObjectReference", "paper", text="Invoice")
    data = [
        Flow("in", "bpmn:dataInputAssociation", "P", 1, source="paper", target="b"),
        Flow("out", "bpmn:dataOutputAssociation", "P", 1, source="a", target="paper"),
    ]
    written = {"a": {"systems": "ERP\nCRM", "records": "Log\t5 years"}, "b": {"documents": "Invoice", "systems": "ERP"}}
    found = usage(laned(drawn("<s a b >e", paper, *data, **written), {"Sales": "a", "Finance": "b"}))
    assert [(use.kind, use.name, use.steps, use.roles) for use in found] == [
        ("document", "Invoice", ("a", "b"), ("Sales", "Finance")),
        ("record", "Log", ("a",), ("Sales",)),
        ("system", "ERP", ("a", "b"), ("Sales", "Finance")),
        ("system", "CRM", ("a",), ("Sales",)),
    ]
    assert (found[0].read, found[0].written, found[1].kept) == (("b",), ("a",), "5 years")


def test_the_critical_path_is_the_longest_way_and_goes_no_loop_twice() -> None:
    written = {"a": {"duration": "1 h"}, "b": {"duration": "2 h", "waiting": "1 h"}, "c": {"duration": "1 h"}}
    (path,) = critical_paths(drawn("<s + a x1 c +2 d >f; x1 a; + b +2", **written))
    assert (path.length, path.steps, path.missing) == (3 * HOUR, ("b", "d"), ("d",))
    assert path.elements == ("<s", "<s→+", "+", "+→b", "b", "b→+2", "+2", "+2→d", "d", "d→>f", ">f")
    assert critical_paths(drawn("<s a >e")) == ()


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=7),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14),
)
def test_no_way_is_longer_than_the_critical_path(times: list[int], pairs: list[tuple[int, int]]) -> None:
    count = len(times)
    forward = sorted({(one % count, other % count) for one, other in pairs if one % count < other % count})
    written = {f"t{n}": {"duration": f"{time} min"} for n, time in enumerate(times)}
    model = drawn("; ".join([f"t{one} t{other}" for one, other in forward]) or "t0", **written)
    longest = [0.0] * count
    for number in range(count):
        before = [longest[one] for one, other in forward if other == number]
        longest[number] = max(before, default=0.0) + times[number] * 60
    found = critical_paths(model)
    assert [path.length for path in found] == [max(longest)] if max(longest) else found == ()
    assert all(sum(times[int(key[1:])] * 60 for key in path.steps) == path.length for path in found)


def figure(sides: tuple, key: str) -> tuple[object, object, object]:  # type: ignore[type-arg]
    found = next(side for side in sides if side.key == key)
    return found.before, found.after, found.difference


def test_two_models_side_by_side_say_what_the_second_has_more() -> None:
    slow = {"waiting": "4 h", "duration": "2 h", "valueClass": "waste"}
    before = laned(
        drawn("<s a b c >e", a={"duration": "1 h"}, b=slow, c={"duration": "1 h"}), {"One": "a c", "Two": "b"}
    )
    after = laned(drawn("<s a c d >e", a={"duration": "1 h"}, c={"duration": "30 min"}), {"One": "a c d"})
    found = side_by_side(before, after, analyse(before), analyse(after))
    assert figure(found.figures, "steps") == (3, 3, 0)
    assert figure(found.figures, "handovers") == (2, 0, -2)
    assert figure(found.figures, "lead") == (Time(8 * HOUR), Time(1.5 * HOUR), Time(-6.5 * HOUR))
    assert figure(found.figures, "efficiency") == (Ratio(0.5), Ratio(1.0), Points(0.5))
    assert [(each.change, (each.before or each.after).name) for each in found.steps] == [  # type: ignore[union-attr]
        ("same", "a"), ("removed", "b"), ("changed", "c"), ("added", "d"),
    ]  # fmt: skip
    assert figure(found.roles, "Two") == (Time(2 * HOUR), Time(0), Time(-2 * HOUR))
    lead = next(side for side in found.figures if side.key == "lead")
    assert lead.relative == Ratio(-6.5 / 8)


def test_a_model_without_steps_has_figures_too() -> None:
    found = analyse(drawn("<s >e"))
    assert {each.key: each.value for each in found.figures}["steps"] == 0
    assert analyse(Document([])).steps == ()
