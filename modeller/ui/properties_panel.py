"""What is known of the selected element, to be read: kind, documentation, properties. Plain text throughout."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from modeller.language import Message, message, say, words
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Item, Node, Record
from modeller.notation.bpmn.content import documentation
from modeller.notation.catalogue import element_type, flow_type
from modeller.ui.model_page import ModelPage
from modeller.ui.wording import Wording

_YES_OR_NO = {"true": "window.yes", "false": "window.no"}
_LONGEST = 4000
_MOST = 60


class PropertiesPanel(QScrollArea):
    """Shows the page's selection, or the model where nothing is selected."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page: ModelPage | None = None
        self._shown: tuple[object, ...] = ()
        self.wording = Wording(self)
        self.wording.put(self.setAccessibleName, message("window.side.properties"))
        self.wording.each(self._fill)

    def show_page(self, page: ModelPage | None) -> None:
        self._page = page
        state: tuple[object, ...] = ()
        if page is not None:
            state = (id(page), page.diagram.key, page.selection, page.document.revision)
        if state != self._shown:
            self._shown = state
            self._fill()

    def _fill(self) -> None:
        body = QWidget()
        body.setObjectName("plain")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(18, 16, 18, 18)
        layout.setSpacing(3)
        for style, text in self._lines():
            if not text:
                continue
            label = QLabel(body)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
            label.setWordWrap(True)
            label.setObjectName(style)
            label.setMinimumWidth(10)
            if style in ("field", "section"):
                layout.addSpacing(8 if style == "field" else 14)
            elif style != "heading":
                label.setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
                )
            layout.addWidget(label)
        layout.addStretch(1)
        self.setWidget(body)

    def _lines(self) -> list[tuple[str, str]]:
        page = self._page
        if page is None:
            return [("muted", say("window.side.nothing"))]
        if len(page.selection) > 1:
            return [("heading", say("window.selected", count=len(page.selection)))]
        if page.selection:
            record = page.document.get(page.selection[0])
            if record is not None:
                return record_lines(page.document, record)
        return _model_lines(page)


def kind_of(record: Record) -> str:
    """What kind of element it is, in words."""
    if isinstance(record, Node):
        return words(Message(element_type(record).label))
    if isinstance(record, Flow):
        return words(Message(flow_type(record).label))
    if isinstance(record, Diagram):
        return say("window.kind.diagram")
    return record.type.rpartition(":")[2]


def record_lines(model: Model, record: Record) -> list[tuple[str, str]]:
    """Styles and texts, from top to bottom."""
    name = record.text.strip()
    lines = [("heading", name or say("window.side.unnamed")), ("muted", kind_of(record))]
    if isinstance(record, Flow):
        lines += _field("window.side.source", _name(model, record.source))
        lines += _field("window.side.target", _name(model, record.target))
    if isinstance(record, Node):
        lines += _field("window.side.lane", ", ".join(filter(None, (_name(model, lane) for lane in record.lanes))))
        lines += _field("window.side.host", _name(model, record.host))
    lines += _field("window.side.documentation", documentation(record))
    shown = {"id", "name"}
    known = element_type(record).properties if isinstance(record, Node) else ()
    for prop in known:
        value = record.properties.get(prop.key)
        if value is not None and str(value) and prop.key not in shown:
            shown.add(prop.key)
            yes_or_no = prop.kind == "yes or no" and str(value) in _YES_OR_NO
            shown_value = say(_YES_OR_NO[str(value)]) if yes_or_no else str(value)
            lines += [("field", words(Message(prop.label))), ("value", shown_value)]
    rest = [
        (key, value) for key, value in record.properties.items()
        if key not in shown and not key.startswith("di:") and str(value)
    ]  # fmt: skip
    if rest:
        lines.append(("section", say("window.side.attributes")))
        for key, value in rest[:_MOST]:
            lines += [("field", key.rpartition("}")[2]), ("value", str(value))]
    lines += _field("window.side.id", record.properties.text("id"))
    return lines


def _field(key: str, value: str) -> list[tuple[str, str]]:
    return [("field", say(key)), ("value", value)] if value else []


def _name(model: Model, key: str | None) -> str:
    record = model.get(key)
    if record is None or isinstance(record, Item):
        return record.text if record is not None else ""
    return " ".join(record.text.split()) or kind_of(record)


def _model_lines(page: ModelPage) -> list[tuple[str, str]]:
    model = page.document
    nodes = sum(1 for item in page.scene.items.values() if isinstance(item.record, Node))
    flows = sum(1 for item in page.scene.items.values() if isinstance(item.record, Flow))
    lines = [("heading", page.file.name)]
    if page.file.placed:
        lines.append(("muted", say("window.side.placed")))
    lines += _field("window.side.path", str(page.file.path))
    lines += _field("window.side.diagrams", str(len(model.diagrams())))
    lines += _field("window.side.here", say("window.side.nodes_and_flows", nodes=nodes, flows=flows))
    scope = model.get(page.diagram.scope)
    if scope is not None:
        lines += _field("window.side.documentation", documentation(scope))
    return lines
