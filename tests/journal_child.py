"""A program that edits, to be killed: each step is told on its output when it has been committed."""

import hashlib
import random
import sys
from pathlib import Path

from modeller.jobs.journal import Keeper, Origin
from modeller.jobs.open_model import open_model
from modeller.language import message
from modeller.model.codec import encode
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Item, Node
from modeller.resources import SAMPLES

LABEL = message("window.name")


def beginning() -> Document:
    return Document([Item("process", "bpmn:process"), Diagram("diagram", "process")])


def act(document: Document, number: int) -> None:
    """The step of that number: the same in every run."""
    dice = random.Random(number)
    choice = dice.random()
    if choice < 0.15 and document.undoable:
        document.undo()
    elif choice < 0.25 and document.redoable:
        document.redo()
    else:
        with document.edit(LABEL) as edit:
            for place in range(dice.choice((1, 1, 1, 5, 450))):
                key = f"task {dice.randrange(600)}"
                if key in document and dice.random() < 0.3:
                    edit.remove(key)
                else:
                    bounds = Bounds(number, place, 100, 80)
                    edit.put(Node(key, "bpmn:task", "process", place, f"登记 {number}", "diagram", bounds))


def state(document: Document) -> str:
    """The document's records in one word."""
    return hashlib.sha256(encode(sorted(document, key=lambda record: record.key))).hexdigest()[:16]


def walk(folder: Path, seed: int) -> None:
    """Somebody without a plan works on a sample with all the verbs that there are."""
    from editing.walking import Walk

    document = open_model(SAMPLES / "order-fulfilment.bpmn").document
    keeper = Keeper(document, Origin("a.bpmn", "a.bpmn"), folder)
    walker = Walk(document, seed, document.diagrams()[0].key)
    for _ in range(2000):
        walker.step()
        sys.stdout.write(f"{document.revision} {state(document)}\n")
        sys.stdout.flush()
    keeper.leave()


def main() -> None:
    if sys.argv[2] == "walk":
        walk(Path(sys.argv[1]), int(sys.argv[3]))
        return
    document = beginning()
    keeper = Keeper(document, Origin("a.bpmn", "a.bpmn"), Path(sys.argv[1]))
    for number in range(int(sys.argv[2])):
        act(document, number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    keeper.leave()


if __name__ == "__main__":
    main()
