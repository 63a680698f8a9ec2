"""Quantities: read as people write them in both languages, kept in one form, and what is none is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.notation.attributes import DECLARED, PREFIX
from modeller.notation.attributes import said as words_of
from modeller.notation.quantities import (
    amount,
    duration,
    from_seconds,
    money,
    per_year,
    percent,
    rate,
    said_duration,
    said_money,
    said_rate,
    seconds,
    with_unit,
)


@pytest.mark.parametrize(
    ("written", "kept", "length"),
    [
        ("4h", "PT4H", 14_400), ("1.5 h", "PT1.5H", 5_400), ("2 d 4 h", "P2DT4H", 187_200), ("3天", "P3D", 259_200),
        ("半小时", "PT0.5H", 1_800), ("1小时30分钟", "PT1H30M", 5_400), ("１５分钟", "PT15M", 900),
        ("2 个月", "P2M", 5_184_000),
        ("1 day and 2 hours", "P1DT2H", 93_600), ("p1w", "P1W", 604_800), ("90 s", "PT90S", 90),
        ("2 weeks", "P2W", 1_209_600),
    ],
)  # fmt: skip
def test_a_duration_is_read_as_people_write_it(written: str, kept: str, length: float) -> None:
    assert duration(written) == kept
    assert seconds(kept) == length


@pytest.mark.parametrize(
    "text", ["", "4", "h", "4 hx", "P", "PT", "soon", "-3 d", "4h 5h", "3d<", "1" * 90 + "h", "🕒"]
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert duration(text) is None


@given(st.integers(0, 3599) | st.integers(60, 10**6).map(lambda number: number * 60), st.sampled_from(["en", "zh_CN"]))
def test_a_duration_in_words_is_read_as_the_same_duration(length: int, language: str) -> None:
    iso = from_seconds(length)
    assert seconds(iso) == length
    again = duration(said_duration(iso, language))
    assert again == iso


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("¥1,200.50", "1200.5 CNY", "¥1,200.5"), ("120元", "120 CNY", "¥120"), ("30 chf", "30 CHF", "30 CHF"),
        ("7", "7", "7"),
        ("$ 5", "5 USD", "$5"), ("￥３００", "300 CNY", "¥300"),
    ],
)  # fmt: skip
def test_money_is_read_with_its_currency(written: str, kept: str, shown: str) -> None:
    assert money(written) == kept
    assert said_money(kept) == shown
    assert money(shown) == kept
    assert amount(kept) is not None


@pytest.mark.parametrize("text", ["", "¥", "12 apples", "-4", "¥5元", "=1+1", "1 2"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert money(text) is None


@pytest.mark.parametrize(
    ("written", "kept", "yearly"),
    [("20/day", "20/P1D", 7300), ("20 per day", "20/P1D", 7300), ("每天20次", "20/P1D", 7300),
     ("3 次/周", "3/P1W", 3 * 365 / 7),
     ("1/2h", "1/PT2H", 4380)],
)  # fmt: skip
def test_a_rate_is_read_in_both_languages(written: str, kept: str, yearly: float) -> None:
    assert rate(written) == kept
    assert per_year(kept) == pytest.approx(yearly)
    for language in ("en", "zh_CN"):
        assert rate(said_rate(kept, language)) == kept


def test_a_share_lies_between_none_and_all() -> None:
    assert [percent(text) for text in ("30", "30 %", "100%", "０", "101", "-1", "x", "12.50")] == [
        "30", "30", "100", "0", None, None, None, "12.5",
    ]  # fmt: skip


@given(st.text(max_size=80))
def test_any_text_is_a_quantity_or_none(text: str) -> None:
    for parse in (duration, money, rate, percent):
        found = parse(text)
        assert found is None or parse(found) == found


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("≥ 85", "%", "≥ 85%"),
        ("≤ 4", "h", "≤ 4 h"),
        ("≤ 5", "分钟", "≤ 5 分钟"),
        ("85%", "%", "85%"),
        ("", "h", ""),
        ("3", "", "3"),
    ],
)
def test_a_value_stands_with_its_unit(value: str, unit: str, said: str) -> None:
    assert with_unit(value, unit) == said


@pytest.mark.parametrize(
    ("key", "text", "english", "chinese"),
    [
        ("kpi", "Solved\t≥ 85\t%", "Solved: ≥ 85%", "Solved：≥ 85%"),
        (
            "kpi",
            "Solved\t≥ 85\t%\t82\t2026-05",
            "Solved: ≥ 85%; actual 82% (2026-05)",
            "Solved：≥ 85%；实际 82%（2026-05）",
        ),
        ("kpi", "Solved\t\t%\t82", "Solved: actual 82%", "Solved：实际 82%"),
        ("kpi", "Solved", "Solved", "Solved"),
        ("risk", "Lost\tBackup\nLate", "Lost: Backup\nLate", "Lost：Backup\nLate"),
        ("records", "\t3 years", "3 years", "3 years"),
    ],
)
def test_the_entries_of_a_table_are_sentences_of_each_language(key: str, text: str, english: str, chinese: str) -> None:
    declared = DECLARED[PREFIX + key]
    assert (words_of(declared, text, "en"), words_of(declared, text, "zh_CN")) == (english, chinese)
