"""QR codes, as a path of a picture and as a PNG; and the PNG that stands for a picture that is missing."""

import struct
import zlib
from typing import Any

from modeller.drawing.displaylist import Fill, Path, Segment
from modeller.model.records import Bounds

_QUIET = 4
"""Modules that stay white around a code, as the standard asks."""


def modules(data: str) -> list[list[bool]]:
    """The modules of the code of a text, dark where True."""
    from reportlab.graphics.barcode.qr import QrCodeWidget

    widget: Any = QrCodeWidget(data, barLevel="M")
    made = widget.qr
    made.make()
    return [[bool(dark) for dark in row] for row in made.modules]


def code(data: str, box: Bounds) -> Path:
    """The code of a text, filling a square with its white border."""
    rows = modules(data)
    size = box.width / (len(rows) + 2 * _QUIET)
    found: list[Segment] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                left, top = box.x + (x + _QUIET) * size, box.y + (y + _QUIET) * size
                right, bottom = box.x + (end + _QUIET) * size, top + size
                found += [("M", left, top), ("L", right, top), ("L", right, bottom), ("L", left, bottom), ("Z",)]
            x = max(end, x + 1)
    return Path(tuple(found), None, Fill("#000000"))


def code_png(data: str, dots: int = 6) -> bytes:
    """The code of a text as a PNG in black and white, `dots` pixels a module."""
    rows = modules(data)
    side = (len(rows) + 2 * _QUIET) * dots
    blank = bytes(1) + b"\xff" * side
    lines = [blank] * (_QUIET * dots)
    for row in rows:
        inner = b"".join((b"\x00" if dark else b"\xff") * dots for dark in row)
        lines += [bytes(1) + b"\xff" * (_QUIET * dots) + inner + b"\xff" * (_QUIET * dots)] * dots
    lines += [blank] * (_QUIET * dots)
    return _png(side, side, lines)


def placeholder(width: int = 320, height: int = 120) -> bytes:
    """A PNG that stands where a picture could not be made: an empty frame."""
    edge, inner = bytes(1) + b"\x90" * width, bytes(1) + b"\x90" + b"\xff" * (width - 2) + b"\x90"
    return _png(width, height, [edge, *([inner] * (height - 2)), edge])


def _png(width: int, height: int, lines: list[bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(b"".join(lines), 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
