"""Cut, copy, paste and duplicate through the system's clipboard, between documents and windows; text becomes steps."""

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QCursor, QGuiApplication

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.tools.gesture import attempt
from modeller.editing import clipboard
from modeller.model.records import Node, Point


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
    nodes = [board.document.node(key) for key in board.selection]
    return "\n".join(" ".join(node.text.split()) for node in nodes if isinstance(node, Node) and node.text)


def _put(board: DrawingBoard, data: bytes, names: str | None = None) -> None:
    if not data:
        return
    mime = QMimeData()
    mime.setData(clipboard.MIME, QByteArray(data))
    mime.setText(_names(board) if names is None else names)
    QGuiApplication.clipboard().setMimeData(mime)


def paste(board: DrawingBoard) -> None:
    """Elements where the pointer is, else in the middle of the view; lines of text as steps behind what is selected."""
    mime = QGuiApplication.clipboard().mimeData()
    at, document, made = _place(board), board.document, list[str]()
    if mime.hasFormat(clipboard.MIME):
        data = bytes(mime.data(clipboard.MIME).data())
        attempt(board, lambda: made.extend(clipboard.paste(document, board.diagram, data, at.x, at.y)))
    elif mime.hasText():
        after = board.selection[0] if len(board.selection) == 1 and document.node(board.selection[0]) else None
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
