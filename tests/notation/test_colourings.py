"""What holds for every colouring of value chains: its words, its legend, its colours on the symbols."""

from dataclasses import replace

import pytest
from notation.records import model, node

from modeller.drawing.displaylist import Path, TextLine
from modeller.drawing.theme import DARK, LIGHT, contrast, resolve
from modeller.language import LANGUAGES, message, words
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.notations import BPMN, coloured, layered
from modeller.notation.picture import group, picture
from modeller.notation.valuechain.colouring import NEUTRAL, SHADES, Colouring, tint_for
from modeller.notation.valuechain.colourings.catalogue import COLOURINGS, colouring

ALL = [pytest.param(each, id=each.key) for each in COLOURINGS]


def stage(key: str, said: str = "", value: str = "", type: str = "chain:stage") -> Node:
    made = node(type, key, text=key, bounds=(100, 100, 168, 76))
    return replace(made, properties=made.properties.changed({said: value})) if value else made


def chain(*values: str) -> Model:
    owned = [stage(f"s{number}", "modeller:owner", value) for number, value in enumerate(values)]
    return model(*owned)


def said(model: Model, language: str, each: Colouring) -> list[str]:
    *_, last = picture(model, "d", language, coloured(BPMN, tint_for(each, model)))
    return [mark.text for mark in last.marks if isinstance(mark, TextLine)]


@pytest.mark.parametrize("each", ALL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_legend_says_by_what_and_what_each_colour_means(each: Colouring, language: str) -> None:
    shown = said(model(stage("a")), language, each)
    assert shown[0] == words(message(each.label), language) != each.label
    assert shown[1:] == [each.said("", language)]
    assert not shown[1].startswith(("attributes.", "chains."))
    for value in each.scale:
        assert not each.said(value, language).startswith(("attributes.", "chains."))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_can_be_read_on_every_colour_and_every_line_is_seen(theme) -> None:
    shades = [*SHADES, NEUTRAL, *(shade for each in COLOURINGS for shade in each.scale.values())]
    for inside, line in shades:
        below = resolve(inside, theme)
        assert contrast(resolve(f"on:{inside}", theme), below) >= 4.5, inside
        assert contrast(resolve(line, theme), below) >= 2.2, (inside, line)


def test_the_legend_names_what_there_is_and_nothing_else() -> None:
    by_owner = colouring("owner")
    assert by_owner is not None
    assert said(chain("Sales", "IT", "Sales", ""), "en", by_owner) == ["Process owner", "IT", "Sales", "Not said"]
    by_status = colouring("status")
    assert by_status is not None
    held = model(stage("a", "modeller:status", "published"), stage("b", "modeller:status", "draft"))
    assert said(held, "en", by_status) == ["Status", "Draft", "Published"]


def test_equal_answers_have_one_colour_and_different_ones_another() -> None:
    by_owner = colouring("owner")
    assert by_owner is not None
    held = chain("Sales", "IT", "Sales")
    shown = coloured(BPMN, tint_for(by_owner, held))
    fills = []
    for key in ("s0", "s1", "s2"):
        drawn = group(held, held[key], notation=shown)
        assert drawn is not None
        fills.append(next(mark.fill.colour for mark in drawn.marks if isinstance(mark, Path) and mark.fill))
    assert fills[0] == fills[2] != fills[1]


def test_only_activities_are_coloured_and_without_any_there_is_no_legend() -> None:
    by_owner = colouring("owner")
    assert by_owner is not None
    unit = stage("u", type="chain:unit")
    held = model(unit)
    shown = coloured(BPMN, tint_for(by_owner, held))
    assert group(held, unit, notation=shown) == group(held, unit)
    assert len(picture(held, "d", notation=shown)) == 1


def test_layers_keep_the_colouring_and_the_same_wish_gives_the_same_notation() -> None:
    by_owner = colouring("owner")
    assert by_owner is not None
    tint = tint_for(by_owner, chain("Sales"))
    shown = coloured(BPMN, tint)
    assert coloured(BPMN, tint_for(by_owner, chain("Sales"))) is shown
    assert layered(shown, ["roles"]).tint == tint
    assert layered(shown, []) is shown
    assert coloured(shown, None).tint is None
    assert shown.look != BPMN.look
