"""Where the shipped files lie: in a checkout beside the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = _PACKAGE / "shipped"
_ROOT = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parent

RESOURCES = _ROOT / "resources"
SAMPLES = _ROOT / "models"


def resource(*parts: str) -> Path:
    """The path of a shipped file, e.g. ``resource("fonts", "NotoSansSC_400Regular.ttf")``."""
    return RESOURCES.joinpath(*parts)
