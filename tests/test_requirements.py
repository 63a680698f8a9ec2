"""A missing tool or folder is skipped on a laptop and fails in the CI run."""

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
