"""What a published page says of its model's process."""

import pytest
from editing.models import blank

from modeller.editing.properties import set_property
from modeller.export.policy.standing import about_process


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Answered in time: ≥ 95%; actual 96.2% (2026-09-30)\nComplaints: actual 3"),
        ("zh_CN", "Answered in time：≥ 95%；实际 96.2%（2026-09-30）\nComplaints：实际 3"),
    ],
)
def test_kpis_are_said_as_each_language_joins_what_is_listed(language: str, said: str) -> None:
    document = blank()
    process = document.items("bpmn:process")[0].key
    text = "Answered in time\t≥ 95\t%\t96.2\t2026-09-30\nComplaints\t\t\t3"
    set_property(document, [process], "modeller:kpi", text)
    assert about_process(document, language)[0][1] == said
