"""Soundness: safe, can complete, completes properly, no dead activity. Reduce, search what is left, tell the case.

docs/soundness.md gives the definitions and why no reduction changes a verdict.
"""
