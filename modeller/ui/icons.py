"""The window's icons: line drawings of our own, tinted with the look's colours."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from modeller.resources import resource
from modeller.ui.theme import Look

_SIZES = (16, 20)


@lru_cache(maxsize=256)
def icon(name: str, colour: str, faded: str) -> QIcon:
    """The icon in a colour; `faded` is for what is disabled."""
    made = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faded)):
        for size in _SIZES:
            made.addPixmap(picture(name, tint, size, ceil(QGuiApplication.primaryScreen().devicePixelRatio())), mode)
    return made


@lru_cache(maxsize=512)
def picture(name: str, colour: str, size: int, ratio: float = 1) -> QPixmap:
    """The icon as a picture of `size` pixels on a screen of that pixel ratio."""
    source = _drawing(name).replace("currentColor", QColor(colour).name())
    renderer = QSvgRenderer(QByteArray(source.encode()))
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


def tinted(name: str, look: Look, strong: bool = False) -> QIcon:
    """The icon as the look shows it; `strong` in the accent colour."""
    faded = QColor(look.muted)
    return icon(name, look.accent if strong else look.text, _mixed(faded, QColor(look.window)).name())


def _mixed(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() + other.red()) // 2, (one.green() + other.green()) // 2, (one.blue() + other.blue()) // 2
    )  # fmt: skip


def dress(button: QAbstractButton, name: str, look: Look, size: int = 20) -> None:
    """Put the icon on a button."""
    button.setIcon(tinted(name, look))
    button.setIconSize(QSize(size, size))


def app_icon() -> QIcon:
    return QIcon(str(resource("icons", "app.svg")))
