"""Cut, copy, paste and duplicate through the system's clipboard; text becomes steps; pictures for other programs."""

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QCursor, QGuiApplication

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.tools.gesture import attempt
from modeller.drawing import paint_svg
from modeller.drawing.displaylist import extent
from modeller.drawing.paint_qt import image, png
from modeller.drawing.theme import LIGHT
from modeller.editing import clipboard
from modeller.editing.carried import carried
from modeller.export.figures import language_tag
from modeller.jobs.describe_model import title as document_title
from modeller.language import current
from modeller.model.records import Node, Point
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.picture import picture

_DOTS = 300
"""Pixels an inch of a copied picture: what is pasted into a document is printed too."""
_UNITS = 96
"""Units an inch."""
_PIXELS = 40_000_000
"""So many at most; a picture that would need more is less sharp, not smaller."""
_MARGIN = 12.0


def copy(board: DrawingBoard) -> None:
    """Put what is selected on the clipboard, its names beside it as plain text."""
    _put(board, clipboard.copy(board.document, board.selection))


def cut(board: DrawingBoard) -> None:
    """The same, and away with it."""
    names = _names(board)
    made: list[bytes] = []
    attempt(board, lambda: made.append(clipboard.cut(board.document, board.selection)))
    if made:
        _put(board, made[0], names)


def _names(board: DrawingBoard) -> str:
    nodes = map(board.document.node, board.selection)
    return "\n".join(" ".join(node.text.split()) for node in nodes if isinstance(node, Node) and node.text)


def _put(board: DrawingBoard, data: bytes, names: str | None = None) -> None:
    if not data:
        return
    mime = QMimeData()
    mime.setData(clipboard.MIME, QByteArray(data))
    mime.setText(_names(board) if names is None else names)
    QGuiApplication.clipboard().setMimeData(mime)


def copy_picture(board: DrawingBoard) -> bool:
    """Put what is selected, with all in it and the flows between, on the clipboard: as SVG, and as PNG on white.

    Both say how large they are, so that they are pasted in the size in which they are drawn; the numbers, badges and
    colours are those that are shown. The whole diagram where nothing drawn is selected, and False then.
    """
    document, title = board.document, document_title(board.document)
    wanted, groups = _shown(board), picture(document, board.diagram, notation=board.notation)
    some = tuple(group for group in groups if group.element in wanted)
    groups = some or groups
    view = extent(groups).grown(_MARGIN)
    scale = min(_DOTS / _UNITS, (_PIXELS / (view.width * view.height)) ** 0.5)
    drawn = image(groups, LIGHT, view, scale)
    svg = paint_svg.paint(groups, LIGHT, view, title, language_tag(current()))
    mime = QMimeData()
    mime.setData("image/svg+xml", QByteArray(svg.encode("utf-8", "replace")))
    mime.setData("image/png", QByteArray(png(drawn, title)))
    mime.setImageData(drawn)
    QGuiApplication.clipboard().setMimeData(mime)
    return bool(some)


def _shown(board: DrawingBoard) -> set[str]:
    """The keys of what a picture of the selection shows."""
    document = board.document
    nodes = {node.key for node in carried(document, board.selection)}
    between = {flow.key for key in nodes for flow in document.outgoing(key) if flow.target in nodes}
    return nodes | between | set(board.selection)


def paste(board: DrawingBoard) -> None:
    """Elements where the pointer is, else in the middle of the view; lines of text as steps behind what is selected."""
    mime = QGuiApplication.clipboard().mimeData()
    at, document, made = _place(board), board.document, list[str]()
    if mime.hasFormat(clipboard.MIME):
        data = bytes(mime.data(clipboard.MIME).data())
        attempt(board, lambda: made.extend(clipboard.paste(document, board.diagram, data, at.x, at.y)))
    elif mime.hasText():
        chosen = document.node(board.selection[0]) if len(board.selection) == 1 else None
        after = chosen.key if chosen is not None and element_type(chosen).role is not Role.END else None
        attempt(
            board, lambda: made.extend(clipboard.paste_text(document, board.diagram, mime.text(), at.x, at.y, after))
        )  # fmt: skip
    if made:
        board.select(tuple(made))


def duplicate(board: DrawingBoard) -> None:
    """What is selected once more, a little beside."""
    made: list[str] = []
    attempt(board, lambda: made.extend(clipboard.duplicate(board.document, board.selection)))
    if made:
        board.select(tuple(made))


def _place(board: DrawingBoard) -> Point:
    if board.deeds.at is not None:
        return board.deeds.at
    port = board.viewport()
    at = port.mapFromGlobal(QCursor.pos())
    if not (port.rect().contains(at) and port.underMouse()):
        at = port.rect().center()
    return board.camera.at(at.x(), at.y())
