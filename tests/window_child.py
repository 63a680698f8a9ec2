"""The program with its window, in which hands without a plan draw until somebody kills it: each step is told."""

import sys
from pathlib import Path

from canvas.hands import Hands
from journal_child import state
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from modeller import app
from modeller.model.document import Change
from modeller.ui.main_window import MainWindow


def page_of(application: QApplication) -> object:
    for widget in application.topLevelWidgets():
        if isinstance(widget, MainWindow) and widget.page is not None:
            return widget.page
    return None


def main() -> None:
    path, seed = Path(sys.argv[1]), int(sys.argv[2])
    application = app.make_application()
    made: list[Hands] = []

    def work() -> None:
        page = page_of(application)
        if page is None:
            return
        if not made:
            document = page.document  # type: ignore[attr-defined]

            def tell(_: Change, what: str) -> None:
                if what == "done":
                    undo, redo = document.depths
                    sys.stdout.write(f"{document.revision} {undo} {redo} {state(document)}\n")
                    sys.stdout.flush()

            document.subscribe(tell)  # behind the journal: what is told is written
            made.append(Hands(page.view, seed))  # type: ignore[attr-defined]
        made[0].step()

    timer = QTimer()
    timer.timeout.connect(work)
    timer.start(0)
    app.run([path], "en")


if __name__ == "__main__":
    main()
