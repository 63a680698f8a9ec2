"""Properties of BPMN elements, as inspector, tables, checks and documents show them."""

from modeller.notation import attributes
from modeller.notation.element import Property

NAME = Property("name", "elements.property.name", "long text")
ID = Property("id", "elements.property.id")
DOCUMENTATION = Property("documentation", "elements.property.documentation", "long text")
COMMON = (NAME, ID, DOCUMENTATION)

LOOP = Property("loop", "elements.property.loop", "choice", ("", "standard", "parallel", "sequential"))
COMPENSATION = Property("isForCompensation", "elements.property.isForCompensation", "yes or no")
ACTIVITY = (*COMMON, LOOP, COMPENSATION, *attributes.STEP)
INSTANTIATE = Property("instantiate", "elements.property.instantiate", "yes or no")
CALLED = Property("calledElement", "elements.property.calledElement", "reference")
TRIGGERED = Property("triggeredByEvent", "elements.property.triggeredByEvent", "yes or no")
EXPANDED = Property("di:isExpanded", "elements.property.isExpanded", "yes or no")

INTERRUPTING = Property("isInterrupting", "elements.property.isInterrupting", "yes or no")
CANCELS = Property("cancelActivity", "elements.property.cancelActivity", "yes or no")
PARALLEL_MULTIPLE = Property("parallelMultiple", "elements.property.parallelMultiple", "yes or no")

DEFAULT = Property("default", "elements.property.default", "reference")
MARKER = Property("di:isMarkerVisible", "elements.property.isMarkerVisible", "yes or no")
EVENT_GATEWAY = Property("eventGatewayType", "elements.property.eventGatewayType", "choice", ("Exclusive", "Parallel"))

PROCESS = Property("processRef", "elements.property.processRef", "reference")
HORIZONTAL = Property("di:isHorizontal", "elements.property.isHorizontal", "yes or no")

COLLECTION = Property("isCollection", "elements.property.isCollection", "yes or no")
STATE = Property("dataState", "elements.property.dataState")
DATA_OBJECT = Property("dataObjectRef", "elements.property.dataObjectRef", "reference")
DATA_STORE = Property("dataStoreRef", "elements.property.dataStoreRef", "reference")

CONDITION = Property("conditionExpression", "elements.property.conditionExpression", "long text")
MESSAGE = Property("messageRef", "elements.property.messageRef", "reference")
DIRECTION = Property(
    "associationDirection", "elements.property.associationDirection", "choice", ("None", "One", "Both")
)
