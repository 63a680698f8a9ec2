"""Modeller: draw, check, print and keep an organisation's processes. One laptop, English and Chinese."""

__version__ = "0.1.0"
