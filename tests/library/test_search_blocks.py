"""Blocks of texts hold what a plain reading of each text holds, whatever of them is read again."""

from hypothesis import given
from hypothesis import strategies as st

from modeller.library.folding import fold
from modeller.library.search_blocks import RANKS, block, sought, with_edges

SCRAPS = ["审", "核", "审核", "a", "b", "ab", " ", "\n", "é", "Ａ"]
text = st.lists(st.sampled_from(SCRAPS), max_size=5).map("".join)
rows = st.dictionaries(st.integers(0, 40), st.lists(text, max_size=4), max_size=8)
query = st.lists(st.sampled_from(["审", "核", "审核", "a", "b", "ab", "é"]), min_size=1, max_size=4).map(" ".join)


@given(rows, query)
def test_a_block_holds_the_rows_that_a_plain_reading_finds(texts: dict[int, list[str]], typed: str) -> None:
    what = sought(typed)
    made = block("", {}, {id: with_edges(each) for id, each in texts.items()})
    expected: dict[str, list[int]] = {rank: [] for rank in RANKS}
    for id in sorted(texts):
        folded = [fold(each) for each in texts[id]]
        if any(what.rank(each) for each in folded):
            exact, begins = what.whole in folded, any(each.startswith(what.whole) for each in folded)
            expected["exact" if exact else "begins" if begins else "contains"].append(id)
    assert {rank: list(made.holding(what, rank)) for rank in RANKS} == expected


@given(rows)
def test_the_rows_of_a_block_come_out_as_they_went_in(texts: dict[int, list[str]]) -> None:
    edged = {id: with_edges(each) for id, each in texts.items()}
    assert block("", {}, edged).rows() == edged
