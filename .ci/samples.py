"""Make the sample processes in models/ from the descriptions beside this script, in English and Chinese.

    .venv/bin/python .ci/samples.py [NAME …]

A description (.ci/samples/*.txt) says all once, with `|` between the English and the Chinese words: what a process
says about itself, its lanes, its steps by lane, column and row, its flows, its partners. `house.style` says how the
documents look, who signs, and what the organisation asks and says of its own. Ids are the same in both languages, and
a second run writes the same bytes.
"""

import random
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from sample_house import own_fields, write_house
from sample_parts import Part, described, in_both

from modeller.editing import identity
from modeller.editing.carried import process_of
from modeller.editing.chain_templates import frame_words
from modeller.editing.chains import made_of
from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.labels import move_label
from modeller.editing.lanes import split
from modeller.editing.phases import split as split_phases
from modeller.editing.place import place
from modeller.editing.pools import FLAT, close, make
from modeller.editing.properties import set_property
from modeller.editing.step import step
from modeller.editing.template import new_document
from modeller.editing.text import rename
from modeller.files.atomic import write_file
from modeller.interchange.tables import write_csv
from modeller.jobs.convert_model import save_model
from modeller.jobs.open_model import open_model
from modeller.jobs.value_chain import said_of, summed_up
from modeller.language import message
from modeller.layout.chains import Part as Activity
from modeller.layout.chains import Plan
from modeller.model.dictionary import ENTRY_KINDS
from modeller.model.document import Document
from modeller.model.own_fields import OwnField
from modeller.model.records import Bounds, Fragment
from modeller.notation.attributes import PREFIX
from modeller.notation.bpmn.values import BPMN
from modeller.resources import SAMPLES

LANGUAGES: Final = ("en", "zh")
SOURCES: Final = Path(__file__).with_name("samples")
COLUMN: Final = 160.0
ROW: Final = 120.0
LEFT: Final = 160.0
TOP: Final = 80.0
BAND: Final = 60.0
"""Left and top of the pool; room for the names of pool and lanes."""
APART: Final = 70.0
STRIP: Final = 30.0
TIMES: Final = {"after": "timeDuration", "cycle": "timeCycle"}
"""What a timer waits for, as the lines below it call it and as BPMN does."""
STEPS: Final = ("task", "user", "manual", "service", "send", "receive", "rule", "call")
TYPES: Final = {
    "start": ("startEvent", ""), "start-message": ("startEvent", "message"), "start-timer": ("startEvent", "timer"),
    "end": ("endEvent", ""), "end-message": ("endEvent", "message"), "end-terminate": ("endEvent", "terminate"),
    "catch": ("intermediateCatchEvent", "message"), "timer": ("intermediateCatchEvent", "timer"),
    "task": ("task", ""), "user": ("userTask", ""), "manual": ("manualTask", ""), "service": ("serviceTask", ""),
    "send": ("sendTask", ""), "receive": ("receiveTask", ""), "rule": ("businessRuleTask", ""),
    "call": ("callActivity", ""),
    "xor": ("exclusiveGateway", ""), "and": ("parallelGateway", ""), "or": ("inclusiveGateway", ""),
    "event": ("eventBasedGateway", ""),
    "data": ("dataObjectReference", ""), "store": ("dataStoreReference", ""),
    "limit": ("boundaryEvent", "timer"), "overdue": ("boundaryEvent", "escalation"),
    "note": ("textAnnotation", ""),
}  # fmt: skip

KINDS: Final = {
    **dict.fromkeys(("accountable", "consulted", "informed", "owner", "escalateTo"), "role"),
    "documents": "document", "records": "document", "systems": "system", "kpi": "kpi", "risk": "risk",
}  # fmt: skip
"""Which attributes name entries of the dictionary, and of which kind."""


