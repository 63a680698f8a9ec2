"""The window's own colours, light and dark: a palette for Qt's Fusion style and one style sheet."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from modeller.drawing.theme import DARK, LIGHT, SOFT, Theme
from modeller.files.platform import has_own_fonts
from modeller.language import current
from modeller.resources import resource

_LETTERS = 13
"""The height of the letters in pixels that the style sheet is written for."""
_NARROW = QFont.Tag("pwid")
"""The OpenType feature of proportional widths: in the Chinese font it narrows quotation marks, dashes and dots."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours by what they are for. `picture` is the theme of the drawing board."""

    name: str
    picture: Theme
    window: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    hover: str
    pressed: str
    error: str
    warning: str
    good: str


LIGHT_LOOK = Look(
    "light", LIGHT,
    window="#f4f5f8", surface="#ffffff", raised="#ffffff", border="#e0e4ea", text="#1d2430", muted="#576174",
    accent="#1a5fc4", on_accent="#ffffff", accent_soft="#e6eefc", hover="#eaedf2", pressed="#dfe4ec",
    error="#b3242f", warning="#8a5000", good="#1f6b41",
)  # fmt: skip
DARK_LOOK = Look(
    "dark", DARK,
    window="#1d2126", surface="#22272d", raised="#2a3038", border="#363d48", text="#e3e7ed", muted="#a6b0be",
    accent="#6cb1ff", on_accent="#0f1722", accent_soft="#233a57", hover="#2d343d", pressed="#353e48",
    error="#ff8d94", warning="#f0b04e", good="#63c58f",
)  # fmt: skip
SOFT_LOOK = replace(LIGHT_LOOK, picture=SOFT)


def look_for(appearance: str, soft: bool = False) -> Look:
    """The look of a setting: ``light``, ``dark`` or ``system``; `soft` tints the shapes of a light drawing board."""
    if appearance == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        appearance = "dark" if scheme == Qt.ColorScheme.Dark else "light"
    if appearance == "dark":
        return DARK_LOOK
    return SOFT_LOOK if soft else LIGHT_LOOK


def apply(look: Look) -> None:
    """Give the whole program this look, and quotation marks as wide as the language in which it speaks has them."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if application.style().objectName().lower() != "fusion":
        application.setStyle("Fusion")
    application.setPalette(_palette(look))
    application.setFont(_spelt(application.font()))  # before the style sheet, which keeps what it finds
    application.setStyleSheet(_sheet(look, QFontInfo(application.font()).pixelSize()))


@lru_cache(maxsize=1)
def load_fonts() -> QFont:
    """Register the bundled fonts and return the window's font: the system's own with Chinese behind it.

    On Linux, where installations differ most, the bundled font comes first, so that both languages go together.
    """
    families: list[str] = []
    for name in ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf"):
        found = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(resource("fonts", name))))
        families += [family for family in found if family not in families]
    font = QApplication.font()
    system = [font.family()]
    font.setFamilies([*families, *system] if not has_own_fonts() else [*system, *families])
    if not has_own_fonts():
        font.setPixelSize(max(_LETTERS, QFontInfo(font).pixelSize()))  # larger where the person wants them larger
    return font


def _spelt(font: QFont) -> QFont:
    """A font with the marks of the language: the Chinese font's own are as wide as its letters."""
    font.setFeature(_NARROW, 0 if current().startswith("zh") else 1)
    return font


def _palette(look: Look) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, look.window), (roles.WindowText, look.text), (roles.Base, look.surface),
        (roles.AlternateBase, look.window), (roles.Text, look.text), (roles.Button, look.raised),
        (roles.ButtonText, look.text), (roles.BrightText, look.error), (roles.Highlight, look.accent),
        (roles.HighlightedText, look.on_accent), (roles.ToolTipBase, look.raised), (roles.ToolTipText, look.text),
        (roles.PlaceholderText, look.muted), (roles.Link, look.accent), (roles.LinkVisited, look.accent),
        (roles.Light, look.raised), (roles.Midlight, look.hover), (roles.Mid, look.border),
        (roles.Dark, look.border), (roles.Shadow, look.border), (roles.Accent, look.accent),
    ):  # fmt: skip
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        faded = QColor(look.muted)
        faded.setAlphaF(0.6)
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette


def _sheet(look: Look, letters: int) -> str:
    """The style sheet in a look's colours, its headings and small print as much larger as the letters are."""
    sheet = resource("themes", "window.qss").read_text("utf-8")
    icons = resource("icons").as_posix()
    for name in ("accent_soft", "on_accent", "accent", "window", "surface", "raised", "border", "text", "muted",
                 "hover", "pressed", "error", "warning", "good"):  # fmt: skip
        sheet = sheet.replace(f"@{name}", getattr(look, name))
    larger = max(1.0, letters / _LETTERS)
    sheet = re.sub(r"font-size: (\d+)px", lambda found: f"font-size: {round(int(found[1]) * larger)}px", sheet)
    return sheet.replace("@icons", icons)
