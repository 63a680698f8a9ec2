"""Making many small things at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage meanwhile.

    For work that makes tens of thousands of records or marks which all stay: the collector would look through them
    again and again, for a tenth to a third of the time, and find nothing. Afterwards they count as old, so that the
    next small thing that is made does not start a search through all of them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()  # with `unfreeze`: all that is young becomes old, without a look at it
            gc.unfreeze()
            gc.enable()