class Maker:
    """One process, in one language."""

    def __init__(self, parts: list[Part], language: int, fields: tuple[OwnField, ...]) -> None:
        self.parts, self.language, self.fields = parts, language, fields
        self.document = Document()
        self.diagram, self.width = "", 0.0
        self.lanes: dict[str, float] = {}
        self.keys: dict[str, str] = {}

    def make(self) -> Document:
        self.document = document = new_document(language=("en", "zh_CN")[self.language])
        document.take_fields(self.fields)
        first = next(node for node in document.nodes() if node.type == "bpmn:participant")
        self.diagram = first.diagram or ""
        delete(document, [node.key for node in document.nodes() if node.type == "bpmn:startEvent"])
        columns = max(int(part.words[1]) for part in self.parts if part.kind == "process")
        self.width = BAND + COLUMN * columns + 20
        there: str | None = first.key
        process: Part | None = None
        lanes: list[Part] = []
        stages: list[Part] = []
        y = TOP
        for part in [*self.parts, Part("end of pools", [], ("", ""))]:
            if process is not None and part.kind in {"process", "partner", "end of pools"}:
                pool = there or make(document, self.diagram, 0, y + 5000)
                there, y = None, self._pool(pool, process, lanes, stages, y) + APART
                process, lanes, stages = None, [], []
            if part.kind == "process":
                process = part
            elif part.kind == "lane":
                lanes.append(part)
            elif part.kind == "phase":
                stages.append(part)
            elif part.kind == "partner":
                y = self._partner(part, y) + APART
        for part in self.parts:
            if part.kind in TYPES:
                self._place(part)
        for part in self.parts:
            if part.kind == "flow":
                self._flow(part)
        for part in self.parts:
            if part.kind == "label":
                move_label(document, self.keys[part.words[0]], *map(float, part.words[1:]))
        title = next(part for part in self.parts if part.kind in {"title", "process"})
        together = next(item for item in document.items() if item.type == "bpmn:collaboration")
        with step(document, message("editing.place")) as edit:
            edit.put(replace(together, text=self._said(title)))
        document.take_fields(())  # the library brings them
        return Document(document)

    def _said(self, part: Part) -> str:
        return part.names[self.language]

    def _pool(self, pool: str, process: Part, lanes: list[Part], stages: list[Part], top: float) -> float:
        """A pool with its lanes and phases, from `top` down; where it ends."""
        document = self.document
        heights = [ROW * float(lane.words[1]) + 10 for lane in lanes]
        top += STRIP if stages else 0
        self._bounds(pool, Bounds(LEFT, top, self.width, sum(heights)))
        made = split(document, pool, len(lanes)) if len(lanes) > 1 else (pool,)
        self._bounds(pool, Bounds(LEFT, top, self.width, sum(heights)))
        y = top
        for lane, key, height in zip(lanes, made, heights, strict=True):
            self.lanes[lane.words[0]] = y
            if key != pool:
                self._bounds(key, Bounds(LEFT + 30, y, self.width - 30, height))
                self._named(key, lane, lane.words[0])
            y += height
        if stages:
            self._stages(pool, stages)
        self._named(pool, process, process.words[0])
        whole = process_of(document, document[pool])  # type: ignore[arg-type]
        assert whole is not None
        with step(document, message("editing.place")) as edit:
            named = whole.properties.changed({"id": process.words[0]})
            edit.put(replace(whole, text=self._said(process), properties=named))
            node = document[pool]
            edit.put(replace(node, properties=node.properties.changed({"processRef": process.words[0]})))
        return y

    def _stages(self, pool: str, stages: list[Part]) -> None:
        edges = [LEFT + 30, *(LEFT + BAND + COLUMN * float(each.words[1]) for each in stages[1:]), LEFT + self.width]
        for key, stage, left, right in zip(
            split_phases(self.document, pool, len(stages)), stages, edges, edges[1:], strict=False
        ):
            node = self.document.node(key)
            assert node is not None
            assert node.bounds is not None
            self._bounds(key, node.bounds._replace(x=left, width=right - left))
            self._named(key, stage, stage.words[0])

    def _partner(self, part: Part, y: float) -> float:
        key = make(self.document, self.diagram, 0, y + 5000)
        close(self.document, key)
        self._bounds(key, Bounds(LEFT, y, self.width, FLAT))
        self._named(key, part, part.words[0])
        return y + FLAT

    def _bounds(self, key: str, bounds: Bounds) -> None:
        node = self.document.node(key)
        assert node is not None
        with step(self.document, message("editing.place")) as edit:
            edit.put(replace(node, bounds=bounds))

    def _place(self, part: Part) -> None:
        ident, lane, column, *rest = part.words
        type, trigger = TYPES[part.kind]
        if type == "boundaryEvent":
            host = self.document.node(self.keys[lane])
            assert host is not None
            assert host.bounds is not None
            x, y = host.bounds.x + 20 + 30 * float(column), host.bounds.bottom
        else:
            x = LEFT + BAND + COLUMN * (float(column) - 0.5) + 10
            y = self.lanes[lane] + 5 + ROW * (float(rest[0] if rest else 1) - 0.5)
        traits = {"trigger": trigger} if trigger else {}
        if "around" in rest:  # the work goes on
            traits["cancelActivity"] = "false"
        self._named(place(self.document, self.diagram, "bpmn:" + type, x, y, traits), part, ident)

    def _flow(self, part: Part) -> None:
        source, target, *rest = part.words
        key = connect(self.document, self.keys[source], self.keys[target])
        self._named(key, part, f"Flow_{source}_{target}")
        if "default" in rest:
            set_property(self.document, [self.keys[source]], "default", self.document[key].properties.text("id"))

    def _named(self, key: str, part: Part, ident: str) -> None:
        self.keys[ident] = key
        if self._said(part):
            rename(self.document, key, self._said(part))
        if part.kind == "process":
            ident = f"Pool_{ident}"
        set_property(self.document, [key], "id", ident)
        record = self.document[key]
        with step(self.document, message("editing.place")) as edit:
            edit.put(replace(record, properties=record.properties.changed({"di:id": f"{ident}_di"})))
        together: dict[str, list[str]] = {}
        for name, both in part.attributes:
            together.setdefault(name, []).append(both[self.language])
        if part.kind in STEPS:
            lane = next(each for each in self.parts if each.kind == "lane" and each.words[0] == part.words[1])
            answers = [both[self.language] for name, both in lane.attributes if name == "accountable"]
            together.setdefault("accountable", answers)
        for name in [*TIMES, *(["accountable"] if part.kind == "lane" else [])]:
            values = together.pop(name, [])
            if name in TIMES and values:
                self._waits(key, Fragment(BPMN + TIMES[name], text=values[0]))
        for name, values in together.items():
            full = name if name == "documentation" else PREFIX + name
            set_property(self.document, [key], full, "\n".join(values))

    def _waits(self, key: str, until: Fragment) -> None:
        record = self.document[key]
        timer = next(each for each in record.content if each.name == "timerEventDefinition")
        content = tuple(replace(timer, children=(until,)) if each is timer else each for each in record.content)
        with step(self.document, message("editing.place")) as edit:
            edit.put(replace(record, content=content))


