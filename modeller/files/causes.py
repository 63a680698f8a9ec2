"""Why the system refused: an OSError as a sentence."""

import errno
from typing import Final

from modeller.language import Message, message

_CAUSES: Final = {
    errno.ENOSPC: "files.cause.disk_full",
    errno.EDQUOT: "files.cause.quota",
    errno.EFBIG: "files.cause.disk_full",
    errno.EROFS: "files.cause.read_only_disk",
    errno.EACCES: "files.cause.not_allowed",
    errno.EPERM: "files.cause.not_allowed",
    errno.ENOENT: "files.cause.no_folder",
    errno.ENOTDIR: "files.cause.no_folder",
    errno.EISDIR: "files.cause.folder",
    errno.EEXIST: "files.cause.file",
    errno.ENXIO: "files.cause.not_plain",
    errno.EIO: "files.cause.disk_error",
    errno.ENAMETOOLONG: "files.cause.long_name",
    errno.EBUSY: "files.cause.in_use",
    errno.ETXTBSY: "files.cause.in_use",
    errno.EMFILE: "files.cause.many_files",
    errno.ENFILE: "files.cause.many_files",
}


def cause(error: OSError) -> Message:
    """What went wrong, as a sentence of its own; the system's words where it is nothing we know."""
    if getattr(error, "winerror", None) in {5, 32, 33}:
        return message("files.cause.in_use")
    key = _CAUSES.get(error.errno or 0)
    if key is not None:
        return message(key)
    return message("files.cause.other", detail=error.strerror or str(error) or type(error).__name__)
