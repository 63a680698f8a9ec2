"""The program with its window, killed while hands without a plan draw in it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import window_child


def killed(folder: Path, path: Path, seed: int, seconds: float) -> list[list[str]]:
    """What a window told of each step, killed so long after its first one."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "MODELLER_HOME": str(folder)}
    command = [sys.executable, window_child.__file__, str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        assert child.poll() is None, "it ended by itself"
        child.kill()
        rest = child.stdout.read()
    lines = (first + rest).decode().splitlines(keepends=True)
    return [line.split() for line in lines if line.endswith("\n")]
