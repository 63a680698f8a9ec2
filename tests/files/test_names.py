"""Whatever a person calls something, a file can be called so on every system, and lies in its folder."""

import os
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.files.names import LIMIT, FreeNames, file_name, fits_a_line, folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单 审核", "订单 审核"),
        ("a/b\\c", "a_b_c"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "_"),
        ("", "_"),
        (" . ", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM¹", "_COM¹"),
        ("C:\\win", "C__win"),
        ("a:stream", "a_stream"),
        ('what?*<>|"', "what______"),
        ("end. ", "end"),
        ("two\nlines\tand\0more", "two lines and more"),
        ("exe\N{RIGHT-TO-LEFT OVERRIDE}gpj", "exe gpj"),
        ("✗🙂", "✗🙂"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_odd_names_become_names_of_files(text: str, expected: str) -> None:
    assert file_name(text) == expected


def test_a_name_that_is_taken_is_numbered_whatever_its_case() -> None:
    assert file_name("Order", ".bpmn", {"order.bpmn", "order (2).bpmn"}) == "Order (3).bpmn"


def test_names_whose_accents_are_written_otherwise_are_two_files() -> None:
    names = FreeNames()
    given = ("Caf\u00e9", "Cafe\u0301", "CAFE\u0301", "STRASSE", "Stra\u00dfe")
    taken = [names.take(Path(), each, ".pdf") for each in given]
    assert len({folded(each) for each in taken}) == len(given)
    assert taken[1] == "Cafe\u0301 (2).pdf"
    assert taken[2] == "CAFE\u0301 (3).pdf"


@given(st.text(max_size=30), st.sampled_from(["NFC", "NFD"]))
def test_what_names_have_in_common_knows_neither_case_nor_form(text: str, form: Literal["NFC", "NFD"]) -> None:
    assert folded(unicodedata.normalize(form, text)) == folded(text)
    assert folded(text.casefold()) == folded(text)


@given(st.text(st.characters(), max_size=400))
def test_every_name_stays_in_its_folder_and_can_be_written(text: str) -> None:
    name = file_name(text, ".bpmn")
    assert len(name.encode()) <= LIMIT + 6
    assert os.path.basename(name) == name
    assert Path("/home/x", name).resolve().parent == Path("/home/x")
    assert name.isprintable() or not text.isprintable()
    assert not name.startswith((" ", ".")) or name == ".bpmn"


@pytest.mark.parametrize("text", ["审批　流程", "👩🏽\u200d🚀 travel", "می\u200cخواهم", "a\u00a0b", "\ue000", ""])
def test_what_a_keyboard_writes_fits_a_line(text: str) -> None:
    assert fits_a_line(text)


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\x00", "\x7f", "a\u2028b", "\ud83d"])
def test_controls_line_ends_and_halves_do_not(text: str) -> None:
    assert not fits_a_line(text)
