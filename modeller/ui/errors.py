"""Faults of our own: a report is written, one dialog says so, and the program stays."""

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QThread, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from modeller.files.report import write_report
from modeller.language import message, words

_told: set[str] = set()
_relay: "_Relay | None" = None


class _Relay(QObject):
    """Brings faults of other threads to the GUI thread."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.told.connect(_say, Qt.ConnectionType.QueuedConnection)


def install() -> Callable[[], None]:
    """Catch what nobody caught, from all threads; the result puts things back as they were."""
    global _relay
    _relay = _Relay()
    before, before_threads = sys.excepthook, threading.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
        else:
            report(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            report(args.exc_value)

    sys.excepthook, threading.excepthook = hook, thread_hook
    qInstallMessageHandler(_qt_said)

    def restore() -> None:
        global _relay
        sys.excepthook, threading.excepthook = before, before_threads
        qInstallMessageHandler(None)
        _relay = None
        _told.clear()

    return restore


def report(error: BaseException) -> None:
    """Write a report of the fault and say so once: not again for the same place."""
    text = "".join(traceback.format_exception(error))
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else repr(error)
    if place in _told:
        return
    _told.add(place)
    where = write_report(error)
    print(text, file=sys.stderr)  # noqa: T201  (for who runs it from a terminal)
    if _relay is not None and QApplication.instance() is not None:
        _relay.told.emit(where)


def _say(where: str) -> None:
    if QThread.currentThread() is not QApplication.instance().thread():  # type: ignore[union-attr]
        return
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.Critical)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(words(message("window.fault.title")))
    box.setText(words(message("window.fault.text")))
    box.setInformativeText(words(message("window.fault.report", path=where)) if where else "")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        write_report(f"Qt: {text}")
    if kind is not QtMsgType.QtDebugMsg:
        print(text, file=sys.stderr)  # noqa: T201
