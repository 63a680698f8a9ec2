"""Settings outlive the program, and a broken file does no harm."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from window_kit import small_model

from modeller.canvas.tools.board import SnapGrid
from modeller.canvas.tools.snapping import to_grid
from modeller.model.reading import Model
from modeller.model.records import Bounds
from modeller.ui.settings import GRIDS, RECENT, Settings, SettingsFile, decoded, existing, with_recent
from modeller.validation.check import check
from modeller.validation.sets import decoded as decoded_rules


def test_what_was_set_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    SettingsFile(path).change(appearance="dark", wheel_zooms=True, recent=("/a.bpmn",), export={"page": "A3"})
    again = SettingsFile(path).values
    assert again.appearance == "dark"
    assert again.wheel_zooms
    assert again.recent == ("/a.bpmn",)
    assert again.export == {"page": "A3"}


def test_a_notation_that_there_is_not_is_not_remembered() -> None:
    assert decoded(b'{"notation": "flowchart"}').notation == "flowchart"
    assert decoded(b'{"notation": "uml"}').notation == "bpmn"


def test_a_grid_that_is_not_offered_is_not_remembered() -> None:
    assert decoded(b'{"grid": 25}').grid == 25
    assert decoded(b'{"grid": 0}').grid == 0
    assert decoded(b'{"grid": -3}').grid == Settings().grid


@given(st.sampled_from([side for side in GRIDS if side]), st.integers(-2000, 2000), st.integers(-2000, 2000))
def test_what_snapped_to_any_grid_that_is_offered_is_not_off_the_grid(side: int, x: int, y: int) -> None:
    model = small_model()
    task = model.node("check")
    assert task is not None
    grid, rules = SnapGrid(side), decoded_rules(b'{"rules": {"off_the_grid": "hint"}}', "grid")
    found = []
    for middle in ((to_grid(x, grid), to_grid(y, grid)), (to_grid(x, grid) + 2, to_grid(y, grid))):
        placed = replace(task, bounds=Bounds(middle[0] - 50, middle[1] - 40, 100, 80))
        others = [record for record in model if record.key != task.key]
        found.append({key for each in check(Model([*others, placed]), rules).findings for key in each.elements})
    assert task.key not in found[0]
    assert task.key in found[1]


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b"\xff\xfe", b"null", b'"x"', b"[" * 100_000])
def test_a_broken_file_gives_the_defaults_and_is_kept_beside(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(data)
    assert SettingsFile(path).values == Settings()
    assert (tmp_path / "settings.json.bad").read_bytes() == data


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*Settings.__dataclass_fields__, "unknown"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text() | st.integers(), max_size=3)),
    )
)
def test_no_value_of_the_wrong_kind_gets_in(held: dict[str, object]) -> None:
    values = decoded(json.dumps(held).encode())
    usual = Settings()
    for name in Settings.__dataclass_fields__:
        assert type(getattr(values, name)) is type(getattr(usual, name))
    assert values.appearance in ("system", "light", "dark")
    assert all(isinstance(path, str) for path in values.recent)


def test_settings_that_cannot_be_written_are_used_all_the_same(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    file = SettingsFile(blocked / "settings.json")
    assert file.change(appearance="dark").appearance == "dark"
    assert file.values.appearance == "dark"


def test_the_latest_file_comes_first_and_once_and_the_list_has_an_end() -> None:
    values = Settings(recent=tuple(f"/{number}" for number in range(RECENT)))
    recent = with_recent(values, Path("/3"))
    assert recent[0] == "/3"
    assert len(recent) == len(set(recent)) == RECENT
    assert len(with_recent(values, Path("/new"))) == RECENT


def test_files_that_are_gone_are_left_out(tmp_path: Path) -> None:
    here = tmp_path / "here.bpmn"
    here.write_text("")
    assert existing((str(here), str(tmp_path / "gone.bpmn"), "/\0/odd")) == (str(here),)


def test_the_author_is_named_with_the_organisation() -> None:
    assert Settings().named == ""
    assert Settings(author="王芳").named == "王芳"
    assert Settings(author="Ada", organisation="Acme").named == "Ada, Acme"
