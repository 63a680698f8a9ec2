"""An element as a screen reader says it: "user task 登记投诉, lane 客服, phase 受理, next 判断级别"."""

from modeller.canvas.tools import walk
from modeller.language import say, set_apart, words
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.bpmn.phases import phase_of
from modeller.notation.titles import kind, name, title

_MOST = 8


def spoken(model: Model, keys: tuple[str, ...]) -> str:
    """One element with its lane, its phase and what comes next; of several their names."""
    records = [record for key in keys[:_MOST] if isinstance(record := model.get(key), Node | Flow)]
    if len(keys) != 1 or not records:
        return set_apart(filter(None, (name(record, model) for record in records)))
    record = records[0]
    if isinstance(record, Flow):
        return title(record, model)
    parts = [say("canvas.spoken.element", kind=words(kind(record, model)), name=name(record, model)).strip()]
    lanes = [lane.text for key in record.lanes if (lane := model.get(key)) is not None and lane.text]
    if lanes:
        parts.append(say("canvas.spoken.lane", lane=lanes[-1]))
    phase = phase_of(model, record)
    if phase is not None and phase.text:
        parts.append(say("canvas.spoken.phase", phase=" ".join(phase.text.split())))
    after = [_called(model, key) for key in walk.branches(model, record.key)]
    if after:
        parts.append(say("canvas.spoken.next", next=say("canvas.spoken.or").join(after)))
    return say("canvas.spoken.and").join(parts)


def _called(model: Model, key: str) -> str:
    record = model.get(key)
    if not isinstance(record, Node | Flow):
        return ""
    return name(record, model) or words(kind(record, model))
