"""What the board offers in a model: the elements of its family, in the palette, at the pad, behind a key."""

from dataclasses import dataclass
from typing import Final

from modeller.canvas.tools.offers import OFFERS, STEPS, Offer, of_groups
from modeller.editing.chains import is_chain
from modeller.model.reading import Model
from modeller.notation.element import Role


@dataclass(frozen=True, slots=True)
class Family:
    """`offers` is all that can be put on a diagram, `steps` what may come behind an element.

    `palette` are those used most, `pad` what the pad appends, `next` what the key for the next step appends. `flowing`
    are the roles of elements that something may come behind.
    """

    offers: tuple[Offer, ...]
    steps: tuple[Offer, ...]
    palette: tuple[Offer, ...]
    pad: tuple[Offer, ...]
    next: Offer
    flowing: frozenset[Role]


PROCESS: Final = Family(
    OFFERS,
    STEPS,
    (
        Offer("bpmn:startEvent"), Offer("bpmn:endEvent"),
        Offer("bpmn:intermediateCatchEvent", "timer"), Offer("bpmn:intermediateCatchEvent", "message"),
        Offer("bpmn:task"), Offer("bpmn:userTask"),
        Offer("bpmn:serviceTask"), Offer("bpmn:subProcess"),
        Offer("bpmn:exclusiveGateway"), Offer("bpmn:parallelGateway"),
        Offer("bpmn:participant"), Offer("bpmn:participant", closed=True),
        Offer("bpmn:lane"), Offer("modeller:phase"),
        Offer("bpmn:dataObjectReference"), Offer("bpmn:dataStoreReference"),
        Offer("bpmn:textAnnotation"), Offer("bpmn:group"),
    ),
    (Offer("bpmn:task"), Offer("bpmn:exclusiveGateway"), Offer("bpmn:endEvent"), Offer("bpmn:textAnnotation")),
    Offer("bpmn:task"),
    frozenset({
        Role.START, Role.WORK, Role.INTERMEDIATE, Role.BOUNDARY, Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE,
        Role.EVENT_CHOICE, Role.COMPLEX,
    }),
)  # fmt: skip

_CHAINED: Final = of_groups("chain", "chainobjects")
_ACTIVITIES: Final = tuple(Offer(f"chain:{name}") for name in ("stage", "process", "primary", "support"))
VALUE_CHAIN: Final = Family(
    (*_CHAINED, Offer("bpmn:textAnnotation")),
    (*_ACTIVITIES, *of_groups("chainobjects"), Offer("bpmn:textAnnotation")),
    (*_CHAINED, Offer("bpmn:textAnnotation")),
    (Offer("chain:stage"), Offer("chain:process"), Offer("chain:unit"), Offer("bpmn:textAnnotation")),
    Offer("chain:stage"),
    frozenset({Role.STAGE}),
)


def family_of(model: Model) -> Family:
    """The family of a model."""
    return VALUE_CHAIN if is_chain(model) else PROCESS
