"""Where a view looks: a point and a zoom, and how wheel, pinch and drag change them. No Qt."""

from dataclasses import dataclass

from modeller.model.records import Bounds, Point

SMALLEST = 0.02
LARGEST = 8.0
STEP = 1.25


@dataclass(frozen=True, slots=True)
class Camera:
    """`x` and `y` are the diagram point at the view's top left corner, `zoom` is pixels of the view per unit."""

    x: float = 0
    y: float = 0
    zoom: float = 1

    def at(self, px: float, py: float) -> Point:
        """The diagram point under a pixel of the view."""
        return Point(self.x + px / self.zoom, self.y + py / self.zoom)

    def place(self, x: float, y: float) -> Point:
        """The pixel of the view where a diagram point stands."""
        return Point((x - self.x) * self.zoom, (y - self.y) * self.zoom)

    def seen(self, width: float, height: float) -> Bounds:
        """What a view of that many pixels shows."""
        return Bounds(self.x, self.y, width / self.zoom, height / self.zoom)

    def panned(self, dx: float, dy: float) -> "Camera":
        """The picture moved by (`dx`, `dy`) pixels."""
        return Camera(self.x - dx / self.zoom, self.y - dy / self.zoom, self.zoom)

    def zoomed(self, zoom: float, px: float, py: float) -> "Camera":
        """At another zoom, the diagram point under the pixel (`px`, `py`) staying where it is."""
        anchor = self.at(px, py)
        return Camera(anchor.x - px / zoom, anchor.y - py / zoom, zoom)

    def snapped(self, ratio: float) -> "Camera":
        """Moved by less than a device pixel, so that two cameras of one zoom lie whole device pixels apart."""
        scale = self.zoom * ratio
        return Camera(round(self.x * scale) / scale, round(self.y * scale) / scale, self.zoom)


def centred(x: float, y: float, zoom: float, width: float, height: float) -> Camera:
    """The camera that has a diagram point in the middle of a view of `width` by `height` pixels."""
    return Camera(x - width / zoom / 2, y - height / zoom / 2, zoom)


def fitted(extent: Bounds, width: float, height: float, margin: float = 36, largest: float = 1.0) -> Camera:
    """The camera that shows all of `extent`, enlarged to `largest` at most."""
    room_x, room_y = max(width - 2 * margin, 16), max(height - 2 * margin, 16)
    zoom = min(room_x / max(extent.width, 1), room_y / max(extent.height, 1), largest)
    return centred(*extent.centre, zoom, width, height)


def smallest(extent: Bounds, width: float, height: float) -> float:
    """The zoom below which nobody needs to go: half of what shows all, and never above `SMALLEST`."""
    return min(SMALLEST, fitted(extent, width, height).zoom / 2)


def held(camera: Camera, extent: Bounds, width: float, height: float) -> Camera:
    """The camera brought back so far that some of `extent` stays in view: a picture cannot be lost."""
    seen = camera.seen(width, height)
    keep_x, keep_y = min(80 / camera.zoom, extent.width), min(80 / camera.zoom, extent.height)
    x = min(max(camera.x, extent.x - seen.width + keep_x), extent.right - keep_x)
    y = min(max(camera.y, extent.y - seen.height + keep_y), extent.bottom - keep_y)
    return Camera(x, y, camera.zoom)


def revealing(camera: Camera, area: Bounds, width: float, height: float) -> Camera | None:
    """The camera that has `area` in the middle, at a zoom where it can be read; None where it is in view already.

    Of what is larger than the view at that zoom its upper left corner is shown: there stands its name.
    """
    zoom = camera.zoom
    if zoom < 0.6 or area.width * zoom > width or area.height * zoom > height:
        zoom = min(1.0, max(fitted(area, width, height, 48).zoom, min(zoom, 1.0), 0.6))
    if area.width * zoom > width or area.height * zoom > height:
        gap = 40 / zoom
        x = area.x - gap if area.width * zoom > width else area.centre.x - width / zoom / 2
        y = area.y - gap if area.height * zoom > height else area.centre.y - height / zoom / 2
        return Camera(x, y, zoom)
    inner = camera.seen(width, height).grown(-24 / camera.zoom)
    if zoom == camera.zoom and inner.covers(area):
        return None
    return centred(*area.centre, zoom, width, height)
