"""Colours by name, colours that files hold, and what can be read on them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.drawing.theme import DARK, LIGHT, MONO, THEMES, contrast, named, parsed, resolve


@given(st.text(), st.sampled_from(THEMES))
def test_whatever_a_file_says_a_colour_comes_of_it(colour: str, theme) -> None:
    assert re.fullmatch("#[0-9a-f]{6}", resolve(colour, theme))


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#FFF", "#ffffff"), ("#1E88E5", "#1e88e5"), ("#1E88E5FF", "#1e88e5"), ("CornflowerBlue", "#6495ed"),
        ("rgb(1, 2, 300)", "#0102ff"), (" red ", "#ff0000"), ("url(#x)", None), ("#12345", None), ("", None),
    ],
)  # fmt: skip
def test_colours_of_files_are_read(text: str, colour: str | None) -> None:
    assert parsed(text) == colour


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_ink_can_be_read_on_all_that_lies_below_it(theme) -> None:
    assert set(theme.colours) == set(LIGHT.colours)
    for name in ("paper", "fill", "band", "pool", "start", "event", "end", "task", "subprocess", "gateway", "data"):
        assert contrast(resolve("ink", theme), resolve(name, theme)) >= 7
    assert contrast(resolve("muted", theme), resolve("paper", theme)) >= 4.5


@given(st.integers(0, 0xFFFFFF), st.sampled_from(THEMES))
def test_there_is_an_ink_for_every_colour(number: int, theme) -> None:
    colour = f"#{number:06x}"
    assert contrast(resolve(f"on:{colour}", theme), resolve(colour, theme)) >= 4.5


def test_the_dark_theme_turns_colours_of_files_and_mono_makes_them_grey() -> None:
    assert contrast(resolve("#000000", DARK), resolve("paper", DARK)) > 7
    assert contrast(resolve("#ffffff", DARK), resolve("paper", DARK)) < 1.5
    assert len(set(re.findall("..", resolve("#1e88e5", MONO)[1:]))) == 1
    assert resolve("#1e88e5", LIGHT) == "#1e88e5"


def test_themes_have_names() -> None:
    assert [theme.name for theme in THEMES] == ["light", "soft", "dark", "mono"]
    with pytest.raises(KeyError):
        named("pink")
