"""The symbols and flows of BPMN 2.0, one file per family.

A file of this room declares how its elements look, what they mean and what properties they have;
`modeller.notation.catalogue` lists them all.
"""
