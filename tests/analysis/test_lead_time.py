"""Expected visits and lead time: against closed forms, never against a simulation."""

import pytest
from analysis.drawn import drawn, step
from hypothesis import given
from hypothesis import strategies as st

from modeller.analysis.equations import Endless, visits
from modeller.analysis.lead_time import LeadTime, lead_times
from modeller.analysis.ways import Gap

HOUR = {"duration": "1 h"}
TWO = {"duration": "2 h", "waiting": "3 h"}


def of(ways: str, *records: object, equal: bool = False, **written: object) -> LeadTime:
    (found,) = lead_times(drawn(ways, *records, **written), equal)  # type: ignore[arg-type]
    return found


def hours(found: LeadTime) -> float | None:
    return None if found.lead is None else round(found.lead / 3600, 6)


def test_what_follows_each_other_is_added_and_efficiency_is_work_by_lead_time() -> None:
    found = of("<s a b >e", a=HOUR, b=TWO)
    assert (hours(found), found.work, found.efficiency) == (6, 3 * 3600, 0.5)
    assert found.visits is not None
    assert (found.visits["a"], found.visits["b"]) == (1, 1)
    assert found.missing == ()


def test_branches_count_by_their_share_and_one_that_is_missing_is_the_rest() -> None:
    found = of("<s x1 25 a >e; x1 b >e", a=HOUR, b=TWO)
    assert hours(found) == 0.25 * 1 + 0.75 * 5
    assert found.visits is not None
    assert (found.visits["a"], found.visits["b"]) == (0.25, 0.75)


def test_a_loop_is_gone_through_as_often_as_its_share_says() -> None:
    found = of("<s x0 a x1 >e; x1 20 x0", a=HOUR)
    assert hours(found) == pytest.approx(1 / (1 - 0.2))
    assert found.visits is not None
    assert found.visits["a"] == pytest.approx(1.25)


def test_parallel_ways_take_what_the_longest_takes_and_what_follows_the_join_comes_once() -> None:
    found = of("<s + a +2 c >e; + b +2", a=HOUR, b=TWO, c=HOUR)
    assert hours(found) == 5 + 1
    assert found.visits is not None
    assert [found.visits[key] for key in "abc"] == [1, 1, 1]
    assert not found.rough


def test_parallel_ways_that_end_by_themselves_take_what_the_longest_takes() -> None:
    assert hours(of("<s + a >e; + b >f", a=HOUR, b=TWO)) == 5


def test_a_choice_in_parallel_ways_is_said_to_make_the_sum_rough() -> None:
    found = of("<s + x1 50 a x2 +2 >e; x1 50 x2; + b +2", a=TWO, b=HOUR)
    assert hours(found) == 2.5
    assert found.rough
    assert not of("<s x1 50 a x2 >e; x1 50 x2", a=TWO).rough


def test_inclusive_ways_take_what_the_longest_that_is_taken_takes() -> None:
    found = of("<s o 50 a o2 >e; o 40 b o2", a=HOUR, b=TWO)
    assert hours(found) == pytest.approx((0.4 * 5 + 0.6 * 0.5 * 1) / (1 - 0.6 * 0.5))
    assert found.visits is not None
    assert found.visits["a"] == pytest.approx(0.5 / 0.7)


def test_parallel_ways_in_a_loop_count_each_time() -> None:
    found = of("<s x0 + a +2 x1 >e; + b +2; x1 50 x0", a=HOUR, b=TWO)
    assert hours(found) == 10
    assert found.visits is not None
    assert found.visits["a"] == pytest.approx(2)


def test_a_sub_process_takes_what_it_holds_and_only_without_that_what_it_says_itself() -> None:
    inside = [step("b1", 8, "[b", **HOUR), step("b2", 9, "[b", **HOUR), *drawn("b1 b2").flows()]
    assert hours(of("<s [b >e", *inside, **{"[b": {"duration": "9 h", "waiting": "30 min"}})) == 2.5
    assert hours(of("<s [b >e", step("b1", 8, "[b"), **{"[b": {"duration": "9 h"}})) == 9


def test_a_timer_that_is_waited_for_counts_as_waiting() -> None:
    found = of("<s a e1 >e", a=HOUR, e1={"waiting": "3 h"})
    assert (hours(found), found.efficiency) == (4, 0.25)


def test_what_is_not_known_is_said_and_not_guessed() -> None:
    found = of("<s x1 a >e; x1 b >e", a=HOUR, b=TWO)
    assert (found.lead, found.visits, found.gaps) == (None, None, (Gap("shares", "x1"),))
    guessed = of("<s x1 a >e; x1 b >e", equal=True, a=HOUR, b=TWO)
    assert (hours(guessed), guessed.assumed) == (3, ("x1",))


