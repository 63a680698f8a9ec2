"""BPMN 2.0 files, read and written without loss."""

from modeller.interchange.bpmn.reader import Reading, read
from modeller.interchange.bpmn.writer import write

__all__ = ["Reading", "read", "write"]
