"""The analyses of real models: none fails, every step has a number of its own, sums agree."""

import pytest
from corpus_files import corpus_file, corpus_parameters

from modeller.analysis.tables import shown, tables
from modeller.analysis.whole import analyse
from modeller.interchange.bpmn.reader import read


@pytest.mark.parametrize("name", corpus_parameters())
def test_every_real_model_is_analysed_and_its_sums_agree(name: str) -> None:
    path = corpus_file(name)
    found = analyse(read(path.read_bytes(), path.name).document, equal=True)
    given = [step.number for step in found.steps]
    assert len(set(given)) == len(given)
    assert "" not in given
    for shares in (found.sums.by_role, found.sums.by_class):
        assert sum(len(share.steps) for share in shares) == len(found.sums.total.steps)
    assert len(found.raci.rows) == len(found.steps)
    for each in found.lead_times:
        assert (each.lead is None) == bool(each.gaps)
    for table in tables(found):
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
        assert all(isinstance(shown(cell, "zh_CN"), str) for row in table.rows for cell in row.cells)
