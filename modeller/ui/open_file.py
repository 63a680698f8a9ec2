"""An open model and where it came from; several views in several windows may show it."""

from dataclasses import dataclass, field
from pathlib import Path

from modeller.canvas.scene import Scene
from modeller.drawing.theme import Theme
from modeller.model.document import Document
from modeller.model.entries import Finding


@dataclass(eq=False)
class OpenFile:
    """One model, its scenes shared by all views. `placed`: the file had no diagram, the program has placed it."""

    document: Document
    name: str
    path: Path
    findings: tuple[Finding, ...] = ()
    placed: bool = False
    scenes: dict[str, Scene] = field(default_factory=dict)
    views: int = 0

    def scene(self, diagram: str, theme: Theme) -> Scene:
        """The scene of a diagram, made when it is first looked at."""
        if diagram not in self.scenes:
            self.scenes[diagram] = Scene(self.document, diagram, theme)
        return self.scenes[diagram]

    def set_theme(self, theme: Theme) -> None:
        for scene in self.scenes.values():
            scene.set_theme(theme)

    def close(self) -> None:
        for scene in self.scenes.values():
            scene.close()
        self.scenes.clear()
