"""Times another tool's soundness on a file, whenever a line comes: python sound.py pm4py|analyzer FILE"""

import contextlib
import io
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
tool, path = sys.argv[1:]
if tool == "pm4py":
    with contextlib.redirect_stdout(io.StringIO()):
        import pm4py

        net = pm4py.convert_to_petri_net(pm4py.read_bpmn(path))

    def once() -> object:
        """Woflan, on the net that was made of the file before."""
        return pm4py.check_soundness(*net)
else:
    import rust_bpmn_analyzer_bindings as analyzer

    asked = (
        analyzer.analyze_safeness,
        analyzer.analyze_option_to_complete,
        analyzer.analyze_proper_completion,
        analyzer.analyze_dead_activities,
    )
    with open(path, encoding="utf-8") as file:
        text = file.read()

    def once() -> object:
        """Its four properties, from the text of the file, as its binding offers them."""
        return [ask(text) for ask in asked]


print("ready", flush=True)
for _ in sys.stdin:
    clock, worked = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        once()
    taken = (time.perf_counter() - clock) * 1000, (time.process_time() - worked) * 1000
    print(json.dumps({"clock": taken[0], "worked": taken[1]}), flush=True)
