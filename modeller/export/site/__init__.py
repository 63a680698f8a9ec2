"""A whole library as one HTML file: pictures, tables and details of its models, offline, without foreign code.

All text goes through `markup.element`, which escapes it and knows of no link out of the page.
"""
