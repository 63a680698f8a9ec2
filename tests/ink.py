"""Comparing pictures by their ink."""

from PIL import Image, ImageChops, ImageFilter

Image.MAX_IMAGE_PIXELS = 120_000_000


def uncovered(picture: Image.Image, other: Image.Image, within: int) -> float:
    """The share of the ink of one picture that is further than `within` pixels from any ink of the other."""
    grey, beside = picture.convert("L"), other.convert("L")
    if grey.size != beside.size:  # sizes in points are rounded
        beside = beside.crop((0, 0, *grey.size))
    dark = grey.point(lambda value: 255 if value < 128 else 0)
    near = beside.point(lambda value: 255 if value < 160 else 0).filter(ImageFilter.MaxFilter(2 * within + 1))
    lost = ImageChops.subtract(dark, near)
    return sum(lost.histogram()[1:]) / max(1, sum(dark.histogram()[1:]))
