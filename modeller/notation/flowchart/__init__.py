"""The symbols of plain flowcharts by ISO 5807 and GB/T 1526, one file per family.

A file of this room says how elements look; what they mean and what properties they have stands with BPMN's. Which
element is drawn by which symbol, and why, is docs/notations.md and docs/decisions/0009.
"""
