"""Make the pictures that README.md shows, from the shipped samples: ``python .ci/pictures.py``."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from modeller.export.exporter import Options
from modeller.jobs.export_model import export_model
from modeller.jobs.open_model import open_model

PICTURES = {"客户投诉处理.bpmn": "complaint", "order-fulfilment.bpmn": "order"}


def main() -> None:
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for sample, name in PICTURES.items():
        opened = open_model(ROOT / "models" / sample)
        first = opened.document.diagrams()[0].key
        report = export_model(opened, "png", folder / f"{name}.png", Options(dpi=110, theme="light"), diagrams=(first,))
        for further in report.files[1:]:
            further.unlink()
        print(report.files[0].relative_to(ROOT))


if __name__ == "__main__":
    main()
