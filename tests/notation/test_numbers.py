"""Step numbers: along the flow, and what they are for steps that came later."""

from analysis.drawn import at, drawn, step
from hypothesis import given
from hypothesis import strategies as st

from modeller.model.document import Document
from modeller.notation.numbers import along_flow, following, in_order, numbers


def test_steps_are_numbered_along_the_flow_and_what_a_sub_process_holds_below_it() -> None:
    model = drawn("<s a [b c >e", step("b1", 9, "[b"), step("b2", 10, "[b"), *drawn("b1 b2").flows())
    assert numbers(model) == {"a": "1", "[b": "2", "b1": "2.1", "b2": "2.2", "c": "3"}


def test_a_branch_is_followed_to_its_end_before_the_next_and_the_upper_one_first() -> None:
    model = drawn("<s x1 low1 low2 x2 >e; x1 high1 high2 x2")
    placed = at(model, {"low1": (400, 300), "low2": (550, 300), "high1": (400, 50), "high2": (550, 50)})
    assert list(numbers(placed)) == ["high1", "high2", "low1", "low2"]


def test_what_leads_back_does_not_come_first() -> None:
    model = drawn("<s a x1 b x2 c >e; x2 rework a")
    placed = at(model, {"rework": (500, 400)})
    assert list(numbers(placed)) == ["a", "b", "c", "rework"]


def test_a_loop_that_two_ways_lead_into_is_numbered_as_it_is_drawn() -> None:
    model = drawn("<s x1 a answer check x2 >e; x1 assign study answer; x2 assign")
    spots = {"x1": 250, "a": 400, "assign": 400, "study": 550, "answer": 700, "check": 850, "x2": 1000}
    placed = at(model, {key: (x, 300 if key in {"assign", "study"} else 100) for key, x in spots.items()})
    assert list(numbers(placed)) == ["a", "assign", "study", "answer", "check"]


def test_numbers_that_steps_bear_stay_and_a_step_put_between_gets_a_letter() -> None:
    model = drawn("<s a b new c >e", a={"number": "1"}, b={"number": "2"}, c={"number": "3"})
    assert numbers(model) == {"a": "1", "b": "2", "new": "2a", "c": "3"}
    model = drawn("<s new a b >e", a={"number": "1"}, b={"number": "2"})
    assert numbers(model) == {"new": "0", "a": "1", "b": "2"}
    model = drawn("<s a new newer b >e", a={"number": "第一步"}, b={"number": "9.1"})
    assert numbers(model) == {"a": "第一步", "new": "第一步a", "newer": "第一步b", "b": "9.1"}


def test_a_branch_that_came_later_is_numbered_behind_the_step_that_leads_to_it() -> None:
    written = {key: {"number": number} for key, number in {"a": "1", "b": "2", "c": "3"}.items()}
    placed = at(drawn("<s a x1 b c >e; x1 new newer >f", **written), {"new": (500, 400), "newer": (650, 400)})
    assert numbers(placed) == {"a": "1", "b": "2", "c": "3", "new": "1a", "newer": "1b"}


def test_steps_in_a_sub_process_that_came_later_are_numbered_below_it() -> None:
    inside = step("b1", 9, "[b")
    model = drawn("<s a [b >e", inside, a={"number": "4"}, **{"[b": {"number": "7"}})
    assert numbers(model) == {"a": "4", "[b": "7", "b1": "7.1"}


def test_the_letter_behind_z_is_two() -> None:
    assert following("3", ()) == "3a"
    assert following("3a", ["3a"]) == "3b"
    assert following("3", ["3a", "3b"]) == "3c"
    assert following("3z", ["3z"]) == "3aa"
    assert following("3", ["3a"] + [f"3{chr(letter)}" for letter in range(ord("b"), ord("z") + 1)]) == "3aa"


PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30)


def random_model(pairs: list[tuple[int, int]]) -> Document:
    return drawn("; ".join([f"t{one} t{other}" for one, other in pairs] or ["t0"]))


@given(PAIRS)
def test_whatever_is_drawn_every_step_comes_once_and_has_a_number_of_its_own(pairs: list[tuple[int, int]]) -> None:
    model = random_model(pairs)
    assert sorted(node.key for node in in_order(model)) == sorted(node.key for node in model.nodes())
    given_numbers = numbers(model)
    assert len(set(given_numbers.values())) == len(given_numbers) == len(model.nodes())


@given(PAIRS)
def test_without_loops_a_step_comes_behind_all_that_lead_to_it(pairs: list[tuple[int, int]]) -> None:
    model = random_model([(one, other) for one, other in pairs if one < other])
    place = {node.key: number for number, node in enumerate(in_order(model))}
    assert all(place[flow.source or ""] < place[flow.target or ""] for flow in model.flows())


@given(PAIRS, st.sets(st.integers(0, 11), max_size=6))
def test_steps_that_have_a_number_keep_it_whatever_came_later(pairs: list[tuple[int, int]], later: set[int]) -> None:
    plain = random_model(pairs)
    known = along_flow(plain)
    written = {key: {"number": number} for key, number in known.items() if int(key[1:]) not in later}
    model = drawn("; ".join([f"t{one} t{other}" for one, other in pairs] or ["t0"]), **written)
    found = numbers(model)
    assert all(found[key] == text["number"] for key, text in written.items())
    assert len(set(found.values())) == len(found)
