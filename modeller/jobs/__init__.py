"""What takes a while: open, convert, export, with progress and cancel.

No Qt; the window and the command line call the same jobs.
"""
