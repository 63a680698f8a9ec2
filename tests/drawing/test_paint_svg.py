"""SVG: whole text in its place, nothing that runs or reaches out."""

import re
from xml.etree import ElementTree as Tree

from hand_made import DIFFICULT, picture, task
from hypothesis import given
from hypothesis import strategies as st

from modeller.drawing.displaylist import Fill, Group, Image, Path, Pen, extent
from modeller.drawing.glyphs import writable
from modeller.drawing.paint_svg import followed, inline, number, paint
from modeller.drawing.palette import Palette
from modeller.drawing.shapes import rectangle
from modeller.drawing.text import advance
from modeller.drawing.theme import DARK, LIGHT, resolve
from modeller.model.records import Bounds

_SVG = "{http://www.w3.org/2000/svg}"


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _shown(root: Tree.Element) -> str:
    """The texts that are drawn, framed code points as the character they stand for."""
    shown = []
    for part in root.iter():
        word = part.tag == _SVG + "text" and part.get("font-weight") != "400"
        framed = part.tag == _SVG + "title" and len(part.text or "") == 1
        if word or framed:
            shown.append(part.text or "")
    return _bare("".join(shown))


def test_every_text_is_there_whole_and_as_typed() -> None:
    for text in DIFFICULT:
        root = Tree.fromstring(paint((task(0, 0, text),), LIGHT, Bounds(-5, -5, 110, 90)))
        assert _shown(root) == _bare(writable(text)), text


@given(st.text(max_size=30), st.text(max_size=10))
def test_whatever_a_label_holds_the_file_is_well_formed_and_runs_nothing(text: str, link: str) -> None:
    data = paint((task(0, 0, text, link=link),), LIGHT, Bounds(0, 0, 100, 80), text, "zh-CN")
    root = Tree.fromstring(data.encode("utf-8"))
    for part in root.iter():
        assert part.tag not in (_SVG + "script", _SVG + "foreignObject", _SVG + "style")
        assert not [name for name in part.attrib if name.startswith("on")]


def test_a_text_has_the_length_that_our_fonts_give_it() -> None:
    root = Tree.fromstring(paint((task(0, 0, "审批 approve"),), LIGHT, Bounds(0, 0, 100, 80)))
    (text,) = root.iter(_SVG + "text")
    assert text.get("textLength") == number(advance("审批 approve"))
    assert text.get("x") == "50"


def test_only_links_into_the_web_and_letters_are_followed() -> None:
    assert followed("https://example.org/a?b=c")
    assert followed("mailto:a@example.org")
    for link in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a b",
        "//evil/share",
        "data:text/html,x",
        "",
        "#x",
    ):
        assert not followed(link)
        assert "href" not in paint((task(0, 0, "x", link=link),), LIGHT, Bounds(0, 0, 100, 80)).replace("xlink", "", 1)


def test_a_picture_of_a_kind_that_is_no_picture_is_left_out() -> None:
    group = Group("x", (Image(Bounds(0, 0, 9, 9), b"<svg/>", "image/svg+xml"),), Bounds(0, 0, 9, 9))
    assert "<image" not in paint((group,), LIGHT, Bounds(0, 0, 9, 9))


def test_numbers_have_no_needless_digits() -> None:
    assert [number(value) for value in (1.0, 0.5, -0.001, 192000.126, 1e-9, 100)] == [
        "1", "0.5", "0", "192000.13", "0", "100",
    ]  # fmt: skip


def test_the_theme_colours_the_paper() -> None:
    view = extent(picture())
    assert f'fill="{DARK.colours["paper"]}"' in paint(picture(), DARK, view)


def test_in_a_page_colours_are_its_variables_and_links_stay_in_it() -> None:
    palette = Palette()
    box = rectangle(Bounds(0, 0, 40, 20))
    groups = [
        Group(key, (Path(box, Pen("ink"), Fill("#ffd966")),), Bounds(0, 0, 40, 20), box, "https://example.org/", key)
        for key in ("in", "out", "none")
    ]
    leads = {"in": "#place", "out": "https://example.org/", "none": ""}
    text = inline(groups, palette, Bounds(0, 0, 40, 20), 'A "name" <', "d-", lambda group: leads[group.element])
    root = Tree.fromstring(text)
    assert root.get("aria-label") == 'A "name" <'
    assert [each.get("href") for each in root.iter("a")] == ["#place"]
    assert "example.org" not in text
    assert [each.get("id") for each in root.iter("clipPath")] == ["d-1", "d-2", "d-3"]
    paths = [each for each in root.iter("path") if each.get("fill") and each.get("stroke")]
    light, dark = palette.declared()
    for path in paths:
        for colour, name in ((path.get("fill"), "#ffd966"), (path.get("stroke"), "ink")):
            variable = str(colour).removeprefix("var(").removesuffix(")")
            assert f"{variable}:{resolve(name, LIGHT)};" in light
            assert f"{variable}:{resolve(name, DARK)};" in dark