def test_shares_that_do_not_add_up_are_said() -> None:
    assert of("<s x1 60 a >e; x1 60 b >e", a=HOUR).gaps == (Gap("sum", "x1"),)
    assert of("<s x1 60 a >e; x1 30 b >e", a=HOUR).gaps == (Gap("sum", "x1"),)


def test_missing_times_are_listed_and_count_as_none() -> None:
    found = of("<s a b >e", a=HOUR)
    assert (hours(found), found.missing) == (1, ("b",))
    assert of("<s a b >e").gaps == (Gap("times", "P"),)


@pytest.mark.parametrize(
    ("ways", "gap"),
    [
        ("<s + a x1 c >e; + b x1", Gap("merge", "x1")),
        ("<s x1 50 a + >e; x1 b +", Gap("waits", "+")),
        ("<s a x1 b x1", Gap("endless", "b")),
        ("<s + a +2 >e; + b x1 +2; x1 50 x0 +; <s x0", Gap("entangled", "+")),
    ],
)  # fmt: skip
def test_a_process_that_never_ends_well_has_no_lead_time_and_it_is_said_where(ways: str, gap: Gap) -> None:
    found = of(ways, a=HOUR, b=HOUR)
    assert found.lead is None
    assert found.gaps[-1].kind == gap.kind


def test_what_is_nested_too_deep_is_said_and_fails_nothing() -> None:
    ways = "; ".join(f"t{n} t{n + 1}; t{n} e{n}" for n in range(300))
    assert of(ways, t0=HOUR).gaps[-1].kind == "deep"
    held = [step(f"[s{n + 1}", 1, f"[s{n}") for n in range(150)]
    assert of("<s [s0 >e", *held, **{"[s150": HOUR}).gaps[-1].kind == "deep"


def test_a_loop_without_a_way_out_is_told_apart() -> None:
    with pytest.raises(Endless):
        visits({"a": {"b": 1.0}, "b": {"a": 1.0}}, {"a": 1.0})
    assert visits({"a": {}, "b": {"c": 1.0}, "c": {"b": 1.0}}, {"a": 1.0}) == {"a": 1, "b": 0, "c": 0}


SHARES = st.lists(st.floats(0.05, 1), min_size=2, max_size=5).map(lambda parts: [part / sum(parts) for part in parts])


@given(st.lists(st.floats(0.0, 0.9), min_size=1, max_size=12))
def test_expected_visits_of_nested_loops_have_their_closed_form(back: list[float]) -> None:
    """Step i is followed by the first step again with share b: with q the product of 1 − b before it, v = q / Πq."""
    ways = {f"s{n}": {"s0": share, f"s{n + 1}": 1 - share} for n, share in enumerate(back)}
    found = visits(ways, {"s0": 1.0})
    out = 1.0
    for share in back:
        out *= 1 - share
    reach = 1.0
    for number, share in enumerate(back):
        assert found[f"s{number}"] == pytest.approx(reach / out)
        reach *= 1 - share


@given(st.data())
def test_what_comes_into_a_step_is_what_it_is_visited(data: st.DataObject) -> None:
    """The flow equations themselves, and one case in is one case out."""
    size = data.draw(st.integers(1, 9))
    ways = {}
    for number in range(size):
        targets = data.draw(st.lists(st.integers(0, size), max_size=3, unique=True).map(lambda t: [*t, size]))
        shares = data.draw(st.lists(st.floats(0.05, 1), min_size=len(targets), max_size=len(targets)))
        row: dict[str, float] = {}
        for target, share in zip(targets, shares, strict=True):
            row[f"s{target}"] = row.get(f"s{target}", 0) + share / sum(shares)
        ways[f"s{number}"] = row
    found = visits(ways, {"s0": 1.0})
    for state in ways:
        come = sum(found[other] * row.get(state, 0) for other, row in ways.items())
        assert found[state] == pytest.approx((state == "s0") + come, rel=1e-6, abs=1e-9)
    assert sum(found[state] * row.get(f"s{size}", 0) for state, row in ways.items()) == pytest.approx(1)


@given(SHARES, st.lists(st.integers(0, 50), min_size=5, max_size=5))
def test_a_choice_takes_the_mean_and_parallel_ways_the_longest(shares: list[float], times: list[int]) -> None:
    names = [f"t{number}" for number in range(len(shares))]
    written = {name: {"duration": f"{time} h"} for name, time in zip(names, times, strict=False)}
    written["last"] = HOUR
    choice = "; ".join(f"x1 {share * 100:.6f} {name} x2" for name, share in zip(names, shares, strict=True))
    mean = sum(share * written_time for share, written_time in zip(shares, times, strict=False))
    found = of(f"<s x1; {choice}; x2 last >e", equal=True, **written)
    assert found.lead == pytest.approx((mean + 1) * 3600, rel=1e-4)
    parallel = "; ".join(f"+ {name} +2" for name in names)
    found = of(f"<s +; {parallel}; +2 last >e", **written)
    assert found.lead == pytest.approx((max(times[: len(names)]) + 1) * 3600)
