"""KPIs: met, at risk or missed, from the side that the target names, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation.records import node

from modeller.notation.attributes import with_attribute
from modeller.notation.kpis import TOLERANCE, kpi_state, state_of, worst


@pytest.mark.parametrize(
    ("target", "measured", "state"),
    [
        ("≥ 95", "96.2", "met"), ("≥ 95", "95", "met"), ("≥ 95", "94", "risk"), ("≥ 95", "90", "missed"),
        ("≤ 3", "2.1", "met"), ("≤ 3", "3.1", "risk"), ("≤ 3", "4", "missed"), ("≤3%", "3 %", "met"),
        ("> 95", "95", "missed"), ("< 3 h", "2 h", "met"), (">= 1,200", "1,250", "met"), ("≥ 4.5", "4,4", "risk"),
        ("at least 90 %", "91", "met"), ("at most 2 days", "3", "missed"),
        ("不低于95%", "95", "met"), ("低于3", "4", "missed"), ("至少90", "89", "risk"), ("≥９５", "９６", "met"),
        ("≦ 3", "2", "met"), ("≥ -5", "-4", "met"), ("≤ 0", "0", "met"), ("≤ 0", "0.1", "missed"),
        ("95", "96", ""), ("≥ 95", "", ""), ("≥ 95", "soon", ""), ("", "95", ""), ("≥", "95", ""), ("good", "5", ""),
        ("100 %", "97", "risk"), ("100", "97", ""), ("0", "0", "met"), ("0", "2", "missed"),
    ],
)  # fmt: skip
def test_a_measured_value_meets_its_target_or_not(target: str, measured: str, state: str) -> None:
    assert kpi_state(target, measured) == state


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000))
def test_of_two_sides_one_is_always_met_and_a_miss_is_beyond_the_tolerance(target: int, measured: int) -> None:
    states = {kpi_state(f"≥ {target}", str(measured)), kpi_state(f"≤ {target}", str(measured))}
    assert "met" in states
    if "risk" in states:
        assert abs(target - measured) <= abs(target) * TOLERANCE


@given(st.text(max_size=50), st.text(max_size=50))
def test_whatever_is_typed_has_a_state(target: str, measured: str) -> None:
    assert kpi_state(target, measured) in {"met", "risk", "missed", ""}


def test_the_worst_kpi_decides_and_what_was_not_measured_is_passed_over() -> None:
    step = node("bpmn:task", "t")
    assert state_of(step) == ""
    held = with_attribute(step, "modeller:kpi", "Fast\t≤ 2\th\t1\t2026-06-30\nRight\t≥ 95\t%")
    assert state_of(held) == "met"
    assert state_of(with_attribute(held, "modeller:kpi", "Fast\t≤ 2\th\t1\nRight\t≥ 95\t%\t80")) == "missed"
    assert worst(["met", "", "risk"]) == "risk"
