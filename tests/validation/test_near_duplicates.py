"""Entries that may be one thing are found by what their names share, and as comparing all with all finds them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from modeller.model.dictionary import Alike, Entry
from modeller.validation.alike import entries_alike
from modeller.validation.near_duplicates import near_duplicates

PARTS = (
    *(
        "客户",
        "服务",
        "客服",
        "投诉",
        "登记",
        "部",
        "中心",
        "科",
        "表",
        "3",
        "二级",
        " ",
        "-",
        "HR",
        "human ",
        "resources ",
    ),
    *("customer ", "service ", "department ", "team ", "of ", "A "),
)
NAMES = st.one_of(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join),
    st.text("ab客", min_size=1, max_size=14),
    st.text("abc", min_size=9, max_size=15),
)


def all_with_all(entries: list[Entry]) -> list[Alike]:
    found = []
    for kind in dict.fromkeys(each.kind for each in entries):
        held = [each for each in entries if each.kind == kind]
        for place, first in enumerate(held):
            for second in held[place + 1 :]:
                why = entries_alike(first, second)
                if why is not None:
                    found.append(Alike(first, second, why))
    return found


ENTRIES = st.tuples(
    st.sampled_from(["role", "term"]), NAMES, st.one_of(st.just(""), NAMES), st.lists(NAMES, max_size=1)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ENTRIES, max_size=14))
def test_the_same_pairs_are_found_as_by_comparing_all_with_all(drawn: list[tuple[str, str, str, list[str]]]) -> None:
    entries = [
        Entry(str(number), kind, name, translation, synonyms=tuple(synonyms))  # type: ignore[arg-type]
        for number, (kind, name, translation, synonyms) in enumerate(drawn)
    ]
    assert list(near_duplicates(entries)) == all_with_all(entries)


def test_a_name_that_differs_in_a_letter_from_one_of_many_is_found() -> None:
    many = [Entry(str(number), "document", f"第{number}号投诉登记表") for number in range(10_000)]
    one, other = Entry("a", "document", "客户投诉登记表"), Entry("b", "document", "客户投拆登记表")
    assert list(near_duplicates([*many, one, other])) == [Alike(one, other, "close")]
