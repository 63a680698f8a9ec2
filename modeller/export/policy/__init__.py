"""The policy document of a process (管理制度, 流程说明书): what an organisation reviews, signs, publishes and follows.

`compose` makes one document of plain blocks out of a model and what a library knows of it, section by section;
`pdf` and `docx` render it. Nothing here reads a library or a file: all comes in a PolicyJob.
"""
