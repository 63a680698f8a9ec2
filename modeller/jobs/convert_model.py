"""Read a model and write it as BPMN: nothing lost, nothing placed, nothing mended."""

from pathlib import Path

from modeller.files.atomic import write_file
from modeller.files.read import read_bytes, shown
from modeller.interchange.bpmn.reader import Reading
from modeller.interchange.model_files import read, write
from modeller.jobs.progress import Progress, part, silent
from modeller.model.reading import Model


def save_model(model: Model, target: Path | str, progress: Progress = silent) -> None:
    """Write the model to `target` as a file of its format. Raises Problem; then the old file stands as it was."""
    progress(0)
    data = write(model, target)
    progress(0.6)
    write_file(target, data, check=lambda written: _reads(written, target))
    progress(1)


def convert_model(source: Path | str, target: Path | str, progress: Progress = silent) -> Reading:
    """Read `source` and write it to `target`; what it read, with the faults that the file brought. Raises Problem."""
    progress(0)
    reading = read(read_bytes(source), shown(source))
    progress(0.4)
    save_model(reading.document, target, part(progress, 0.4, 1))
    return reading


def _reads(data: bytes, target: Path | str) -> None:
    read(data, shown(target))
