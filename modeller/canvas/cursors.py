"""The forms of the pointer over handles."""

from PySide6.QtCore import Qt

RESIZES = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
}  # fmt: skip
"""By the sides that a handle moves."""
PLAIN = {Qt.CursorShape.ArrowCursor, Qt.CursorShape.CrossCursor, Qt.CursorShape.IBeamCursor,
          Qt.CursorShape.PointingHandCursor, *RESIZES.values()}  # fmt: skip
"""What the board itself sets; any other form is somebody else's."""
TOOLS = {"play": Qt.CursorShape.PointingHandCursor}
"""The forms that tools have besides the cross."""
