"""Who does what and who hands over to whom: step table, RACI and hand-over matrix."""

from analysis.drawn import drawn, laned, step
from hypothesis import given
from hypothesis import strategies as st
from small_models import collaboration, node
from small_models import flow as drawn_flow

from modeller.analysis.handovers import handovers
from modeller.analysis.raci import raci
from modeller.analysis.steps import steps
from modeller.model.records import Flow

WRITTEN = {
    "check": {"accountable": "Head", "consulted": "Legal\nTax", "informed": "Board", "duration": "30 min"},
    "pay": {"responsible": "Treasurer\nCashier", "cost": "¥12.5", "timeLimit": "2 d", "kpi": "Paid in time\t95\t%"},
}


def test_a_step_says_all_that_is_written_about_it_and_all_that_flows_join_to_it() -> None:
    paper = node("dataObjectReference", "paper", text="Invoice\n[checked]")
    base = node("dataStoreReference", "base", text="ERP")
    data = [
        Flow("in", "bpmn:dataInputAssociation", "P", 1, source="paper", target="check"),
        Flow("out", "bpmn:dataOutputAssociation", "P", 1, source="check", target="base"),
    ]
    check, pay = steps(drawn("<s check pay >e", paper, base, *data, **WRITTEN))
    assert (check.number, check.name, check.inputs, check.outputs) == ("1", "check", ("Invoice",), ())
    assert (check.documents, check.systems, check.duration) == (("Invoice",), ("ERP",), 1800)
    assert pay.responsible == ("Treasurer", "Cashier")
    assert pay.time_limit == 2 * 86_400
    assert pay.cost is not None
    assert (str(pay.cost.amount), pay.cost.currency) == ("12.5", "CNY")
    assert pay.kpis == (("Paid in time", "95", "%"),)
    assert pay.duration is None


def test_a_step_of_a_sub_process_belongs_to_the_lane_that_the_sub_process_lies_in() -> None:
    model = laned(drawn("<s [b >e", step("b1", 9, "[b")), {"Sales": "<s [b >e"})
    outer, inner = steps(model)
    assert (outer.role, inner.role, inner.depth, inner.holder) == ("Sales", "Sales", 1, "[b")
    assert outer.contains
    assert not inner.contains


def test_r_is_the_lane_or_by_hand_and_a_and_c_only_by_hand() -> None:
    matrix = raci(laned(drawn("<s check pay >e", **WRITTEN), {"Sales": "<s check", "Finance": "pay >e"}))
    assert matrix.roles == ("Sales", "Treasurer", "Cashier", "Head", "Legal", "Tax", "Board")
    check, pay = matrix.rows
    assert [check.letters(place) for place in range(7)] == ["R", "", "", "A", "C", "C", "I"]
    assert [pay.letters(place) for place in range(7)] == ["", "R", "R", "", "", "", ""]
    assert [duty.source for duties in check.duties for duty in duties][:2] == ["lane", "hand"]
    assert matrix.without_accountable == ("pay",)
    assert matrix.without_responsible == ()


def test_a_step_without_lane_or_pool_has_nobody_responsible_and_that_is_said() -> None:
    assert raci(drawn("<s a >e")).without_responsible == ("a",)


def test_who_gets_a_message_of_a_step_is_informed() -> None:
    model = collaboration(
        node("task", "ask", scope="P", text="ask"),
        node("task", "answer", scope="Q", text="answer"),
        drawn_flow("m", "ask", "answer", type="messageFlow", scope="C"),
        pools=(
            node("participant", "A", 0, 0, 1000, 300, scope="C", text="Buyer", processRef="P"),
            node("participant", "B", 0, 400, 1000, 300, scope="C", text="Seller", processRef="Q"),
        ),
    )
    matrix = raci(model)
    assert matrix.roles == ("Buyer", "Seller")
    assert [row.letters(1) for row in matrix.rows] == ["I", "R"]
    passes = handovers(model)
    assert [(each.giver, each.taker, each.message) for each in passes.found] == [("Buyer", "Seller", True)]


def test_work_passes_through_a_gateway_in_another_lane_without_anybody_there_doing_anything() -> None:
    model = laned(drawn("<s a x1 b >e; x1 c >e"), {"Sales": "<s a b", "Office": "x1", "Finance": "c >e"})
    passes = handovers(model)
    assert [(each.giver, each.taker, each.source, each.target) for each in passes.found] == [
        ("Sales", "Finance", "a", "c")
    ]
    assert passes.found[0].flows == ("a→x1", "x1→c")
    assert passes.roles == ("Sales", "Finance")


def test_the_hand_over_matrix_counts_each_way_once() -> None:
    model = laned(drawn("<s a b c d >e; b x1 a"), {"One": "<s a c x1", "Two": "b d >e"})
    passes = handovers(model)
    assert passes.counts == {("One", "Two"): 2, ("Two", "One"): 2}
    assert passes.given("One") == 2
    assert [each.target for each in passes.between("Two", "One")] == ["c", "a"]


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20),
    st.lists(st.integers(0, 2), min_size=8, max_size=8),
)
def test_given_and_taken_are_all_hand_overs(pairs: list[tuple[int, int]], lanes: list[int]) -> None:
    model = drawn("; ".join([f"t{one} t{other}" for one, other in pairs] or ["t0"]))
    names = [f"t{number}" for number in range(8)]
    model = laned(
        model,
        {f"L{lane}": " ".join(n for n, own in zip(names, lanes, strict=True) if own == lane) for lane in range(3)},
    )
    passes = handovers(model)
    assert sum(map(passes.given, passes.roles)) == sum(map(passes.taken, passes.roles)) == sum(passes.counts.values())
    assert all(each.giver != each.taker for each in passes.found)