def place_of(name: str, language: int) -> PurePosixPath:
    """Where the file of a process lies, in the folder of its language."""
    parts = described(SOURCES / f"{name}.txt")
    group = next(part for part in parts if part.kind == "folder")
    return PurePosixPath(group.names[language], f"{_title(parts, language)}.bpmn")


def _title(parts: list[Part], language: int) -> str:
    return next(part for part in parts if part.kind in {"title", "process"}).names[language]


def chain(parts: list[Part], language: int, home: Path) -> Document:
    """A value chain whose activities lead to the files of the processes that they stand for."""
    stages: list[Activity] = []
    for part in parts:
        said = {PREFIX + name: both[language] for name, both in part.attributes}
        if part.kind == "stage":
            stages.append(Activity(part.names[language], area=part.words[0], said=said))
        elif part.kind == "process":
            *area, name = part.words
            place = place_of(name, language)
            said = said_of(open_model(home / place).document) | said
            inside = Activity(place.stem, model=str(place), area=area[0] if area else stages[-1].area, said=said)
            if area:
                stages.append(inside)
            else:
                stages[-1] = replace(stages[-1], parts=(*stages[-1].parts, inside))
    summed = tuple(replace(stage, said={**summed_up(stage.parts), **stage.said}) for stage in stages)
    style = next(part for part in parts if part.kind == "style").words[0]
    words = frame_words(("en", "zh_CN")[language])
    return made_of(Plan(_title(parts, language), style, summed, words=words))


def dictionary(processes: list[list[Part]], language: int) -> bytes:
    """What the processes name, and what the list beside them says of it, as a table that the program takes in."""
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in (SOURCES / "dictionary.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, *cells = line.split("\t")
            name, other, *rest = (
                *in_both(cells[0])[:: 1 - 2 * language],
                *(in_both(cell)[language] for cell in cells[1:]),
            )
            known[kind, name] = (other, *rest)
    named = [part for parts in processes for part in parts]
    for part in named:
        if part.kind == "lane":
            _add(known, "role", part.names, language)
        for name, both in part.attributes:
            if name in KINDS:
                _add(known, KINDS[name], tuple(each.partition("\t")[0].strip() for each in both), language)
    rows = [(kind, name, *cells, *[""] * (4 - len(cells)), "active") for (kind, name), cells in known.items()]
    head = ("kind", "name", "translation", "synonyms", "parent", "definition", "state")
    return write_csv([head, *sorted(rows, key=lambda row: ENTRY_KINDS.index(row[0]))])


def _add(known: dict[tuple[str, str], tuple[str, ...]], kind: str, both: tuple[str, ...], language: int) -> None:
    known.setdefault((kind, both[language]), (both[1 - language],))


def main(names: Iterable[str]) -> None:
    """Write the named samples, or all and the dictionary that they share."""
    every = sorted(path.stem for path in SOURCES.glob("*.txt"))
    style = described(SOURCES / "house.style")
    for language, folder in enumerate(LANGUAGES):
        home, fields = SAMPLES / "service" / folder, own_fields(style, language)
        home.mkdir(parents=True, exist_ok=True)
        write_house(style, language, home)
        for name in list(names) or every:
            identity._random = random.Random(name)  # type: ignore[assignment]  # the same ids in every run
            target = home / place_of(name, language)
            target.parent.mkdir(parents=True, exist_ok=True)
            save_model(Maker(described(SOURCES / f"{name}.txt"), language, fields).make(), target)
            print(target)
        whole = dictionary([described(SOURCES / f"{name}.txt") for name in every], language)
        write_file(home / "dictionary.csv", whole)
        for source in sorted(SOURCES.glob("*.chain")):
            identity._random = random.Random(source.stem)  # type: ignore[assignment]
            made = chain(described(source), language, home)
            save_model(made, home / f"{_title(described(source), language)}.mchain")


if __name__ == "__main__":
    main(sys.argv[1:])
