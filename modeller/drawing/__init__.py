"""A picture as data, and who paints it.

The display list says what to draw in diagram units; the text module measures and breaks text with the bundled fonts;
the painters (Qt, PDF, SVG) only place what they are given. No painter knows what a task is.
"""
