"""What holds for every colouring of value chains: its words, its legend, its colours on the symbols."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from notation.records import model, node

from modeller.drawing.displaylist import Mark, Path, TextLine
from modeller.drawing.shapes import extent as outlined
from modeller.drawing.theme import DARK, LIGHT, contrast, resolve
from modeller.language import LANGUAGES, message, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, Point
from modeller.notation.notations import BPMN, coloured, layered
from modeller.notation.picture import group, picture
from modeller.notation.valuechain.colouring import NEUTRAL, SHADES, Colouring, tint_for
from modeller.notation.valuechain.colourings.catalogue import COLOURINGS, colouring
from modeller.notation.valuechain.signs import COUNT

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


def _sign(marks: Iterable[Mark]) -> tuple[object, ...]:
    """The last outline among marks: its form, wherever and however large it stands, and whether it is hollow."""
    last = [mark for mark in marks if isinstance(mark, Path)][-1]
    box = outlined(last.segments)
    corners = [Point(*part[-2:]) for part in last.segments if len(part) > 2]
    form = [(round((x - box.x) / box.width, 2), round((y - box.y) / box.height, 2)) for x, y in corners]
    return (*form, last.fill is not None and last.fill.colour == "paper")


def test_without_colour_answers_are_told_apart_by_the_signs_that_the_legend_shows() -> None:
    by_owner = colouring("owner")
    assert by_owner is not None
    held = chain(*(f"Owner {number}" for number in range(len(SHADES))), "")
    shown = coloured(BPMN, tint_for(by_owner, held))
    groups = {each.element: each for each in picture(held, "d", notation=shown)}
    signs = [_sign(groups[f"s{number}"].marks) for number in range(len(SHADES))]
    assert len(set(signs)) == len(SHADES) == COUNT
    key = [mark for mark in groups[""].marks if isinstance(mark, Path)]
    assert [_sign([mark]) for mark in key[1::2]] == signs  # each on its swatch
    assert len(key) == 2 * len(SHADES) + 1
    silent = groups[f"s{len(SHADES)}"]
    bare = group(held, held[silent.element])
    assert bare is not None
    assert len(silent.marks) == len(bare.marks)


def test_a_value_of_a_scale_has_the_same_sign_in_every_diagram() -> None:
    by_status = colouring("status")
    assert by_status is not None
    found = []
    for other in ("draft", "review"):
        held = model(stage("a", "modeller:status", "published"), stage("b", "modeller:status", other))
        groups = {each.element: each for each in picture(held, "d", notation=coloured(BPMN, tint_for(by_status, held)))}
        found.append(_sign(groups["a"].marks))
        assert _sign(groups["b"].marks) != found[-1]
    assert found[0] == found[1]


def test_where_all_say_the_same_there_is_no_sign() -> None:
    by_owner = colouring("owner")
    assert by_owner is not None
    held = chain("Sales", "Sales")
    for key in ("s0", "s1"):
        bare, drawn = group(held, held[key]), group(held, held[key], notation=coloured(BPMN, tint_for(by_owner, held)))
        assert bare is not None
        assert drawn is not None
        assert len(drawn.marks) == len(bare.marks)


@pytest.mark.parametrize("height", [42, 76, 200])
def test_a_sign_lies_in_what_is_repainted_of_its_symbol_and_not_on_the_name(height: float) -> None:
    by_owner = colouring("owner")
    assert by_owner is not None
    names = [f"Owner {number}" for number in range(COUNT)]
    nodes = [
        replace(stage(name, "modeller:owner", name, "chain:process"), bounds=Bounds(100, 100, 148, height))
        for name in names
    ]
    held = model(*nodes)
    *symbols, _ = picture(held, "d", notation=coloured(BPMN, tint_for(by_owner, held)))
    for each in symbols:
        drawn = [outlined(mark.segments) for mark in each.marks if isinstance(mark, Path)]
        sign = drawn[-1]
        assert each.bounds.covers(sign)
        assert not any(
            Bounds(line.x, line.y - line.size, line.width, line.size).meets(sign)
            for line in each.marks
            if isinstance(line, TextLine)
        )


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
