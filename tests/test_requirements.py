"""A missing tool or folder is skipped on a laptop and fails in the CI run."""

from pathlib import Path

import pytest
import requirements


def test_a_missing_requirement_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "missing", lambda name: f"{name} is not there")
    monkeypatch.setattr(requirements, "REQUIRED", frozenset())
    with pytest.raises(pytest.skip.Exception, match="poppler is not there"):
        requirements.require("poppler")


def test_a_missing_requirement_fails_where_it_is_demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "missing", lambda name: f"{name} is not there")
    monkeypatch.setattr(requirements, "REQUIRED", frozenset({"poppler"}))
    with pytest.raises(pytest.fail.Exception, match="poppler is not there"):
        requirements.require("poppler")


def test_settings_of_a_test_stay_in_its_folder(tmp_path: object) -> None:
    from modeller.files import platform

    assert str(platform.settings_folder()).startswith(str(tmp_path))


def test_another_tool_that_is_not_installed_is_missed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(requirements, "NODE_MODULES", tmp_path)
    assert "npm install bpmn-moddle" in requirements.missing("moddle")
    (tmp_path / "bpmn-moddle").mkdir()
    monkeypatch.setattr(requirements.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert requirements.missing("moddle") == ""
    monkeypatch.setattr(requirements.shutil, "which", lambda _: None)
    assert "npm install bpmn-moddle" in requirements.missing("moddle"), "without node it cannot be run"
