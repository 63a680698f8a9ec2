"""Colours by name: one display list, a dark canvas and white paper."""

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from modeller.drawing.colournames import NAMES

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})")
_RGB = re.compile(r"rgba?\( *(\d{1,3}) *, *(\d{1,3}) *, *(\d{1,3}) *(?:, *[\d.]+ *)?\)")


@dataclass(frozen=True, eq=False)
class Theme:
    """A set of colours. `foreign` says what becomes of colours that a file brought.

    They are kept, turned from light to dark with their hue kept, or made grey.
    """

    name: str
    colours: Mapping[str, str]
    foreign: Literal["keep", "turn", "grey"] = "keep"


_EDGED: Final = ("stage", "support", "manage", "margin", "unit", "paper", "system", "goal", "product")
"""The colours of value chains that have lines of their own."""

LIGHT: Final = Theme(
    "light",
    {
        "ink": "#1f2328",  # lines and text
        "paper": "#ffffff",  # behind everything
        "fill": "#ffffff",  # inside of shapes
        "faint": "#b6bdc6",  # lines that stand back: lane borders, guides
        "muted": "#59636e",  # text that stands back: footers, placeholders
        "accent": "#0b63ce",  # what is selected or linked
        "band": "#f1f4f7",  # the name band of pools and lanes
        "pool": "#ffffff",  # inside of pools and lanes
        "start": "#ffffff",  # inside of start events
        "event": "#ffffff",  # inside of intermediate and boundary events
        "end": "#ffffff",  # inside of end events
        "task": "#ffffff",  # inside of tasks
        "subprocess": "#ffffff",  # inside of sub-processes
        "gateway": "#ffffff",  # inside of gateways
        "data": "#ffffff",  # inside of data objects and stores
        "note": "#ffffff",  # behind text annotations
        "stage": "#dcebfa",  # inside of what adds value in a value chain; its bands and lines follow
        "stage-band": "#f3f8fd",
        "stage-edge": "#2563a8",
        "support": "#dff0e6",  # inside of what supports it
        "support-band": "#f2f9f5",
        "support-edge": "#23784f",
        "manage-band": "#f7f5fc",  # behind what leads it
        "manage-edge": "#6a4fa0",
        "margin": "#fbead0",  # what it yields, and for whom
        "margin-edge": "#a8690f",
        "unit": "#fdf4cf",  # what is attached to it
        "unit-edge": "#8f6f00",
        "paper-edge": "#59636e",
        "system": "#e6eef5",
        "system-edge": "#3d5f80",
        "goal": "#fde4e1",
        "goal-edge": "#b03a2e",
        "product": "#f3e6d6",
        "product-edge": "#7a5230",
        "error": "#c62828",
        "warning": "#a15c00",
        "hint": "#0b63ce",
        "good": "#1a7f37",
    },
)
"""White paper, as the standard draws; the default for documents."""

SOFT: Final = Theme(
    "soft",
    {
        **LIGHT.colours,
        "ink": "#24303c",
        "band": "#e6edf5",
        "pool": "#fbfcfe",
        "start": "#e3f4e6",
        "event": "#fdf3d8",
        "end": "#fbe4e2",
        "task": "#eaf2fc",
        "subprocess": "#f3f7fd",
        "gateway": "#fdf0d3",
        "data": "#f0f1f3",
        "note": "#fdfbf0",
    },
)
"""Paper with light fills by the kind of element."""

