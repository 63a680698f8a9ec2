"""Pictures that people give us: whether they are PNG or JPEG that can be shown, told without decoding a bomb."""

from functools import lru_cache
from io import BytesIO
from typing import Final

from modeller.language import Message, message

LARGEST: Final = 8 << 20
"""Bytes of the file."""
SIDE: Final = 20_000
"""Pixels along a side."""
DECODED: Final = 128 << 20
"""Bytes in memory, four for each pixel."""


@lru_cache(maxsize=8)
def fault_of_picture(data: bytes) -> Message | None:
    """Why a picture cannot be shown, None where it can: PNG or JPEG, whole, within the limits."""
    from PIL import Image  # takes its time

    if len(data) > LARGEST:
        return message("files.picture.large", limit=LARGEST >> 20)
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if max(width, height) > SIDE or width * height * 4 > DECODED:
                return message("files.picture.pixels", width=width, height=height)
            picture.load()
    except Exception:  # whatever a file holds
        return message("files.picture.broken")
    return None
