"""Bring a dictionary in from a table and out into one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from modeller.files.atomic import write_file
from modeller.files.names import fits_a_line
from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.interchange.tables import read_table, write_csv, write_workbook
from modeller.language import Message, listed, message
from modeller.library.dictionary import add_entries, change_entry, entries
from modeller.library.folders import NAME_LIMIT
from modeller.library.store import Library
from modeller.model.dictionary import ENTRY_KINDS, ENTRY_STATES, Alike, Entry, NewEntry
from modeller.model.entries import Author
from modeller.validation.alike import plain
from modeller.validation.near_duplicates import near_duplicates

COLUMNS: Final = ("kind", "name", "translation", "synonyms", "parent", "definition", "state")
_HEADS: Final[Mapping[str, str]] = {
    **{name: name for name in COLUMNS},
    **dict.fromkeys(("名称", "中文名", "中文名称", "术语", "岗位", "角色", "部门", "name zh", "title"), "name"),
    **dict.fromkeys(
        ("英文", "英文名", "英文名称", "译名", "其他语言", "english", "name en", "other name"), "translation"
    ),
    **dict.fromkeys(("类别", "类型", "种类", "分类", "type", "category"), "kind"),
    **dict.fromkeys(("同义词", "别名", "简称", "曾用名", "aliases", "abbreviation"), "synonyms"),
    **dict.fromkeys(("上级", "上级部门", "所属", "所属部门", "belongs to"), "parent"),
    **dict.fromkeys(("定义", "说明", "描述", "职责", "description"), "definition"),
    **dict.fromkeys(("状态", "status"), "state"),
}
"""What columns are called in the lists that organisations keep."""

_KINDS: Final[Mapping[str, str]] = {
    **{name: name for name in ENTRY_KINDS},
    **dict.fromkeys(("角色", "岗位", "部门", "组织", "组织单元", "角色与组织", "roles", "unit", "department"), "role"),
    **dict.fromkeys(("文件", "表单", "单据", "文档", "文件与表单", "documents", "form"), "document"),
    **dict.fromkeys(("系统", "it系统", "信息系统", "it 系统", "systems", "it system", "application"), "system"),
    **dict.fromkeys(("指标", "绩效指标", "kpis", "metric"), "kpi"),
    **dict.fromkeys(("风险", "risks"), "risk"),
    **dict.fromkeys(("术语", "名词", "terms"), "term"),
}
_STATES: Final[Mapping[str, str]] = {
    **{name: name for name in ENTRY_STATES},
    **dict.fromkeys(("启用", "有效", "在用", "现行"), "active"),
    **dict.fromkeys(("停用", "废止", "作废"), "retired"),
    **dict.fromkeys(("拟用", "建议", "待定"), "proposed"),
}


@dataclass(slots=True)
class Report:
    """What came of an import: new entries, those that got something more, those that were as they are, and what not."""

    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    same: int = 0
    refused: list[Message] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    new: NewEntry
    parent: str


def import_dictionary(library: Library, path: Path | str, author: Author, kind: str = "") -> Report:
    """Put the rows of an .xlsx or .csv file into the dictionary. `kind` is that of rows that name none.

    The first row names the columns, in English or Chinese. A name that is there already gets what the row says more; a
    row that cannot be taken does not stop the others. Raises Problem where the file is no such table.
    """
    name = shown(path)
    table = read_table(read_bytes(path), name)
    columns = [_HEADS.get(cell.strip().lower(), "") for cell in table[0]] if table else []
    if "name" not in columns:
        raise Problem(message("tables.no_name", name=name))
    if "kind" not in columns and not kind:
        raise Problem(message("tables.no_kind", name=name, kinds=listed(ENTRY_KINDS)))
    report = Report()
    lines = [_line(row, number, columns, kind, report) for number, row in enumerate(table[1:], 2)]
    known = _by_name(library)
    new: dict[tuple[str, str], _Line] = {}
    old: dict[tuple[str, str], _Line] = {}
    for line in lines:
        if line is not None:
            key: tuple[str, str] = (line.new.kind, plain(line.new.name))
            (old if key in known else new).setdefault(key, line)
            report.same += key in new and new[key] is not line
    report.added = add_entries(library, [line.new for line in new.values()], author)
    for key, line in old.items():
        _complete(library, known[key], line.new, author, report)
    _join(library, [*new.values(), *old.values()], author, report)
    fresh = {each.id for each in report.added}
    found = near_duplicates(each for each in entries(library) if each.state != "retired")
    report.alike = [each for each in found if each.first.id in fresh or each.second.id in fresh]
    return report


def export_dictionary(library: Library, path: Path | str, kind: str = "") -> int:
    """Write the dictionary as .xlsx, or as CSV for any other ending; how many entries. `import_dictionary` reads it."""
    path = Path(path)
    found = entries(library, kind)
    names = {each.id: each.name for each in entries(library)}
    rows = [COLUMNS, *(_row(each, names) for each in found)]
    write_file(path, write_workbook(rows, "dictionary") if path.suffix.lower() == ".xlsx" else write_csv(rows))
    return len(found)


def _by_name(library: Library) -> dict[tuple[str, str], Entry]:
    return {(each.kind, plain(each.name)): each for each in entries(library)}


def _row(entry: Entry, names: Mapping[str, str]) -> tuple[str, ...]:
    synonyms = "; ".join(entry.synonyms)
    parent = names.get(entry.parent or "", "")
    return entry.kind, entry.name, entry.translation, synonyms, parent, entry.definition, entry.state


def _line(row: list[str], number: int, columns: list[str], usual: str, report: Report) -> _Line | None:
    cells = dict.fromkeys(COLUMNS, "")
    for column, cell in zip(columns, row, strict=False):
        if column and cell and not cells[column]:
            cells[column] = cell
    kind = _KINDS.get(cells["kind"].lower(), "") if cells["kind"] else usual
    state = _STATES.get(cells["state"].lower(), "") if cells["state"] else "active"
    name = " ".join(cells["name"].split())
    if not name or len(name) > NAME_LIMIT or not fits_a_line(name):
        report.refused.append(message("tables.row_name", row=number))
        return None
    if kind not in ENTRY_KINDS or not state:
        word = cells["state"] if kind in ENTRY_KINDS else cells["kind"]
        report.refused.append(message("tables.row_word", row=number, word=shown(word[:40])))
        return None
    synonyms = tuple(each for each in _split(cells["synonyms"]) if each != name)
    new = NewEntry(kind, name, cells["translation"], cells["definition"][:20_000], synonyms, None, state)  # type: ignore[arg-type]
    return _Line(number, new, " ".join(cells["parent"].split()))


def _split(text: str) -> list[str]:
    for mark in "；;、，,|\n":
        text = text.replace(mark, "\0")
    return [each.strip() for each in text.split("\0") if each.strip()]


def _complete(library: Library, entry: Entry, new: NewEntry, author: Author, report: Report) -> None:
    """Give an entry what the table says more; what it says already stays."""
    synonyms = tuple(dict.fromkeys((*entry.synonyms, *new.synonyms)))
    made = replace(
        entry,
        translation=entry.translation or new.translation,
        definition=entry.definition or new.definition,
        synonyms=tuple(each for each in synonyms if each != entry.name),
    )
    if made == entry:
        report.same += 1
        return
    values = {"translation": made.translation, "definition": made.definition, "synonyms": made.synonyms}
    report.changed.append(change_entry(library, entry.id, author, **values))


def _join(library: Library, lines: list[_Line], author: Author, report: Report) -> None:
    """Put entries below their parents, when all are there."""
    known = _by_name(library)
    for line in lines:
        if not line.parent:
            continue
        parent = known.get((line.new.kind, plain(line.parent)))
        child = known[line.new.kind, plain(line.new.name)]
        try:
            if parent is None:
                raise Problem(message("library.no_entry", name=shown(line.parent[:40])))
            if child.parent is None:
                change_entry(library, child.id, author, parent=parent.id)
        except Problem as problem:
            report.refused.append(message("tables.row", row=line.number, why=problem.message))
