"""The names of BPMN 2.0's XML: namespaces, which elements become records, and the schema's order of children.

Source: OMG BPMN 2.0.2 (formal/13-12-09), the machine-readable XSD files.
"""

from typing import Final

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DI: Final = "http://www.omg.org/spec/DD/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"

PREFIXES: Final = {
    "bpmn": MODEL,
    "bpmndi": BPMNDI,
    "dc": DC,
    "di": DI,
    "xsi": XSI,
    "bioc": "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "color": "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "modeller": "urn:modeller:bpmn:1.0",
}
"""The prefixes that a namespace gets where the file declares none for it."""


DIAGRAM: Final = f"{{{BPMNDI}}}BPMNDiagram"
PLANE: Final = f"{{{BPMNDI}}}BPMNPlane"
SHAPE: Final = f"{{{BPMNDI}}}BPMNShape"
EDGE: Final = f"{{{BPMNDI}}}BPMNEdge"
LABEL: Final = f"{{{BPMNDI}}}BPMNLabel"
BOUNDS: Final = f"{{{DC}}}Bounds"
WAYPOINT: Final = f"{{{DI}}}waypoint"


def model(name: str) -> str:
    """The full tag of an element of the BPMN model namespace."""
    return f"{{{MODEL}}}{name}"


_TASKS = "task userTask serviceTask sendTask receiveTask scriptTask manualTask businessRuleTask callActivity"
_EVENTS = "startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent implicitThrowEvent event"
_GATEWAYS = "exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway complexGateway"
_SUB_PROCESSES = "subProcess adHocSubProcess transaction"
_CHOREOGRAPHY = "choreographyTask subChoreography callChoreography"
_CONVERSATION = "conversation subConversation callConversation"
_DATA = "dataObject dataObjectReference dataStoreReference dataStore dataInput dataOutput"
_ARTIFACTS = "textAnnotation group"

NODES: Final = frozenset(
    " ".join(
        [
            _TASKS,
            _EVENTS,
            _GATEWAYS,
            _SUB_PROCESSES,
            _CHOREOGRAPHY,
            _CONVERSATION,
            _DATA,
            _ARTIFACTS,
            "participant lane",
        ]
    ).split()
)
FLOWS: Final = frozenset(
    "sequenceFlow messageFlow association dataInputAssociation dataOutputAssociation conversationLink".split()
)
ITEMS: Final = frozenset("laneSet childLaneSet ioSpecification categoryValue".split())
"""What has no shape and stands below the root; every child of the root becomes an item too."""

CONTAINERS: Final = frozenset(
    (
        "process collaboration choreography globalConversation globalChoreographyTask "
        f"{_SUB_PROCESSES} subChoreography subConversation"
    ).split()
)
"""Where an element of an unknown name that has an id is taken for a step that we do not know."""

CONTENT: Final = frozenset(
    (
        "documentation extensionElements auditing monitoring property supports resourceRole performer humanPerformer "
        "potentialOwner correlationSubscription ioBinding incoming outgoing standardLoopCharacteristics "
        "multiInstanceLoopCharacteristics completionCondition participantAssociation messageFlowAssociation "
        "correlationKey conversationAssociation participantRef choreographyRef messageFlowRef initiatingParticipantRef "
        "inputSet outputSet"
    ).split()
)
"""Children of containers that are part of their holder, not records of their own."""

DATA_ASSOCIATIONS: Final = frozenset({"bpmn:dataInputAssociation", "bpmn:dataOutputAssociation"})
LISTED_FLOWS: Final = frozenset({"bpmn:sequenceFlow"})
"""The flows that a node's ``incoming`` and ``outgoing`` name."""

REFERENCES: Final = frozenset(
    (
        "default processRef dataObjectRef dataStoreRef categoryValueRef messageRef errorRef itemSubjectRef "
        "signalRef escalationRef partitionElementRef activityRef"
    ).split()
)
"""Attributes that name another element of the file by its id."""

HEAD: Final = frozenset("documentation extensionElements auditing monitoring categoryValueRef partitionElement".split())
"""By the schema these come before the references (incoming, outgoing, flowNodeRef, sourceRef, targetRef) and a text."""