DARK: Final = Theme(
    "dark",
    {
        "ink": "#e2e6ea",
        "paper": "#181b1f",
        "fill": "#23272d",
        "faint": "#4a525c",
        "muted": "#98a2ad",
        "accent": "#5aa7ff",
        "band": "#2b3037",
        "pool": "#1c2024",
        "start": "#23272d",
        "event": "#23272d",
        "end": "#23272d",
        "task": "#23272d",
        "subprocess": "#1f2328",
        "gateway": "#23272d",
        "data": "#23272d",
        "note": "#1c2024",
        "stage": "#1f3c5c",
        "stage-band": "#1b242e",
        "stage-edge": "#6fb0f2",
        "support": "#1e4031",
        "support-band": "#1a2722",
        "support-edge": "#63c08f",
        "manage-band": "#242030",
        "manage-edge": "#b09ae6",
        "margin": "#4a3717",
        "margin-edge": "#e0ac55",
        "unit": "#453b12",
        "unit-edge": "#dcc04a",
        "paper-edge": "#98a2ad",
        "system": "#24323f",
        "system-edge": "#86b3dc",
        "goal": "#4a2522",
        "goal-edge": "#f08b80",
        "product": "#3f3020",
        "product-edge": "#d3a673",
        "error": "#ff7b72",
        "warning": "#e3b341",
        "hint": "#5aa7ff",
        "good": "#56d364",
    },
    "turn",
)
"""For the canvas at night."""

MONO: Final = Theme(
    "mono",
    {
        **LIGHT.colours,
        "ink": "#000000",
        "faint": "#808080",
        "muted": "#404040",
        "accent": "#000000",
        "band": "#ffffff",
        **dict.fromkeys(("stage", "support", "margin", "unit", "system", "goal", "product"), "#ffffff"),
        **{f"{name}-band": "#ffffff" for name in ("stage", "support", "manage")},
        **{f"{name}-edge": "#000000" for name in _EDGED},
        "error": "#000000",
        "warning": "#000000",
        "hint": "#000000",
        "good": "#000000",
    },
    "grey",
)
"""Black on white, for copying machines; colours of the file become greys."""

THEMES: Final = (LIGHT, SOFT, DARK, MONO)


def named(name: str) -> Theme:
    """The theme of that name. Raises KeyError where there is none."""
    for theme in THEMES:
        if theme.name == name:
            return theme
    raise KeyError(name)


@lru_cache(maxsize=4096)
def resolve(colour: str, theme: Theme) -> str:
    """A colour as ``#rrggbb``: a name of the theme, ``on:`` and a colour, or a colour that a file holds.

    Those are ``#rgb``, ``#rrggbb`` (with or without alpha), names of CSS and ``rgb(…)``; what is none of these is ink.
    """
    own = theme.colours.get(colour)
    if own is not None:
        return own
    if colour.startswith("on:"):
        return _ink_on(resolve(colour[3:], theme), theme)
    found = parsed(colour)
    if found is None:
        return theme.colours["ink"]
    return _adapted(found, theme)


def parsed(colour: str) -> str | None:
    """A colour as a file writes it as ``#rrggbb``; None where it is none."""
    text = colour.strip().lower()
    match = _HEX.fullmatch(text)
    if match:
        digits = match[1]
        return "#" + (digits[:6] if len(digits) >= 6 else "".join(digit * 2 for digit in digits[:3]))
    match = _RGB.fullmatch(text)
    if match:
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in match.groups())
    known = NAMES.get(text)
    return None if known is None else "#" + known


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of ``#rrggbb``, each from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _luminance(colour: str) -> float:
    """How bright a colour looks, by WCAG 2: 0 black, 1 white."""
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two ``#rrggbb`` by WCAG 2: 1 for none, 21 for black on white."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def _ink_on(colour: str, theme: Theme) -> str:
    """The theme's ink where it can be read on that colour, else the better of black and white."""
    ink = theme.colours["ink"]
    if contrast(ink, colour) >= 4.5:
        return ink
    return max("#ffffff", "#000000", key=lambda choice: contrast(choice, colour))


def _adapted(colour: str, theme: Theme) -> str:
    if theme.foreign == "keep":
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*channels(colour))
    if theme.foreign == "turn":
        if light in (0, 1):  # black on white is what files say when they mean no colour at all
            return theme.colours["fill" if light else "ink"]
        rgb = colorsys.hls_to_rgb(hue, 0.14 + (1 - light) * 0.74, saturation * 0.75)
    else:
        red, green, blue = channels(colour)
        rgb = (0.299 * red + 0.587 * green + 0.114 * blue,) * 3
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
