"""The procedure: told so that who follows it does what the drawing says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from corpus_files import corpus_models
from hypothesis import given
from hypothesis import strategies as st
from policy_samples import job
from requirements import require
from small_models import BPMN, definition, flow, node, process

from modeller.analysis.survey import Survey, survey
from modeller.execution.reading import FlowNode
from modeller.export.policy.blocks import Block, Heading, Listed, Listing, Paragraph
from modeller.export.policy.compose import compose
from modeller.export.policy.ways import Cut, Fork, Joined, Passed, Then, Ways, targets
from modeller.files.problem import Problem
from modeller.jobs.open_model import open_model
from modeller.language import LANGUAGES
from modeller.model.reading import Model
from modeller.model.records import Fragment, Record
from modeller.notation.element import Role
from modeller.resources import SAMPLES

SHIPPED = sorted(SAMPLES.rglob("*.bpmn"))


def _procedure(model: Model, language: str) -> tuple[Block, ...]:
    return compose(job(model=model, language=language, sections=("procedure",))).policy.blocks


def _told(*records: Record, language: str = "en") -> dict[str, list[str]]:
    """What is told after each step, by its name; under ``""`` how it begins. Deeper entries stand in."""
    found: dict[str, list[str]] = {}
    place = ""
    for block in _procedure(process(*records).snapshot(), language):
        if isinstance(block, Paragraph) and block.style == "lead":
            place = block.text
        elif isinstance(block, Listing):
            said = ["  " * (each.level - 1) + each.text for each in block.items if each.mark == "→"]
            found.setdefault(place, []).extend(said)
    return found


def _task(key: str, **more: Any) -> Record:
    return node("task", key, text=key, y=100 * ord(key[0]), **more)


def _flows(*pairs: str, **texts: str) -> list[Record]:
    """Flows written ``a-b``; texts by the same, with an underscore."""
    made = []
    for pair in pairs:
        source, target = pair.split("-")
        made.append(flow(pair, source, target, text=texts.get(f"{source}_{target}", "")))
    return made


def test_one_way_on_is_plain_and_one_back_says_so() -> None:
    told = _told(_task("A"), _task("B"), *_flows("A-B", "B-A"))
    assert told == {"1 A": ["Then go on with step 2 “B”"], "2 B": ["Then go back to step 1 “A”"]}


def test_a_decision_is_told_with_what_is_asked_and_the_way_without_words_as_otherwise() -> None:
    told = _told(
        _task("A"), node("exclusiveGateway", "X", text="Good?"), _task("B"), node("endEvent", "E", text="Done"),
        *_flows("A-X", "X-B", "X-E", X_B="No"),
    )  # fmt: skip
    assert told["1 A"] == ["If “Good?” is “No”: go on with step 2 “B”", "Otherwise: it ends here (“Done”)"]
    assert told["2 B"] == ["It ends here"]


def test_a_decision_that_says_nothing_leaves_it_open() -> None:
    told = _told(_task("A"), node("exclusiveGateway", "X"), _task("B"), _task("C"), *_flows("A-X", "X-B", "X-C"))
    assert told["1 A"] == ["One of these, as the case may be:", "  Step 2 “B”", "  Step 3 “C”"]


@pytest.mark.parametrize("gateway", [True, False])
def test_parallel_ways_are_told_as_done_together_and_the_join_with_what_it_waits_for(gateway: bool) -> None:
    fork = _flows("A-B", "A-C")
    if gateway:
        fork = [node("parallelGateway", "F"), *_flows("A-F", "F-B", "F-C")]
    told = _told(
        _task("A"),
        _task("B"),
        _task("C"),
        node("parallelGateway", "J"),
        _task("Z"),
        *fork,
        *_flows("B-J", "C-J", "J-Z"),
    )
    assert told["1 A"] == ["Do all of these at the same time:", "  Step 2 “B”", "  Step 3 “C”"]
    assert told["2 B"] == ["Once step 2 “B” and step 3 “C” are both done, go to step 4 “Z”"]
    assert told["3 C"] == ["Once step 2 “B” and step 3 “C” are both done, go on with step 4 “Z”"]


def test_ways_that_may_be_taken_together_are_told_so_and_their_join_waits_for_those_that_were_begun() -> None:
    told = _told(
        _task("A"), node("inclusiveGateway", "F", text="What?", default="F-J"), _task("B"), _task("C"),
        node("inclusiveGateway", "J"), _task("Z"),
        *_flows("A-F", "F-B", "F-C", "F-J", "B-J", "C-J", "J-Z", F_B="x", F_C="y", F_J="none"),
    )  # fmt: skip
    assert told["1 A"] == [
        "Do all of these that apply, at the same time:", "  If “What?” is “x”: go on with step 2 “B”",
        "  If “What?” is “y”: go to step 3 “C”", "  Otherwise (“none”): go to step 4 “Z”",
    ]  # fmt: skip
    assert told["2 B"] == ["Once those of these that were begun are done (step 2 “B”; step 3 “C”), go to step 4 “Z”"]


def _timer(length: str) -> Fragment:
    return replace(definition("timer"), children=(Fragment(BPMN + "timeDuration", text=length),))


def test_the_event_that_comes_first_decides() -> None:
    told = _told(
        _task("A"), node("eventBasedGateway", "G"), _task("B"),
        node("intermediateCatchEvent", "M", text="Paid", content=(definition("message"),)),
        node("intermediateCatchEvent", "T", text="Too late", content=(_timer("P2D"),)),
        node("endEvent", "E"), *_flows("A-G", "G-M", "G-T", "M-B", "T-E"),
    )  # fmt: skip
    assert told["1 A"] == [
        "Whichever happens first:", "  “Paid”: go on with step 2 “B”", "  “Too late” (2 d): it ends here",
    ]  # fmt: skip


def test_a_timer_at_a_border_says_how_long_and_whether_the_step_goes_on() -> None:
    def at(key: str, text: str, **more: Any) -> Record:
        return node("boundaryEvent", key, y=100 * ord(key), text=text, host="A", content=(_timer("PT4H"),), **more)

    told = _told(
        _task("A"), at("T", "4 hours"), at("U", "Late", cancelActivity="false"), _task("B"), _task("C"),
        *_flows("T-B", "U-C"),
    )  # fmt: skip
    assert told["1 A"] == [
        "It ends here", "If not done after 4 h, break off: go on with step 2 “B”",
        "If not done after 4 h (“Late”), carry on and also: go to step 3 “C”",
    ]  # fmt: skip


def test_messages_say_from_whom_and_to_whom_they_are() -> None:
    told = _told(
        node("participant", "Q", text="Customer", scope="C"), node("startEvent", "S", text="Asked"), _task("A"),
        node("intermediateThrowEvent", "T", text="Offer", content=(definition("message"),)),
        node("intermediateCatchEvent", "R", text="Reply", content=(definition("message"),)), _task("B"),
        *_flows("S-A", "A-T", "T-R", "R-B"),
        flow("m1", "Q", "S", type="messageFlow", scope="C"), flow("m2", "T", "Q", type="messageFlow", scope="C"),
        flow("m3", "Q", "R", type="messageFlow", scope="C"),
    )  # fmt: skip
    assert told[""] == ["Begins with “Asked” (from Customer): step 1 “A”"]
    assert told["1 A"] == ["Send “Offer” to Customer, wait for “Reply” (from Customer), then go on with step 2 “B”"]
    model = process(
        node("participant", "Q", text="Customer", scope="C"), _task("A"),
        flow("m4", "A", "Q", type="messageFlow", scope="C", text="Hint"),
    ).snapshot()  # fmt: skip
    texts = [each.text for block in _procedure(model, "en") if isinstance(block, Listing) for each in block.items]
    assert "Sends “Hint” to Customer" in texts


def test_a_decision_that_leads_back_to_itself_is_told_as_decided_once_more() -> None:
    told = _told(
        _task("A"), node("exclusiveGateway", "M"), node("exclusiveGateway", "X", text="Ready?"),
        node("intermediateCatchEvent", "W", text="Next day", content=(definition("timer"),)), _task("B"),
        *_flows("A-M", "M-X", "X-B", "X-W", "W-M", X_B="Yes", X_W="No"),
    )  # fmt: skip
    assert told["1 A"][1] == "If “Ready?” is “No”, wait for “Next day”, then decide on “Ready?” once more"


def test_links_are_followed() -> None:
    link = replace(definition("link"), attributes=(("name", "L"),))
    told = _told(
        _task("A"), node("intermediateThrowEvent", "T", content=(link,)),
        node("intermediateCatchEvent", "C", content=(link,)), _task("B"), *_flows("A-T", "C-B"),
    )  # fmt: skip
    assert told["1 A"] == ["Then go on with step 2 “B”"]


def test_a_sub_process_names_the_place_where_its_steps_are_told() -> None:
    model = process(
        _task("A"), node("subProcess", "S", text="Inside"), _task("B", scope="S"), *_flows("A-S"),
    ).snapshot()  # fmt: skip
    blocks = _procedure(model, "en")
    heading = next(each for each in blocks if isinstance(each, Heading) and each.anchor == "procedure S")
    entries = [each for block in blocks if isinstance(block, Listing) for each in block.items]
    see = next(each for each in entries if each.link == "#procedure S")
    assert see.text == f"In detail: see {heading.number} {heading.text}"


# -- nothing is told wrongly -------------------------------------------------------------------------------------------


def _next_steps(found: Survey, key: str) -> set[str]:
    """The steps that can come next, found without any telling: along flows and links, past what is no step."""
    seen, todo, steps = {key}, [key], set()
    while todo:
        here = found.found.nodes[todo.pop()]
        after = [flow.target or "" for flow in found.found.outgoing.get(here.key, [])]
        if not after and here.traits.link and not here.traits.catching:
            same = found.found.held.get(here.node.scope or "", [])
            after = [each.key for each in same if each.traits.link == here.traits.link and each.traits.catching][:1]
        for target in after:
            if found.found.nodes[target].role is Role.WORK:
                steps.add(target)
            elif target not in seen and found.found.nodes[target].role is not Role.END:
                seen.add(target)
                todo.append(target)
    return steps


def _is_cut(then: Then | None) -> bool:
    if isinstance(then, Fork):
        return any(_is_cut(branch.then) for branch in then.branches)
    if isinstance(then, Passed | Joined):
        return _is_cut(then.then)
    return isinstance(then, Cut)


def _is_told_rightly(model: Model, language: str) -> None:
    found = survey(model)
    ways = Ways(found)
    for step in found.activities:
        then = ways.after(step.key)
        told, true = set(targets(then)), _next_steps(found, step.key)
        assert told <= true
        assert told == true or _is_cut(then)
    blocks = _procedure(model, language)
    anchors = [block.anchor for block in blocks if isinstance(block, Paragraph) and block.style == "lead"]
    assert sorted(anchors) == sorted(f"step {each.key}" for each in found.activities)
    for place, entry in _entries(blocks):
        if entry.link.startswith("#step "):
            assert entry.link.removeprefix("#step ") in _all_next(found, place), (place, entry)


def _entries(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Listed]]:
    """The ways on with the key of the step, or of what holds it, behind which they stand."""
    place = ""
    for block in blocks:
        if isinstance(block, Heading):
            place = block.anchor.removeprefix("procedure ")
        elif isinstance(block, Paragraph) and block.style == "lead":
            place = block.anchor.removeprefix("step ")
        elif isinstance(block, Listing):
            yield from ((place, each) for each in block.items)


def _all_next(found: Survey, place: str) -> set[str]:
    if place in {each.key for each in found.activities}:
        beside = [each.key for each in found.found.attached.get(place, ())]
        return set().union(*(_next_steps(found, key) for key in (place, *beside, *_starts(found, place))))
    scopes = [place] if place in found.found.held else list(found.found.held)
    return set().union(*(_next_steps(found, key) for scope in scopes for key in _starts(found, scope)))


def _starts(found: Survey, scope: str) -> list[str]:
    held: list[FlowNode] = found.found.held.get(scope, [])
    return [each.key for each in held if each.role is Role.START]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_in_what_is_shipped_each_step_is_told_once_and_leads_where_it_leads(file: Path, language: str) -> None:
    _is_told_rightly(open_model(file).document.snapshot(), language)


@pytest.mark.parametrize("part", range(8))
def test_in_real_models_each_step_is_told_once_and_leads_where_it_leads(part: int) -> None:
    require("corpus")
    checked = 0
    for file in corpus_models()[part::48]:
        try:
            model = open_model(file).document.snapshot()
        except Problem:
            continue
        if len(model) < 2000:
            _is_told_rightly(model, "en")
            checked += 1
    assert checked


_KINDS = st.sampled_from(
    ["task", "task", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
     "intermediateCatchEvent", "intermediateThrowEvent", "endEvent", "startEvent", "subProcess"]
)  # fmt: skip


@given(st.data())
def test_however_steps_are_joined_each_is_told_once_and_leads_where_it_leads(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(_KINDS, min_size=1, max_size=9))
    keys = [f"n{number}" for number in range(len(kinds))]
    pairs = data.draw(st.sets(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=16))
    texts = data.draw(st.lists(st.sampled_from(["", "", "Yes", "No"]), min_size=len(pairs), max_size=len(pairs)))
    records: list[Record] = [node(kind, key, text=key) for kind, key in zip(kinds, keys, strict=True)]
    records += [
        flow(f"{source}-{target}", source, target, text=text)
        for (source, target), text in zip(sorted(pairs), texts, strict=True)
    ]
    _is_told_rightly(process(*records).snapshot(), "en")
