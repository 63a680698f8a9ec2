"""What the organisation of the samples asks and says of its own, from .ci/samples/house.style."""

import json
from dataclasses import replace
from pathlib import Path

from sample_parts import Part

from modeller.files.atomic import write_file
from modeller.library import workflow
from modeller.model.approval import KINDS, Action, Signatory, State, Step, Workflow
from modeller.model.house_style import Clause, HouseStyle, checked_clause, checked_style
from modeller.model.house_style_json import House, house_data
from modeller.model.own_fields import OwnField, encoded

FIELDS, STYLE, APPROVAL = "own-fields.json", "house-style.json", "approval.json"


def write_house(parts: list[Part], language: int, home: Path) -> None:
    """The three files beside the models, as the command line takes them too."""
    style = json.dumps(house_data(house(parts, language)), ensure_ascii=False, indent=1)
    fields = "".join(encoded(each) + "\n" for each in own_fields(parts, language))
    signed = workflow.encode(approval(parts, language))
    for name, text in ((STYLE, style + "\n"), (FIELDS, fields), (APPROVAL, signed + "\n")):
        write_file(home / name, text.encode())


def own_fields(parts: list[Part], language: int) -> tuple[OwnField, ...]:
    """The fields that the organisation asks for, with names and choices in both languages and in one."""
    found = []
    for place, part in enumerate((each for each in parts if each.kind == "field"), 1):
        key, kind, *holders = part.words
        names = tuple(zip(("en", "zh_CN"), part.names, strict=True))
        choices = tuple(both[language] for _, both in part.attributes)
        found.append(OwnField(key, names, kind, tuple(holders), choices, position=place))  # type: ignore[arg-type]
    return tuple(found)


def house(parts: list[Part], language: int) -> House:
    """The style and the clauses; of a clause the folder is that of the catalogue's ``samples.folder.<name>``."""
    said = {part.kind: part.names[language] for part in parts if not part.words}
    clauses = []
    for order, part in enumerate((each for each in parts if each.kind == "clause"), 1):
        where, section, folder = (*part.words, "", "", "")[:3]
        text = "\n".join(both[language] for _, both in part.attributes)
        clause = Clause(part.names[language], text, section, where == "before", folder=folder, order=order)
        clauses.append(checked_clause(replace(clause, id=f"sample-clause-{order}")))
    return House(
        checked_style(HouseStyle(
            said["organisation"], accent=said["accent"], numbering=said["numbering"],  # type: ignore[arg-type]
            signatures=tuple(part.names[language] for part in parts if part.kind == "sign"),
            serif=said["serif"] == "true", foot=said["foot"],
        )),
        tuple(clauses),
    )  # fmt: skip


def approval(parts: list[Part], language: int) -> Workflow:
    """Who signs before which state; a version can be sent back from each of them, and is withdrawn as usual."""
    own = [State(part.words[0], part.words[1], part.names[language]) for part in parts if part.kind == "state"]  # type: ignore[arg-type]
    states = [state for kind in KINDS for state in (State(kind, kind), *(each for each in own if each.kind == kind))]
    steps, before = [], "draft"
    for after in dict.fromkeys(part.words[0] for part in parts if part.kind == "sign"):
        who = tuple(Signatory(part.names[language]) for part in parts if part.kind == "sign" and part.words[0] == after)
        action: Action = "submit" if before == "draft" else "approve"
        steps.append(Step(action, before, after, who, four_eyes=action == "approve"))
        steps += [Step("reject", after, "draft")]
        before = after
    steps += [Step("publish", "approved", "published"), *(Step("retire", each, "retired") for each in KINDS[2:4])]
    return Workflow(tuple(states), tuple(steps))
