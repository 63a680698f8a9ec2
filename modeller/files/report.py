"""A report of an error of ours, for whoever mends it."""

import platform
import sys
import traceback
from datetime import datetime

from modeller import __version__
from modeller.files.atomic import write_file
from modeller.files.platform import report_folder
from modeller.files.problem import Problem
from modeller.files.read import shown


def write_report(error: BaseException | str) -> str:
    """Write the error (or words about one) to the user's report folder; the path, ``""`` if that failed."""
    now = datetime.now().astimezone()
    path = report_folder() / f"modeller-{now:%Y%m%d-%H%M%S-%f}.txt"
    head = f"modeller {__version__}\nPython {sys.version}\n{platform.platform()}\n{now.isoformat()}\n\n"
    text = head + (error if isinstance(error, str) else "".join(traceback.format_exception(error)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, text.encode("utf-8", "backslashreplace"))
    except (OSError, Problem):
        return ""
    return shown(path)
