"""One picture a file, further ones beside it."""

import io

import pytest
from PIL import Image

from modeller.export import png, svg
from modeller.export.exporter import Job, Options, silent
from modeller.export.png import LONGEST_SIDE, MOST_PIXELS, possible_dpi
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Node


def _two() -> Model:
    return Model(
        [
            Diagram("d1", None, 0, "First"),
            Diagram("d2", None, 1, "Second"),
            Node("a", "bpmn:task", None, 0, "alpha", "d1", Bounds(0, 0, 100, 80)),
            Node("b", "bpmn:task", None, 1, "beta", "d2", Bounds(0, 0, 200, 80)),
        ]
    )


def test_every_diagram_has_its_svg() -> None:
    made = svg.render(Job(_two()), Options(), silent)
    assert b"alpha" in made.data
    assert b"beta" not in made.data
    ((suffix, second),) = made.more
    assert suffix == "-2"
    assert b"beta" in second
    assert b"<title>Second</title>" in second


def test_every_diagram_has_its_png_at_the_resolution_asked_for(qt: None) -> None:
    made = png.render(Job(_two()), Options(dpi=96, margin=0), silent)
    first, second = Image.open(io.BytesIO(made.data)), Image.open(io.BytesIO(made.more[0][1]))
    assert second.width - first.width == 100
    assert first.info["dpi"] == pytest.approx((96, 96), abs=0.1)
    twice = Image.open(io.BytesIO(png.render(Job(_two()), Options(dpi=192, margin=0), silent).data))
    assert twice.width == pytest.approx(2 * first.width, abs=1)


@pytest.mark.parametrize("view", [Bounds(0, 0, 192_000, 500), Bounds(0, 0, 12_000, 12_000), Bounds(0, 0, 10, 1e6)])
def test_no_picture_is_larger_than_our_limits(view: Bounds) -> None:
    scale = possible_dpi(view, 300) / 96
    assert max(view.width, view.height) * scale <= LONGEST_SIDE + 1
    assert view.width * view.height * scale * scale <= MOST_PIXELS + 1
    assert possible_dpi(Bounds(0, 0, 800, 600), 300) == pytest.approx(300)
