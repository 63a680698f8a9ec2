"""What a process is: plain immutable records, and the one place where they change.

Knows nothing of BPMN's meaning, of files or of screens; it imports the standard library and message types only.
"""
