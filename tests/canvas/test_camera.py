"""The camera: what stays where while one pans and zooms."""

from hypothesis import given
from hypothesis import strategies as st

from modeller.canvas.camera import Camera, fitted, held, smallest
from modeller.model.records import Bounds

PLACES = st.floats(-1e5, 1e5)
SIZES = st.floats(1, 1e5)
ZOOMS = st.floats(0.01, 8)
EXTENTS = st.builds(Bounds, PLACES, PLACES, SIZES, SIZES)


@given(st.builds(Camera, PLACES, PLACES, ZOOMS), ZOOMS, st.floats(0, 2000), st.floats(0, 1500))
def test_zooming_keeps_the_point_under_the_pointer(camera: Camera, zoom: float, px: float, py: float) -> None:
    before, after = camera.at(px, py), camera.zoomed(zoom, px, py).at(px, py)
    assert abs(before.x - after.x) < 1e-4
    assert abs(before.y - after.y) < 1e-4


@given(st.builds(Camera, PLACES, PLACES, ZOOMS), st.floats(-500, 500), st.floats(-500, 500))
def test_panning_moves_every_point_by_the_same_pixels(camera: Camera, dx: float, dy: float) -> None:
    moved = camera.panned(dx, dy)
    before, after = camera.place(10, 20), moved.place(10, 20)
    assert abs(after.x - before.x - dx) < 1e-3
    assert abs(after.y - before.y - dy) < 1e-3


@given(EXTENTS, st.floats(100, 3000), st.floats(100, 2000))
def test_fitting_shows_all(extent: Bounds, width: float, height: float) -> None:
    camera = fitted(extent, width, height)
    assert camera.seen(width, height).grown(1e-3 * max(extent.width, extent.height)).covers(extent)
    assert camera.zoom <= 1


@given(EXTENTS, st.builds(Camera, PLACES, PLACES, ZOOMS), st.floats(100, 3000), st.floats(100, 2000))
def test_the_picture_can_not_be_lost(extent: Bounds, camera: Camera, width: float, height: float) -> None:
    seen = held(camera, extent, width, height).seen(width, height)
    assert seen.grown(1e-3).meets(extent.grown(1e-3))


@given(st.builds(Camera, PLACES, PLACES, ZOOMS), st.sampled_from([1.0, 1.25, 1.5, 2.0]))
def test_cameras_of_one_zoom_lie_whole_device_pixels_apart(camera: Camera, ratio: float) -> None:
    scale = camera.zoom * ratio
    snapped = camera.snapped(ratio)
    assert abs(snapped.x * scale - round(snapped.x * scale)) < 1e-5
    assert abs(snapped.x - camera.x) * scale <= 0.5 + 1e-6


@given(EXTENTS)
def test_one_can_zoom_out_until_all_is_seen_twice_over(extent: Bounds) -> None:
    assert smallest(extent, 1000, 800) <= fitted(extent, 1000, 800).zoom
