"""What is wrong, on the board: which elements are marked, and words under the pointer."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from modeller.canvas.drawing_board import DrawingBoard
from modeller.language import words
from modeller.model.entries import SEVERITIES, Finding, Severity

_MOST: Final = 6


def marked(findings: tuple[Finding, ...]) -> dict[str, Severity]:
    """The elements to mark, each with the worst that was found of it."""
    found: dict[str, Severity] = {}
    for finding in findings:
        for key in finding.elements[:1]:
            if key not in found or SEVERITIES.index(finding.severity) < SEVERITIES.index(found[key]):
                found[key] = finding.severity
    return found


class Tips(QObject):
    """Says what is wrong with the element under the pointer."""

    def __init__(self, board: DrawingBoard, findings: Callable[[], tuple[Finding, ...]]) -> None:
        super().__init__(board)
        self._board, self._findings = board, findings
        board.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        board = self._board
        if not board.marks.problems:
            return False
        at = board.camera.at(event.pos().x(), event.pos().y())
        key = board.problem_at(event.pos().x(), event.pos().y()) or board.scene.hit(*at, board.camera.zoom)
        lines = [words(each.message) for each in self._findings() if each.elements[:1] == (key,)]
        if not lines:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), _plain("\n".join(lines[:_MOST])), board.viewport())
        return True


def _plain(text: str) -> str:
    """As Qt shows it unchanged: what looks like markup to it is none."""
    return text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
