"""What the sections of a policy document ask: the process, its parts and steps, words in the document's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from modeller.analysis.raci import Raci, raci
from modeller.analysis.steps import Step, steps
from modeller.analysis.survey import Survey, survey
from modeller.export.policy.blocks import Cell
from modeller.export.policy.job import PolicyJob
from modeller.export.policy.steps import Part, parts_of
from modeller.language import Message, listed, message, words
from modeller.model.records import Item, Node, Record
from modeller.notation.attributes import DECLARED, PREFIX, attribute_text, rows_of, said, told
from modeller.notation.bpmn.content import documentation
from modeller.notation.declared import own_said


class Told(NamedTuple):
    """One entry of an attribute: its cells, and the step that has it, None where it is the process's own."""

    cells: tuple[str, ...]
    step: Step | None


@dataclass(frozen=True)
class Context:
    """A job, looked at the way sections ask."""

    job: PolicyJob

    def say(self, key: str, **arguments: object) -> str:
        """A key in words, in the document's language."""
        return words(message(key, **arguments), self.job.language)

    def words(self, what: Message | str) -> str:
        """A message in words, in the document's language."""
        return words(what, self.job.language)

    @cached_property
    def processes(self) -> tuple[Item, ...]:
        """The processes that hold something: the one with the most elements first."""
        model = self.job.model
        held = [(item, sum(1 for _ in model.held(item.key))) for item in model.items("bpmn:process")]
        return tuple(item for item, count in sorted(held, key=lambda pair: -pair[1]) if count)

    @cached_property
    def about(self) -> tuple[Record, ...]:
        """What says something about the whole: the processes, then what holds their pools."""
        return (*self.processes, *self.job.model.items("bpmn:collaboration"))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The processes and their sub-processes, each with its steps in order."""
        titles = {step.key: self.say("policy.inside", name=self.name(step), number=step.number) for step in self.steps}
        return parts_of(self.job.model, self.steps, titles)

    @cached_property
    def survey(self) -> Survey:
        return survey(self.job.model)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps along the flow."""
        return steps(self.survey)

    @cached_property
    def steps_before(self) -> tuple[Step, ...]:
        """Those of the model that the change sheet compares with."""
        return steps(self.job.before) if self.job.before is not None else ()

    @cached_property
    def raci(self) -> Raci:
        return raci(self.survey)

    def node(self, step: Step) -> Node:
        """The shape of a step."""
        found = self.job.model[step.key]
        assert isinstance(found, Node)
        return found

    def name(self, step: Step) -> str:
        """The name of a step on one line, its kind where it has none."""
        return " ".join(step.name.split()) or self.words(step.kind)

    def titled(self, step: Step) -> str:
        """The number and name of a step."""
        return f"{step.number} {self.name(step)}".strip()

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The anchor of each step's place in the procedure, by its key; empty where that section is left out."""
        wanted = not self.job.sections or "procedure" in self.job.sections
        return {step.key: f"step {step.key}" for step in self.steps} if wanted else {}

    def step_text(self, step: Step, name: str) -> str:
        """The same of a step; of documents and systems also those that are drawn."""
        drawn = getattr(step, name, None)
        if isinstance(drawn, tuple):
            return "\n".join(map(str, drawn))
        return self.text(self.node(step), name)

    def text(self, record: Record, name: str) -> str:
        """The value of an attribute as people read it: quantities in words, one entry a line."""
        declared = DECLARED[PREFIX + name]
        return said(declared, attribute_text(record, declared.key), self.job.language)

    def own(self, record: Record) -> list[tuple[str, str]]:
        """The fields of the organisation's own that an element fills in: what each is called and says."""
        found = own_said(record, self.job.model, self.job.language)
        return [(self.words(declared.title), text) for declared, text in found]

    def first(self, name: str) -> str:
        """What the first process that says something says."""
        return next((found for record in self.about if (found := self.text(record, name))), "")

    def documentation(self) -> str:
        """What the file says in free words about the whole."""
        return next((found for record in self.about if (found := documentation(record).strip())), "")

    def told(self, name: str) -> Iterator[Told]:
        """The entries of an attribute, of the processes first, then step by step."""
        held: list[tuple[Record, Step | None]] = [(each, None) for each in self.processes]
        held += [(self.node(each), each) for each in self.steps]
        for record, step in held:
            for row in rows_of(record, PREFIX + name):
                if any(row):
                    yield Told(row, step)

    def listed(self, entries: Iterable[str]) -> str:
        """Several names on one line."""
        return listed(entries, self.job.language)

    def step_cell(self, step: Step | None) -> Cell:
        """A cell that names a step and leads to it; without one it stands for the whole process."""
        if step is None:
            return Cell(self.say("policy.whole_process"))
        return Cell(self.titled(step), link=self.link(step))

    def link(self, step: Step) -> str:
        """The link to what the procedure says of a step, ``""`` where it is left out."""
        anchor = self.anchors.get(step.key)
        return f"#{anchor}" if anchor else ""

    @cached_property
    def all_words(self) -> str:
        """All that the model says, to be searched for terms."""
        said_: list[str] = [self.job.title]
        for record in self.job.model:
            said_ += [record.text, documentation(record), *told(record)]
        return "\n".join(said_)

    def ends(self, kind: str) -> str:
        """The names of the start or end events of the first process."""
        if not self.processes:
            return ""
        found = [
            " ".join(each.text.split())
            for each in self.job.model.children(self.processes[0].key)
            if isinstance(each, Node) and each.type == kind and each.text.strip()
        ]
        return "\n".join(dict.fromkeys(found))
