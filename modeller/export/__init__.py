"""Files that people read: PDF, SVG, PNG."""
