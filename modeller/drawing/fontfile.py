"""TrueType files read just as far as embedding needs: which glyph draws a character, and a font of only some glyphs."""

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from modeller.files.problem import Problem
from modeller.language import message

_HINTING: Final = ("cvt ", "fpgm", "prep")
_LONG_LOCA, _WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 1, 0x01, 0x08, 0x20, 0x40, 0x80


class Outline(NamedTuple):
    """What a document's font descriptor says, in font units."""

    units: int
    bounds: tuple[int, int, int, int]


class FontFile:
    """A TrueType file held open; tables are read when they are asked for. Made for the bundled fonts: no checks."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        count = struct.unpack_from(">H", self._data, 4)[0]
        self._tables: dict[str, tuple[int, int]] = {}
        for place in range(12, 12 + 16 * count, 16):
            tag, _, offset, length = struct.unpack_from(">4sLLL", self._data, place)
            self._tables[tag.decode("ascii")] = (offset, length)
        head = self.table("head")
        self.outline = Outline(struct.unpack_from(">H", head, 18)[0], struct.unpack_from(">4h", head, 36))
        long_offsets = struct.unpack_from(">h", head, 50)[0] == _LONG_LOCA
        self._loca = _big_endian("I" if long_offsets else "H", self.table("loca"))
        self._short = 1 if long_offsets else 2
        self._long_metrics = struct.unpack_from(">H", self.table("hhea"), 34)[0]
        self._first, self._last, self._glyph = self._read_cmap()

    def table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _read_cmap(self) -> tuple["array[int]", "array[int]", "array[int]"]:
        table = self.table("cmap")
        for place in range(4, 4 + 8 * struct.unpack_from(">H", table, 2)[0], 8):
            offset = struct.unpack_from(">HHL", table, place)[2]
            if struct.unpack_from(">H", table, offset)[0] == 12:
                count = struct.unpack_from(">L", table, offset + 12)[0]
                values = _big_endian("I", table[offset + 16 : offset + 16 + 12 * count])
                return values[0::3], values[1::3], values[2::3]
        raise ValueError("the font has no table of all its characters")

    def glyph(self, char: str) -> int:
        """The number of the glyph that draws a character, 0 where the font has none."""
        code = ord(char)
        place = bisect_right(self._first, code) - 1
        if place < 0 or code > self._last[place]:
            return 0
        return self._glyph[place] + code - self._first[place]

    def _outline(self, glyph: int) -> bytes:
        start = self._tables["glyf"][0]
        begin, end = self._loca[glyph] * self._short, self._loca[glyph + 1] * self._short
        return self._data[start + begin : start + end]

    def _metric(self, glyph: int) -> bytes:
        start = self._tables["hmtx"][0]
        if glyph < self._long_metrics:
            return self._data[start + 4 * glyph : start + 4 * glyph + 4]
        advance = self._data[start + 4 * (self._long_metrics - 1) : start + 4 * (self._long_metrics - 1) + 2]
        bearing = start + 4 * self._long_metrics + 2 * (glyph - self._long_metrics)
        return advance + self._data[bearing : bearing + 2]

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """A font file of these glyphs, renumbered from 1 in their order (0 stays what it is), for embedding only."""
        chosen = [0, *glyphs]
        place: dict[int, int] = {}
        for number, glyph in enumerate(chosen):
            place.setdefault(glyph, number)
        drawn, offsets, size = [], array("I", [0]), 0
        for glyph in chosen:  # grows while composed glyphs bring their parts
            outline = _renumbered(self._outline(glyph), chosen, place)
            outline += bytes(-len(outline) % 4)
            drawn.append(outline)
            size += len(outline)
            offsets.append(size)
        head, hhea, maxp = (bytearray(self.table(tag)) for tag in ("head", "hhea", "maxp"))
        struct.pack_into(">h", head, 50, _LONG_LOCA)
        struct.pack_into(">L", head, 8, 0)
        struct.pack_into(">H", hhea, 34, len(chosen))
        struct.pack_into(">H", maxp, 4, len(chosen))
        if sys.byteorder == "little":
            offsets.byteswap()
        tables = {
            "glyf": b"".join(drawn),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": b"".join(map(self._metric, chosen)),
            "loca": offsets.tobytes(),
            "maxp": bytes(maxp),
        }
        tables |= {tag: self.table(tag) for tag in _HINTING if tag in self._tables}
        return _file(tables)


def _big_endian(kind: str, data: bytes) -> "array[int]":
    values = array(kind)
    values.frombytes(data)
    if sys.byteorder == "little":
        values.byteswap()
    return values


def _renumbered(outline: bytes, chosen: list[int], place: dict[int, int]) -> bytes:
    """A glyph's outline; where it is composed of others, those are chosen too and named by their new numbers."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return outline
    changed = bytearray(outline)
    at, more = 10, True
    while more:
        flags, part = struct.unpack_from(">HH", changed, at)
        if part not in place:
            place[part] = len(chosen)
            chosen.append(part)
        struct.pack_into(">H", changed, at + 2, place[part])
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        more = bool(flags & _MORE)
    return bytes(changed)


def _checksum(data: bytes) -> int:
    return sum(_big_endian("I", data + bytes(-len(data) % 4))) & 0xFFFFFFFF


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    directory, body, offset = [], [], 12 + 16 * count
    for tag in sorted(tables):
        data = tables[tag]
        directory.append(struct.pack(">4sLLL", tag.encode("ascii"), _checksum(data), offset, len(data)))
        data += bytes(-len(data) % 4)
        body.append(data)
        offset += len(data)
    return head + b"".join(directory) + b"".join(body)


@lru_cache(maxsize=8)
def opened(path: Path) -> FontFile:
    """The font file, opened once in a process. Raises Problem where it is missing."""
    try:
        return FontFile(path)
    except OSError as error:
        raise Problem(message("documents.no_font", name=path.name)) from error
