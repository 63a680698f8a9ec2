"""The menus whose entries change: recent files, kept pictures, templates, samples, windows."""

from pathlib import Path

from PySide6.QtWidgets import QMenu

from modeller.editing.template import TEMPLATES
from modeller.language import say
from modeller.resources import SAMPLES
from modeller.ui import beginning, kept_picture
from modeller.ui.desk import Window
from modeller.ui.menus import add_path
from modeller.ui.start_page import sample_name


def fill_menu(window: Window, name: str, menu: QMenu) -> None:
    """Put the entries into the menu of this name, which is about to show."""
    desk = window.desk
    if name == "recent":
        for text in desk.recent():
            add_path(menu, Path(text), Path(text).name, lambda path: desk.open(path, window))
        if not menu.isEmpty():
            menu.addSeparator()
        clear = menu.addAction(say("window.recent.clear"))
        clear.setEnabled(bool(desk.settings.recent))
        clear.triggered.connect(lambda: desk.set(recent=()))
    elif name == "kept":
        kept_picture.fill_menu(window, menu)
    elif name == "templates":
        for template in TEMPLATES:
            action = menu.addAction(say(f"saving.template.card.{template}"))
            action.triggered.connect(lambda _=False, template=template: beginning.new(window, template))
    elif name == "samples":
        for path in samples():
            add_path(menu, path, sample_name(path), lambda chosen: beginning.from_sample(window, chosen))
    else:
        for each in desk.windows:
            action = menu.addAction(each.windowTitle().replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each is window)
            action.triggered.connect(lambda _=False, each=each: (each.raise_(), each.activateWindow()))


def samples() -> tuple[Path, ...]:
    """The models that the program brings."""
    return tuple(sorted(SAMPLES.glob("*.bpmn"))) if SAMPLES.is_dir() else ()
