"""Plays a run on the board: the case that shows a problem, or a process by hand, with its tokens and its story."""

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.tokens import Tokens
from modeller.canvas.tools.play import PlayTool
from modeller.execution.net import TooMany
from modeller.execution.replay import seen
from modeller.execution.run import Ready, Run, run_on
from modeller.execution.told import hint, name, sentence
from modeller.language import Message, message
from modeller.model.document import Change, State
from modeller.model.entries import Replayed, Witness
from modeller.model.reading import Model
from modeller.model.records import Flow
from modeller.ui.errors import report
from modeller.ui.token_marks import at_end, initial, marks
from modeller.ui.worker import Work

SPEEDS: Final = (0.5, 1.0, 2.0, 4.0)
_STEP: Final = 900
"""Milliseconds that a token takes for its way, at speed 1."""
_REST: Final = 350
"""Milliseconds between two steps while it plays, at speed 1."""
_FRAME: Final = 16
_TOGETHER: Final = 8
_AT_ONCE: Final = 2_000
"""A model of more records is made ready to be played beside the window, which goes on."""


class Player(QObject):
    """Belongs to one view. `changed` tells that another step is shown, or that it plays, or not any more.

    Nothing of it changes the model; a change of the model, another tool or Esc ends it.
    """

    changed = Signal()

    def __init__(self, board: DrawingBoard, parent: QObject) -> None:
        super().__init__(parent)
        self._board = board
        self._model: Model | None = None
        self._run: Run | None = None
        self._begin: dict[str, int] = {}
        self._cuts: list[int] = [0]
        self._picked: dict[int, frozenset[str]] = {}
        self._leaving = False
        self._told: list[tuple[Replayed, Message]] = []
        self._coming: list[Work] = []
        self.case: Witness | None = None
        self.frames: list[Replayed] = []
        self.position = 0
        self.speed = 1.0
        self.playing = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=_FRAME)
        self._timer.timeout.connect(self._tick)
        self._end = board.document.subscribe(self._edited)
        board.tool_changed.connect(self._tool_changed)

    # -- beginning and leaving -----------------------------------------------------------------------------------

    @property
    def active(self) -> bool:
        return self._model is not None

    def show_case(self, model: Model, case: Witness) -> None:
        """Play what shows a problem; `model` is the snapshot that was checked."""
        self._reset(model)
        self.case, self.frames = case, list(seen(case.steps))
        self._begin = {self.frames[0].element: 1} if self.frames else {}
        self._start(plays=True)

    def by_hand(self) -> None:
        """Play the processes of the diagram, all choices open."""
        model, diagram = self._board.document.snapshot(), self._board.diagram
        if len(model) < _AT_ONCE:
            self._lead(model, run_on(model, diagram))
            return
        self._call_off()
        work = Work(lambda _: run_on(model, diagram), self)
        self._coming.append(work)
        work.done.connect(lambda run: self._lead(model, run))
        work.failed.connect(report)
        work.ended.connect(lambda: self._coming.remove(work))
        work.start()

    def _lead(self, model: Model, run: Run | None) -> None:
        if run is None:
            self._board.refuse(message("replay.nothing"))
            return
        self._reset(model)
        self._run, self._begin = run, run.tokens
        self._start(plays=False)

    def _call_off(self) -> None:
        """Nobody waits any more for a run that is made ready."""
        for work in self._coming:
            work.cancel()

    def _reset(self, model: Model) -> None:
        self._board.finish()
        self._model, self._run, self.case = model, None, None
        self._told = []
        self._call_off()
        self.frames, self.position, self._cuts, self._picked = [], 0, [0], {}
        self.playing = False

    def _start(self, plays: bool) -> None:
        board = self._board
        board.select(())
        board.use(PlayTool(board, self.click, self.leave), "play")
        board.setFocus()
        self.playing = plays
        self._show(moves=False)
        if plays:
            self._animate()

    def leave(self) -> None:
        """Back to drawing."""
        if not self.active or self._leaving:
            return
        self._leaving = True
        try:
            self._timer.stop()
            self._model, self._run, self.case, self.playing = None, None, None, False
            self.frames, self.position = [], 0
            self._board.marks.tokens = None
            if self._board.tool_name == "play":
                self._board.use(None)
            self._board.viewport().update()
            self.changed.emit()
        finally:
            self._leaving = False

    def close(self) -> None:
        self._end()
        self._call_off()
        for work in self._coming:
            work.wait()
        self._timer.stop()
        self._model = None

    def _edited(self, _change: Change, state: State) -> None:
        self._call_off()
        if state == "done" and self.active:
            self.leave()
            self._board.refused.emit(message("replay.stopped"))

    def _tool_changed(self, tool: str) -> None:
        if tool not in ("play", "hand"):
            self.leave()

    # -- what a person does --------------------------------------------------------------------------------------

    def do(self, deed: str) -> None:
        """A deed of the table of keys, by its name."""
        kind, _, number = deed.partition(":")
        deeds: dict[str, Callable[[], object]] = {
            "play_on": self.forward, "play_back": self.back, "play_pause": self.toggle,
            "play_reset": lambda: self.go(0), "play_end": lambda: self.go(len(self.frames)),
            "play_faster": lambda: self.faster(1), "play_slower": lambda: self.faster(-1),
        }  # fmt: skip
        if self.active and kind in deeds:
            deeds[kind]()
        elif self.active and kind == "play_way":
            ways = self.ways()
            if int(number) <= len(ways):
                self.click(ways[int(number) - 1])

    def toggle(self) -> None:
        """Play or pause; at the end of it from the beginning."""
        if not self.playing and not self.can_go_on():
            self.go(0)
        self.playing = not self.playing
        if self.playing:
            self.forward()
        self.changed.emit()

    def forward(self) -> None:
        """One step on."""
        if self.position < len(self.frames):
            self.position += 1
            self._show(moves=True)
        elif self._run is not None:
            ready = next((each for each in self._run.ready() if not each.event), None)
            if ready is not None:
                self._take(ready, self._wanted(ready))
            else:
                self._pause()
        else:
            self._pause()

    def back(self) -> None:
        self.playing = False
        if self.position:
            self.position -= 1
        self._show(moves=False)

    def go(self, position: int) -> None:
        """To how things stood after so many steps."""
        self.playing = False
        self.position = max(0, min(position, len(self.frames)))
        self._show(moves=False)

    def faster(self, by: int) -> None:
        place = SPEEDS.index(self.speed) + by
        self.speed = SPEEDS[max(0, min(place, len(SPEEDS) - 1))]
        self.changed.emit()

    def can_go_on(self) -> bool:
        if self.position < len(self.frames):
            return True
        return self._run is not None and any(not each.event for each in self._run.ready())

    def click(self, key: str) -> None:
        """Choose a way, or let what was clicked on happen."""
        run = self._run
        if run is None or self._model is None:
            return
        if self.position < len(self.frames):
            run.back_to(self._cuts[self.position])
            del self.frames[self.position :]
            del self._cuts[self.position + 1 :]
        ready = run.ready()
        way = key if any(key in each.ways for each in ready) else self._flow_to(key, ready)
        for each in ready:
            if way in each.ways and not each.several:
                self._take(each, (way,))
                return
            if way in each.ways:
                self._picked[each.step] = self._picked.get(each.step, frozenset()) ^ {way}
                self._show(moves=False)
                return
            if each.element == key:
                self._take(each, self._wanted(each))
                return
        self._show(moves=False)

    def _flow_to(self, key: str, ready: Sequence[Ready]) -> str:
        """The way that leads to an element, unless that can happen itself."""
        if self._model is None or any(each.element == key for each in ready):
            return ""
        flows = (self._model.flow(way) for each in ready for way in each.ways)
        return next((flow.key for flow in flows if flow is not None and flow.target == key), "")

    def ways(self) -> tuple[str, ...]:
        """What can be chosen now, in order."""
        return tuple(dict.fromkeys(way for each in self._ready() for way in each.ways))

    def _ready(self) -> tuple[Ready, ...]:
        """What could happen where the run is looked at."""
        return self._run.ready(self._cuts[self.position]) if self._run is not None else ()

    def _wanted(self, ready: Ready) -> tuple[str, ...]:
        assert self._run is not None
        picked = self._picked.get(ready.step)
        return tuple(way for way in ready.ways if way in picked) if picked else self._run.usual(ready)

    def _take(self, ready: Ready, ways: tuple[str, ...]) -> None:
        run = self._run
        assert run is not None
        self._picked.pop(ready.step, None)
        try:
            for _ in range(_TOGETHER):  # an activity takes several moves of which only one is seen
                run.take(ready, ways)
                if len(seen(run.frames)) > len(self.frames):
                    break
                again = next((each for each in run.ready() if each.element == ready.element and not each.event), None)
                if again is None:
                    break
                ready, ways = again, self._wanted(again)
        except TooMany:
            self._pause()
            self._board.refuse(message("replay.too_many"))
            return
        self.frames = list(seen(run.frames))
        del self._cuts[len(self.frames) :]
        self._cuts.append(len(run.frames))
        self.position = len(self.frames)
        self._show(moves=True)

    # -- time ----------------------------------------------------------------------------------------------------

    def _pause(self) -> None:
        if self.playing:
            self.playing = False
            self.changed.emit()

    def _animate(self) -> None:
        self._clock.start()
        self._timer.start()

    def _tick(self) -> None:
        passed = self._clock.elapsed() * self.speed
        self._mark(min(1.0, passed / _STEP))
        if passed >= _STEP and not self.playing:
            self._timer.stop()
        elif passed >= _STEP + _REST:
            self.forward()

    def _show(self, moves: bool) -> None:
        if moves:
            self._animate()
        elif not self.playing:
            self._timer.stop()
        self._mark(0.0 if moves else 1.0)
        if moves and self.position:
            self._follow(self.frames[self.position - 1].element)
        self.changed.emit()

    def _follow(self, element: str) -> None:
        item = self._board.scene.items.get(element)
        if item is not None and not self._board.seen().covers(item.bounds):
            self._board.keep_in_view(item.bounds)

    def refresh(self) -> None:
        """Another diagram is shown, or the same one anew."""
        if self.active:
            self._mark(1.0)

    def _mark(self, progress: float) -> None:
        if self._model is None:
            return
        before = initial(self.frames, self._begin, self.position - 1) if self.position else {}
        after = initial(self.frames, self._begin, self.position)
        step = self.frames[self.position - 1] if self.position else None
        tokens = marks(self._model, self._board.scene.items, before, after, step, progress)
        if progress >= 1:
            tokens = self._with_ends(tokens, after)
        self._board.marks.tokens = tokens
        self._board.viewport().update()

    def _with_ends(self, tokens: Tokens, after: dict[str, int]) -> Tokens:
        assert self._model is not None
        last = self.position == len(self.frames)
        ready = self._ready()
        return at_end(
            tokens, self._model, after,
            case=self.case if last else None,
            ready=frozenset(each.element for each in ready),
            ways=frozenset(way for each in ready for way in each.ways),
            chosen=frozenset(way for each in ready for way in self._wanted(each) if not each.event),
            stuck=self._run is not None and last and not ready and not self._run.over,
        )  # fmt: skip

    # -- words ---------------------------------------------------------------------------------------------------

    def story(self) -> list[Message]:
        """A sentence for the beginning and for each step that is known."""
        if self._model is None:
            return []
        same = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1][0], zip(self.frames, self._told, strict=False)))
        del self._told[same:]
        for place in range(same, len(self.frames)):
            step = self.frames[place]
            self._told.append((step, sentence(self._model, step, initial(self.frames, self._begin, place))))
        return [
            message("replay.begin" if self.case is None else "replay.begin_case"),
            *(said for _, said in self._told),
        ]

    def hint(self) -> Message | None:
        """What can be clicked on where the run is looked at, when it is led by hand."""
        return hint(self._model, self._ready()) if self._model is not None and self._run is not None else None

    def ending(self) -> Message | None:
        """What is to be said at the end; None before."""
        if self._model is None or self.position < len(self.frames):
            return None
        if self.case is not None:
            return self.case.message
        run = self._run
        if run is None or any(not each.event for each in run.ready()):
            return None
        if run.over:
            return message("replay.complete")
        where = next(iter(run.tokens), "")
        record = self._model.get(where)
        at = record.target or "" if isinstance(record, Flow) else where
        return message("soundness.never_ends", element=name(self._model, at))
