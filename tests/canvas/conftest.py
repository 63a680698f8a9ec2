"""The screen's tests share what stands in window_kit; they are skipped where Qt does not load."""

import requirements

requirements.require("qt")

from window_kit import desk, nothing_left, opened, qapp_cls, window

__all__ = ["desk", "nothing_left", "opened", "qapp_cls", "window"]
