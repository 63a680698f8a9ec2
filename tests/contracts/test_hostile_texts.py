"""Whatever a person types arrives in every kind of file that we write, and nothing in it runs or leads out of it."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import hostile
import pytest
from harmless import HARMLESS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from links import LINKS
from reading_back import missing

from modeller.export.catalogue import EXPORTERS
from modeller.export.exporter import Exporter, Job, Options, silent
from modeller.export.policy.compose import compose
from modeller.export.policy.job import PolicyJob
from modeller.jobs import policy_document, publish
from modeller.language import Message
from modeller.layout.chains import STYLES
from modeller.model.reading import Model
from modeller.model.records import Flow, Node

pytestmark = pytest.mark.usefixtures("qt", "poppler")
few = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
each_exporter = pytest.mark.parametrize("each", EXPORTERS, ids=lambda each: each.key)
each_document = pytest.mark.parametrize("suffix", policy_document.SUFFIXES)
each_publication = pytest.mark.parametrize("suffix", publish.SUFFIXES)
SAID = st.lists(hostile.texts(), min_size=1, max_size=3)
SKELETON = st.sampled_from(hostile.SKELETONS)
LONGEST = "长" * 5_000 + "W" * 5_000
"""As long as a name may be, without a place to break it."""


def arrives(texts: list[str], files: Sequence[bytes], suffix: str, notes: Sequence[Message]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert missing(texts, list(files), suffix, Path(folder)) == []
    for data in files:
        HARMLESS[suffix](data)
        LINKS[suffix](data)
    said = {note.key for note in notes}
    if any(map(hostile.is_private, texts)):
        assert "documents.framed" in said
    if any(map(hostile.is_right_to_left_letter, texts)):
        assert "documents.right_to_left" in said


# -- diagrams --------------------------------------------------------------------------------------------------------


def drawn(model: Model) -> list[str]:
    """The names that stand in the model's diagrams."""
    return [each.text for each in model if isinstance(each, Node | Flow) and each.diagram and each.text]


def diagrams_arrive(each: Exporter, model: Model) -> None:
    title = next(iter(drawn(model)), "")
    rendered = each.render(Job(model, title, title), Options(dpi=48), silent)
    arrives(drawn(model), (rendered.data, *(data for _, data in rendered.more)), each.suffix, rendered.notes)


@each_exporter
@few
@given(hostile.models())
def test_all_that_a_model_says_arrives_in_its_diagrams(each: Exporter, model: Model) -> None:
    diagrams_arrive(each, model)


@each_exporter
@few
@given(hostile.chains())
def test_all_that_a_value_chain_says_arrives(each: Exporter, model: Model) -> None:
    diagrams_arrive(each, model)


@each_exporter
@pytest.mark.parametrize("text", hostile.SAMPLES_OF_TEXT)
def test_no_text_that_means_something_to_a_format_is_lost(each: Exporter, text: str) -> None:
    diagrams_arrive(each, hostile.model_saying([text], hostile.SMALLEST))


@each_exporter
def test_the_longest_name_arrives(each: Exporter) -> None:
    diagrams_arrive(each, hostile.model_saying([LONGEST, *["x"] * 40], hostile.SMALLEST))


@pytest.mark.soak
@each_exporter
@many
@given(hostile.models())
def test_all_that_a_thousand_models_say_arrives(each: Exporter, model: Model) -> None:
    diagrams_arrive(each, model)


@pytest.mark.soak
@each_exporter
@many
@given(hostile.chains())
def test_all_that_a_thousand_value_chains_say_arrives(each: Exporter, model: Model) -> None:
    diagrams_arrive(each, model)


# -- policy documents ------------------------------------------------------------------------------------------------


def document_arrives(suffix: str, job: PolicyJob) -> None:
    composed = compose(job)
    data, notes = policy_document.rendered(composed.policy, job, suffix, silent)
    arrives([each.name for each in job.terms], [data], suffix, (*composed.notes, *notes))


@each_document
@few
@given(hostile.documents())
def test_all_that_a_policy_says_arrives(suffix: str, job: PolicyJob) -> None:
    document_arrives(suffix, job)


@each_document
def test_the_longest_name_arrives_in_a_policy(suffix: str) -> None:
    document_arrives(suffix, hostile.document_saying([LONGEST, *["x"] * 40], hostile.SMALLEST))


@pytest.mark.soak
@each_document
@many
@given(hostile.documents())
def test_all_that_a_thousand_policies_say_arrives(suffix: str, job: PolicyJob) -> None:
    document_arrives(suffix, job)


# -- published libraries ---------------------------------------------------------------------------------------------


def library_arrives(suffix: str, said: list[str], skeleton: Path, style: str, language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"all{suffix}"
        with hostile.library_saying(said, skeleton, Path(folder) / "a.mlib") as library:
            report = publish.publish(library, target, style=style, language=language)  # type: ignore[arg-type]
        texts = [hostile.one_line(text) for text in said]
        texts += [text for _ in said for text in drawn(hostile.model_saying(said, skeleton))]
        arrives(texts, [target.read_bytes()], suffix, report.notes)


@each_publication
@few
@given(SAID, SKELETON, st.sampled_from(STYLES), st.sampled_from(["en", "zh_CN"]))
@example(["javascript:alert(1)", "]]>"], hostile.SMALLEST, "chain", "en")
@example(["</script><script>alert(1)</script>", "'\"></a><svg onload=x>"], hostile.SMALLEST, "porter", "zh_CN")
def test_all_that_a_library_says_arrives(
    suffix: str, said: list[str], skeleton: Path, style: str, language: str
) -> None:
    library_arrives(suffix, said, skeleton, style, language)


@pytest.mark.soak
@each_publication
@many
@given(SAID, SKELETON, st.sampled_from(STYLES), st.sampled_from(["en", "zh_CN"]))
def test_all_that_a_thousand_libraries_say_arrives(
    suffix: str, said: list[str], skeleton: Path, style: str, language: str
) -> None:
    library_arrives(suffix, said, skeleton, style, language)
