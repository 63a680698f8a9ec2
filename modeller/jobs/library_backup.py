"""The backup of a session, made before anything is saved, so that saving does not wait for it."""

from modeller.jobs.progress import Progress
from modeller.library.backups import back_up
from modeller.library.models import facts
from modeller.library.opening import open_beside
from modeller.library.store import Library


def back_up_ahead(library: Library, progress: Progress) -> None:
    """Make it with a handle of its own: others read and save meanwhile; the first save finds it, or waits for its end.

    Raises Problem where none can be made; the first save tries again, and tells.
    """
    with open_beside(library, progress) as beside:
        known = facts(beside)
        if known.revision > 1:  # otherwise there is nothing in it yet
            with beside.raw() as connection:
                back_up(connection, library.path, known.uuid, known.revision, progress)
