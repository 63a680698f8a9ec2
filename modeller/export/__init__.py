"""Files that people read: PDF, SVG, PNG; in `policy` the policy document as PDF and DOCX.

An exporter takes a Job (plain records) and Options and gives bytes and notes; it writes no file. All of them show the
one picture that `modeller.notation` makes of a diagram, painted by `modeller.drawing`.
"""
