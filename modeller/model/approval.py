"""Plain records of approval: the states of a library's versions, who signs, and what the audit trail says."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["draft", "review", "approved", "published", "retired"]
KINDS: tuple[Kind, ...] = ("draft", "review", "approved", "published", "retired")
"""What a state stands for, in the order in which a version comes through them."""

Action: TypeAlias = Literal["submit", "approve", "reject", "publish", "retire", "confirm"]
ACTIONS: tuple[Action, ...] = ("submit", "approve", "reject", "publish", "retire", "confirm")
"""What a person does. `confirm` leaves a published version as it is: it was looked at and still holds."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of a version. `name` is the library's own word for it, empty for the usual one of its kind."""

    id: str
    kind: Kind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Whose signature a step asks for. `title` as 会签, empty for the usual word; no `people`: anybody."""

    title: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """How a version comes from one state to the next, when all `signatories` have signed.

    `ordered`: one after the other. `others`: nobody signs who has submitted the version or signed before.
    `four_eyes`: nobody signs who has made or submitted the version.
    """

    action: Action
    before: str
    after: str
    signatories: tuple[Signatory, ...] = (Signatory(),)
    ordered: bool = True
    others: bool = False
    four_eyes: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states and steps of a library. The first state is that of every new version.

    A published version is to be reviewed again after `review_months` and expires after `valid_months`, where nobody
    says otherwise; 0: never. What is due within `warn_days` is listed. `id` is empty for the one of the program.
    """

    states: tuple[State, ...]
    steps: tuple[Step, ...]
    review_months: int = 12
    valid_months: int = 0
    warn_days: int = 30
    id: str = ""

    def state(self, id: str) -> State | None:
        return next((each for each in self.states if each.id == id), None)

    def step(self, action: str, state: str) -> Step | None:
        """The step that begins at a state with an action."""
        return next((each for each in self.steps if each.action == action and each.before == state), None)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, stated, not proven: the name in the settings and the system's account. `state`: where it stood."""

    state: str
    action: str
    title: str
    author: str
    account: str
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done with a version. `action` is the last one; `chain` the hash of its entry in the audit trail.

    Dates are ISO 8601 days, or empty.
    """

    action: str = ""
    since: str = ""
    signed: tuple[Signature, ...] = ()
    valid_until: str = ""
    review_on: str = ""
    chain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Done):
    """Where a version stands by the audit trail alone: the id of its state and what kind that was then."""

    state: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Done):
    """Where a version stands; `state` is the first one where nothing has been done yet."""

    version: str
    model: str
    number: str
    state: State

    @property
    def kind(self) -> Kind:
        return self.state.kind


@dataclass(frozen=True, slots=True)
class Possible:
    """What can be done next with a version, and as what the one who does it would sign.

    `titles` are all that they may sign as now, `title` is the first of them.
    """

    action: Action
    title: str
    after: State
    last: bool
    titles: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that somebody should look at: `why` is ``expired``, ``expires``, ``review`` or ``waiting``.

    `day` is the day it is due, or since when it waits; `waits_for` are the titles of who has not signed.
    """

    approval: Approval
    model_name: str
    why: Literal["expired", "expires", "review", "waiting"]
    day: str
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry of the audit trail. Its `chain` is a hash over all before it and itself.

    `action` is one of ACTIONS, or ``supersede``, ``workflow``, ``rules``, or an event of `library.trail`. `applied` is
    false for what another copy brought and what could no longer take place here; `origin` is the hash it had there.
    `withheld`: only its hashes are in this copy.
    """

    id: str
    number: int
    time: str
    action: str
    model: str
    model_name: str
    version: str
    version_number: str
    version_digest: str
    state_before: str
    state_after: str
    title: str
    author: str
    account: str
    comment: str
    valid_until: str
    review_on: str
    workflow: str
    applied: bool
    withheld: bool
    origin: str
    facts: str
    chain: str
