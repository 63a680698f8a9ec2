"""One linked PDF, or one HTML page, of a library of many processes: how long it takes, of what and how large it is."""

import argparse
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.document import command
from benchmarks.models import generate
from modeller.jobs.publish import publish
from modeller.library.folders import add_folder
from modeller.library.models import add_models
from modeller.library.opening import create_library
from modeller.model.entries import NewModel


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--processes", type=int, default=100)
    asked.add_argument("--steps", type=int, default=30)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--kind", choices=("pdf", "html"), default="pdf")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"all.{given.kind}"
        with create_library(Path(folder) / "all.mlib") as library:
            for stage in range(10):
                held = add_folder(library, f"Stage {stage + 1}").id
                numbers = range(stage, given.processes, 10)
                new = [
                    NewModel(f"Process {n + 1}", tuple(generate(given.steps, seed=n)), held) for n in numbers
                ]  # fmt: skip
                add_models(library, new)
            told: list[float] = []
            started = perf_counter()
            publish(library, target, progress=told.append)
            taken = perf_counter() - started
        size = target.stat().st_size / 1024
        what = f"{given.processes} processes of {given.steps} steps"
        print(f"{what}: {taken:.1f} s, {size:.0f} KB, progress told {len(told)} times")
        clock, worked = command(given.rounds, "publish", str(Path(folder) / "all.mlib"), "-o", str(target))
        print(f"modeller publish: median {clock / 1000:.1f} s by the clock, {worked / 1000:.1f} of the processor")


if __name__ == "__main__":
    main()
