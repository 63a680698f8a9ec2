"""The menu of what is under the pointer, or selected: commands of the one table, those that do something now."""

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from modeller.canvas.signs import pixels
from modeller.canvas.tools.handles import box_of
from modeller.language import message, words
from modeller.model.records import Flow, Node, Point
from modeller.ui.actions import Actions
from modeller.ui.model_page import ModelPage

NAME: Final = "context_menu"
_ALIGN: Final = (
    "align_left", "align_centre", "align_right", "-", "align_top", "align_middle", "align_bottom", "-",
    "distribute_x", "distribute_y", "distribute_gap", "same_size",
)  # fmt: skip
_SELECTED: Final = (
    "write", "append_list", "connect", "change_type", "-",
    "enter", "link_model", "unlink_model", "expand", "collapse", "wrap", "unwrap", "-",
    "lane_above", "lane_below", "lane_split", "lane_turn", "-",
    "phase_before", "phase_after", "phase_split", "-", "pool_close", "pool_open", "-",
    "add_bend", "remove_bend", "straighten", "lay_anew", "reset_label", "-",
    "bold", "text_larger", "text_smaller", "align", "-",
    "cut", "copy", "paste", "duplicate", "copy_picture", "-",
    "lock", "unlock", "-", "delete",
)  # fmt: skip
_NOTHING: Final = ("paste", "select_all", "-", "find", "replace", "-", "up", "fit", "actual_size", "-", "copy_picture")


def show(actions: Actions, page: ModelPage, place: QPoint | None, at: Point | None) -> QMenu:
    """Show the menu at a place of the screen, without one beside what is selected; `at` is the same in the diagram."""
    old = page.findChild(QMenu, NAME)
    if old is not None:
        old.close()
    menu = QMenu(page)
    menu.setObjectName(NAME)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _fill(menu, actions, page, _SELECTED if page.selection else _NOTHING)
    deeds = page.view.deeds
    deeds.at = at

    def forget() -> None:
        if deeds.at is at:
            deeds.at = None

    menu.destroyed.connect(forget)
    menu.popup(place if place is not None else _beside(page))
    if place is None and menu.actions():
        menu.setActiveAction(menu.actions()[0])
    return menu


def _fill(menu: QMenu, actions: Actions, page: ModelPage, names: tuple[str, ...]) -> None:
    for name in names:
        if name == "-":
            if menu.actions() and not menu.actions()[-1].isSeparator():
                menu.addSeparator()
        elif name == "align":
            if len(page.selection) > 1:
                inner = menu.addMenu(words(message("window.menu.align")))
                _fill(inner, actions, page, _ALIGN)
        elif actions[name].isEnabled() and _leads(page, name):
            menu.addAction(actions[name])
    if menu.actions() and menu.actions()[-1].isSeparator():
        menu.removeAction(menu.actions()[-1])


def _leads(page: ModelPage, name: str) -> bool:
    """Whether a command that goes elsewhere leads anywhere from here."""
    if name == "enter":
        return len(page.selection) == 1 and page.selection[0] in page.view.marks.ways_in
    return name != "up" or page.breadcrumb.up.isEnabled()


def _beside(page: ModelPage) -> QPoint:
    """At the lower right of what is selected, as far as that is in view; in the middle of the view for nothing."""
    port = page.view.viewport()
    inside = port.rect().adjusted(8, 8, -8, -8)
    spot = inside.center()
    for key in page.selection[:1]:
        record = page.document.get(key)
        box = box_of(record) if isinstance(record, Node | Flow) else None
        if box is not None:
            shape = pixels(box, page.view.camera)
            spot = QPoint(round(shape.center().x()), round(shape.center().y()))
    x, y = min(max(spot.x(), inside.left()), inside.right()), min(max(spot.y(), inside.top()), inside.bottom())
    return port.mapToGlobal(QPoint(x, y))
