"""What the symbols mean and how they look: one registry of element types, one file per family.

Everything that needs to know about a kind of element (palette, inspector, checks, exports) asks its ElementType or
FlowType; nothing outside this room compares type keys.
"""
