"""Checking as a whole: sets, own rules, pardons, a rule that fails, real models and what others say of them."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from corpus_files import manifest
from hypothesis import given
from hypothesis import strategies as st
from requirements import CORPUS, ROOT
from small_models import collaboration, flow, node, process
from validation.faulty import MODELS, good

from modeller.editing import pardons, rule_choice
from modeller.editing.refused import Refused
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.jobs.check_model import check_model, plain
from modeller.jobs.open_model import open_model
from modeller.model.document import Document
from modeller.model.records import Properties, Record
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.notation.bpmn.rule_choice import rule_choice as rule_choice_of
from modeller.resources import SAMPLES
from modeller.validation import check as checking
from modeller.validation.check import check
from modeller.validation.malformed import Malformed
from modeller.validation.rule import Rule
from modeller.validation.rules.catalogue import RULES
from modeller.validation.sets import SHIPPED, choice_in, choice_kept, chosen, decoded, encoded, layered, shipped

ALL = decoded(b'{"kinds": ["correctness", "style", "policy"]}', "all")


def rules_of(document: Document, **more: object) -> set[str]:
    return {finding.rule for finding in check(document.snapshot(), **more).findings}  # type: ignore[arg-type]


def own(**rule: object) -> str:
    return json.dumps({"own": [{"name": "ours", "says": {"en": "Ours", "zh_CN": "我们的"}, **rule}]})


SEVERITIES = st.sampled_from(["error", "warning", "hint", "off"])
RULE_NAMES = st.sampled_from([rule.name for rule in RULES])
KIND_SETS = st.none() | st.sets(st.sampled_from(["correctness", "style", "policy"])).map(
    lambda kinds: tuple(sorted(kinds))
)
CHOICES = st.builds(RuleChoice, KIND_SETS, st.dictionaries(RULE_NAMES, SEVERITIES, max_size=6))


# -- a library's rules and a model's ---------------------------------------------------------------------------------


@given(CHOICES, CHOICES)
def test_what_a_model_says_of_a_rule_holds_whatever_its_library_says(choice: RuleChoice, usual: RuleChoice) -> None:
    made = chosen(layered(choice, usual)).severities
    for rule, severity in choice.severities.items():
        assert made.get(rule, "off") == severity


@given(CHOICES)
def test_a_model_that_says_nothing_has_the_rules_of_its_library_and_no_library_changes_nothing(
    choice: RuleChoice,
) -> None:
    assert chosen(layered(RuleChoice(), choice)) == chosen(layered(choice, RuleChoice())) == chosen(choice)
    assert chosen(choice_kept(encoded(choice))) == chosen(choice)


def test_a_kind_that_a_model_switches_against_its_library_is_as_delivered() -> None:
    usual = RuleChoice(None, {"dead_end": "off", "vague_verb": "error", "never_read": "error"})
    made = chosen(layered(RuleChoice(("correctness",)), usual)).severities
    assert "vague_verb" not in made
    assert "dead_end" not in made
    assert made["never_read"] == "error", "a rule of a kind that the model says nothing of"
    made = chosen(layered(RuleChoice(("correctness", "style", "policy")), usual)).severities
    assert made["never_read"] == "hint"
    assert made["vague_verb"] == "error"


def test_of_two_own_rules_of_one_name_the_model_s_holds() -> None:
    theirs, mine = ({"name": "ours", "severity": severity, "says": {"en": severity}} for severity in ("error", "hint"))
    usual = RuleChoice(own=(json.dumps(theirs), json.dumps({**theirs, "name": "other"})))
    (first, second) = chosen(layered(RuleChoice(own=(json.dumps(mine),)), usual)).own
    assert (first.severity, second.name) == ("hint", "other")


# -- sets ------------------------------------------------------------------------------------------------------------


def test_every_shipped_set_is_one_and_the_standard_one_has_all_but_policy() -> None:
    sets = {name: shipped(name) for name in SHIPPED}
    assert set(sets["standard"].severities) == {rule.name for rule in RULES if rule.kind != "policy"}
    assert set(sets["correctness"].severities).isdisjoint(sets["style"].severities)
    assert sets["policy"].own


def test_a_set_switches_rules_off_and_makes_others_worse() -> None:
    rules = decoded(b'{"kinds": ["style"], "rules": {"unnamed_activity": "off", "vague_verb": "error"}}', "ours")
    assert "unnamed_activity" not in rules_of(MODELS["unnamed_activity"](), rules=rules)
    found = check(MODELS["vague_verb"]().snapshot(), rules).findings
    assert [finding.severity for finding in found if finding.rule == "vague_verb"] == ["error"]


@pytest.mark.parametrize(
    "data",
    ["", "[]", "{", '{"kind": []}', '{"rules": {"no_such": "error"}}', '{"rules": {"vague_verb": "bad"}}',
     '{"own": [{}]}',
     '{"own": {}}', own(roles=["boss"]), own(must=[{"attribute": "name", "evil": 1}]), own(must=[{"attribute": 3}]),
     own(severity="bad"), own(where=3), "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")],
)  # fmt: skip
def test_what_is_no_set_is_refused(data: str) -> None:
    with pytest.raises(Malformed):
        decoded(data.encode(), "x")


@pytest.mark.parametrize(
    ("data", "said"),
    [("[1]", "The file must be an object, in braces; found is “[1]”."),
     ('{\n  "kinds": [}', "From line 2, column 13 on it is not JSON."),
     ("[" * 100_000, "It is nested too deeply, or has a number that is too long."),
     ("1" * 5_000, "It is nested too deeply, or has a number that is too long."),
     ('{"kind": []}', "The file: “kind” is not known there. Known are: kinds, rules, own."),
     ('{"kinds": "style"}', "kinds must be a list, in square brackets; found is “style”."),
     ('{"kinds": ["stile"]}', "kinds: “stile” is not possible there. Possible are: correctness, style, policy."),
     ('{"rules": {"ded_end": "off"}}', "rules: there is no rule “ded_end”. Is “dead_end” meant?"),
     ('{"rules": {"xyz": "off"}}', "rules: there is no rule “xyz”. docs/rules.md lists their names."),
     ('{"rules": {"dead_end": "loud"}}',
      "rules › dead_end: “loud” is not possible there. Possible are: error, warning, hint, off."),
     ('{"own": [{"name": "a", "says": "A"}, 7]}', "own › 2 must be an object, in braces; found is “7”."),
     ('{"own": [{"says": "A"}]}', "own › 1 lacks “name”."),
     (own(says=3), "own › ours › says must be a sentence, or an object with one for each language (en, zh_CN)."),
     (own(says={"en": 3}), "own › ours › says › en must be a text, in quotation marks; found is “3”."),
     (own(must=[{"filled": True}]), "own › ours › must lacks “attribute”."),
     (own(must=[{"attribute": "name", "filled": "yes"}]),
      "own › ours › must › filled must be true or false; found is “yes”."),
     (own(where=[{"attribute": "name", "longest": True}]),
      "own › ours › where › longest must be a whole number; found is “true”."),
     (own(wheres=[]),
      "own › 1: “wheres” is not known there. Known are: name, severity, says, roles, types, where, must."),
     (own(types=["x" * 99, 3]), "own › ours › types must be a text, in quotation marks; found is “3”."),
     (own(severity="x" * 99),
      f"own › ours › severity: “{'x' * 40}…” is not possible there. Possible are: error, warning, hint.")],
)  # fmt: skip
def test_what_is_wrong_with_a_set_is_said_with_its_place_and_what_is_expected(data: str, said: str) -> None:
    with pytest.raises(Malformed) as told:
        decoded(data.encode(), "x")
    assert str(told.value.message) == said


def test_a_file_may_say_how_grave_its_own_rules_and_the_shipped_policies_are() -> None:
    held = json.loads(own(must=[{"attribute": "name", "filled": True}]))
    names = [rule.name for rule in shipped("policy").own]
    held |= {"kinds": ["policy"], "rules": {"ours": "error", names[0]: "off", names[1]: "error"}}
    made = {rule.name: rule.severity for rule in decoded(json.dumps(held).encode(), "x").own}
    assert made["ours"] == made[names[1]] == "error"
    assert names[0] not in made
    assert json.loads(encoded(choice_in(json.dumps(held).encode()))) == held


def test_an_own_rule_holds_where_its_conditions_do() -> None:
    document = MODELS["same_name_twice"]()
    rules = decoded(own(roles=["work"], must=[{"attribute": "name", "unlike": "check*|*fax*"}]).encode(), "x")
    found = check(document.snapshot(), rules).findings
    assert [finding.elements for finding in found] == [("a",), ("b",)]
    assert str(found[0].message) == "Ours"
    narrower = own(
        roles=["work"], where=[{"attribute": "name", "like": "pack*"}], must=[{"attribute": "lane", "filled": True}]
    )
    assert rules_of(document, rules=decoded(narrower.encode(), "x")) == set()
    short = decoded(own(types=["task"], must=[{"attribute": "name", "longest": 3}]).encode(), "x")
    assert rules_of(document, rules=short) == {"ours"}


def test_an_own_rule_sees_inputs_outputs_roles_and_time_limits() -> None:
    for attribute, missing in (("outputs", {"b", "c"}), ("inputs", {"a", "b", "c"}), ("time limit", {"a", "b", "c"})):
        rules = decoded(own(roles=["work"], must=[{"attribute": attribute, "filled": True}]).encode(), "x")
        assert {finding.elements[0] for finding in check(good().snapshot(), rules).findings} == missing


# -- pardons ---------------------------------------------------------------------------------------------------------


def test_a_pardon_is_kept_in_the_model_with_its_reason_and_comes_back_from_the_file() -> None:
    document = MODELS["dead_end"]()
    pardons.pardon(document, "b", "dead_end", " so it\nis <meant> & 对 ")
    again = read(write(document)).document
    for model in (document, again):
        (finding,) = [each for each in check(model.snapshot()).findings if each.rule == "dead_end"]
        assert finding.pardon == "so it is <meant> & 对"
        assert "dead_end" not in {each.rule for each in check(model.snapshot()).open}
    assert write(again) == write(document)


def test_a_withdrawn_pardon_leaves_no_trace() -> None:
    document = MODELS["dead_end"]()
    before = dict(document.records)
    pardons.pardon(document, "b", "dead_end", "meant")
    pardons.pardon(document, "b", "vague_verb", "meant too")
    pardons.withdraw(document, "b", "dead_end")
    pardons.withdraw(document, "b", "vague_verb")
    assert dict(document.records) == before
    with pytest.raises(Refused):
        pardons.pardon(document, "b", "dead_end", "  ")
    with pytest.raises(Refused):
        pardons.pardon(document, "D", "too_large", "a diagram has no place for it")


# -- faults of our own -----------------------------------------------------------------------------------------------


def test_a_rule_that_fails_is_named_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("of our own")

    broken = tuple(replace(rule, find=fail) if rule.name == "missing_end" else rule for rule in RULES)
    monkeypatch.setattr("modeller.validation.sets.RULES", broken)
    checked = check(MODELS["missing_end"]().snapshot())
    assert [failure.rule for failure in checked.failures] == ["missing_end"]
    assert {finding.rule for finding in check(MODELS["dead_end"]().snapshot()).findings} >= {"dead_end"}


def test_a_check_that_is_called_off_ends_at_the_next_rule() -> None:
    class Stop(Exception):
        pass

    def pause(fraction: float) -> None:
        if fraction > 0.5:
            raise Stop

    with pytest.raises(Stop):
        check(good().snapshot(), pause=pause)


def test_rules_name_no_kind_of_element() -> None:
    """They ask for role and traits, so that they hold in every notation."""
    folder = Path(checking.__file__).parent / "rules"
    kinds = re.compile(r"\"bpmn:(?!\{)|Event\"|Gateway\"|[a-z]Task\"")
    named = [
        path.name
        for path in sorted(folder.glob("*.py"))
        if kinds.search(path.read_text("utf-8").replace('"bpmn:signal"', ""))
    ]
    assert named == []


def test_every_rule_is_in_the_list_once() -> None:
    assert all(isinstance(rule, Rule) for rule in RULES)
    table = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert [rule.name for rule in RULES if f"`{rule.name}`" not in table] == []


# -- real models -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.bpmn")), ids=lambda path: path.stem)
def test_the_samples_break_no_rule(path: Path) -> None:
    assert [(each.rule, each.elements) for each in check(open_model(path).document.snapshot()).open] == []


STANDS_FOR = {
    "ad-hoc-sub-process": {"start_or_end_in_ad_hoc"},
    "end-event-required": {"missing_end"},
    "fake-join": {"implicit_join"},
    "link-event": {"link_without_name", "link_without_partner", "link_with_two_targets"},
    "no-disconnected": {"not_connected"},
    "no-implicit-end": {"dead_end", "not_connected"},
    "no-inclusive-gateway": {"inclusive_gateway"},
    "single-event-definition": {"several_triggers"},
    "sub-process-blank-start-event": {"sub_process_start"},
    "superfluous-gateway": {"needless_gateway"},
}
"""Of the rules of which somebody else recorded what they find: ours for them."""


def test_what_others_recorded_for_their_rules_holds_for_ours(corpus: Path) -> None:
    wrong, seen = [], 0
    for path, row in manifest().items():
        for name, verdict in re.findall(r"bpmnlint ([a-z-]+)=(valid|invalid)", row["known_verdicts"]):
            seen += 1
            found = rules_of(open_model(CORPUS / path).document, rules=ALL) & STANDS_FOR[name]
            if bool(found) is not (verdict == "invalid"):
                wrong.append(path)
    assert seen >= 20
    assert wrong == []


# -- processes together ----------------------------------------------------------------------------------------------


def waiting_for_each_other() -> Document:
    """Each pool waits for the other's letter before it sends its own."""

    def pool(name: str, scope: str, y: float) -> list[Record]:
        return [
            node("startEvent", f"{name}s", 100, y, 36, 36, scope),
            node("receiveTask", f"{name}r", 200, y, scope=scope, text="Wait for letter"),
            node("sendTask", f"{name}w", 400, y, scope=scope, text="Send letter"),
            node("endEvent", f"{name}e", 600, y, 36, 36, scope),
            *(flow(f"{name}{a}{b}", name + a, name + b, scope=scope) for a, b in ("sr", "rw", "we")),
        ]  # fmt: skip

    ways = (("one", "aw", "br"), ("two", "bw", "ar"))
    letters = [flow(*way, type="messageFlow", scope="C") for way in ways]
    return collaboration(*pool("a", "P", 100), *pool("b", "Q", 500), *letters)


def test_processes_that_wait_for_each_other_are_told_as_one() -> None:
    document = waiting_for_each_other()
    checked = check(document.snapshot())
    assert [(each.process, each.verdict) for each in checked.soundness] == [
        ("P", "sound"), ("Q", "sound"), ("", "unsound"),
    ]  # fmt: skip
    found = [each for each in checked.findings if each.rule == "soundness.option_to_complete"]
    assert [each.severity for each in found] == ["warning"]
    assert str(found[0].message).startswith("All pools together: ")
    report = check_model(document.snapshot())
    told = plain("x.bpmn", document, report)
    assert told["collaboration"]["option_to_complete"] is False  # type: ignore[index]


def test_without_messages_between_them_nothing_is_said_of_processes_together() -> None:
    assert [each.process for each in check(good().snapshot()).soundness] == [
        each.key for each in good().items("bpmn:process")
    ]


# -- one cause, one finding ------------------------------------------------------------------------------------------


def deadlock_with(*behind: str) -> Document:
    """A choice that a parallel join waits for, and tasks behind it."""
    nodes = [
        node("startEvent", "s", 100, 100, 36, 36),
        node("exclusiveGateway", "g", 200, 100, 50, 50, text="Ok?"),
        node("task", "a", 300, 50, text="Pack goods"),
        node("task", "b", 300, 250, text="Call client"),
        node("parallelGateway", "j", 500, 100, 50, 50),
        *(node("task", f"n{place}", 600 + 150 * place, 100, text=text) for place, text in enumerate(behind)),
        node("endEvent", "e", 2000, 100, 36, 36),
    ]
    ways = ["j", *(f"n{place}" for place in range(len(behind))), "e"]
    pairs = [("s", "g"), ("g", "a"), ("g", "b"), ("a", "j"), ("b", "j"), *pairwise(ways)]
    return process(*nodes, *(flow(f"f{one}{other}", one, other) for one, other in pairs))


def soundness_of(document: Document) -> list[tuple[str, str]]:
    found = check(document.snapshot()).findings
    return [(each.rule, str(each.message)) for each in found if each.topic == "soundness"]


def test_what_never_runs_behind_a_deadlock_is_named_with_it_and_not_for_itself() -> None:
    document = deadlock_with("Ship goods", "Send bill")
    ((rule, said),) = soundness_of(document)
    assert rule == "soundness.option_to_complete"
    assert said.endswith("never comes. Therefore these never run: “Ship goods”, “Send bill”.")
    (verdict,) = check(document.snapshot()).soundness
    assert verdict.dead == ("n0", "n1")
    assert len(verdict.witnesses) == 3


def test_of_many_that_never_run_behind_a_deadlock_the_first_are_named() -> None:
    ((_, said),) = soundness_of(deadlock_with(*(f"Send bill {number}" for number in range(8))))
    assert said.endswith("“Send bill 3”, “Send bill 4” and 3 more.")
    assert "Therefore" not in soundness_of(deadlock_with())[0][1]


# -- what a model asks for -------------------------------------------------------------------------------------------


def test_a_rule_that_the_model_switches_off_is_off_wherever_it_is_checked() -> None:
    document = MODELS["dead_end"]()
    rule_choice.switch_off(document, "dead_end")
    again = read(write(document)).document
    for model in (document, again):
        assert "dead_end" not in rules_of(model)
        assert "dead_end" in rules_of(model, rules=shipped("standard"))
    document.undo()
    assert "dead_end" in rules_of(document)


def test_a_rule_is_off_at_one_element_and_stays_on_at_others() -> None:
    document = MODELS["dead_end"]()
    rule_choice.switch_off_at(document, "b", "dead_end")
    again = read(write(document)).document
    assert "dead_end" not in rules_of(again)
    assert "dead_end" in rules_of(again, rules=shipped("standard"))
    rule_choice.choose_rules(document, RuleChoice(), [("b", "dead_end")])
    assert write(document) == write(MODELS["dead_end"]())
    with pytest.raises(Refused):
        rule_choice.switch_off_at(document, "D", "too_large")


def test_a_model_chooses_kinds_severities_and_brings_its_own_rules() -> None:
    document = MODELS["vague_verb"]()
    wanted = choice_in(
        json.dumps({"kinds": ["policy"], "rules": {"vague_verb": "error", "off_the_grid": "off"},
                    "own": [{"name": "ours", "says": {"en": "Ours <&> 我们"}, "roles": ["work"],
                             "must": [{"attribute": "documentation", "filled": True}]}]}).encode()
    )  # fmt: skip
    rule_choice.choose_rules(document, wanted)
    again = read(write(document)).document
    assert rule_choice_of(again) == wanted
    kept = chosen(rule_choice_of(again))
    assert kept.severities["vague_verb"] == "error"
    assert "off_the_grid" not in kept.severities
    assert "missing_end" not in kept.severities
    assert [rule.name for rule in kept.own][-1] == "ours"
    assert "Ours <&> 我们" in {str(each.message) for each in check(again.snapshot()).findings}
    rule_choice.switch_off(document, "ours")
    assert "ours" not in rules_of(document)
    assert len(document.history) == 2
    rule_choice.choose_rules(document, RuleChoice())
    assert write(document) == write(MODELS["vague_verb"]())


def test_what_a_model_says_of_its_rules_and_nobody_knows_is_passed_over() -> None:
    choice = RuleChoice(("style", "newer"), {"newer": "error", "vague_verb": "loud"}, ("{", "[" * 9000, '{"name": 3}'))
    kept = chosen(choice)
    assert kept.own == ()
    assert kept.severities == shipped("style").severities


@given(
    kinds=st.none() | st.sets(st.sampled_from(("correctness", "style", "policy"))).map(tuple),
    severities=st.dictionaries(
        st.sampled_from([rule.name for rule in RULES]), st.sampled_from(("error", "warning", "hint", "off"))
    ),
)
def test_every_choice_comes_back_from_the_file(kinds: tuple[str, ...] | None, severities: dict[str, str]) -> None:
    document, choice = good(), RuleChoice(kinds, severities)
    rule_choice.choose_rules(document, choice)
    again = read(write(document)).document
    assert rule_choice_of(again) == choice
    assert check(again.snapshot()).findings == check(again.snapshot(), chosen(choice)).findings


@given(said=st.text(st.characters(), min_size=1))
def test_what_an_own_rule_says_comes_back_from_the_file_whatever_it_is(said: str) -> None:
    document = good()
    choice = choice_in(json.dumps({"kinds": [], "own": [{"name": "ours", "says": {"en": said}}]}).encode())
    rule_choice.choose_rules(document, choice)
    again = read(write(document)).document
    (kept,) = chosen(rule_choice_of(again)).own
    assert kept.says == {"en": said}


PARTS = ("name", "severity", "says", "roles", "types", "where", "must", "attribute", "like")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(PARTS), inner),
    max_leaves=12,
)


@given(own=st.lists(JSON.map(json.dumps) | st.text(), max_size=3))
def test_no_rule_that_a_model_brings_keeps_it_from_being_checked(own: list[str]) -> None:
    rules = chosen(RuleChoice(("style",), {}, tuple(own)))
    assert check(good().snapshot(), rules).failures == ()


def test_an_activity_that_undoes_another_stands_beside_the_flow_however_little_is_said_of_it() -> None:
    bare = node("task", "U", 200, 300, text="Take it back")
    document = process(
        node("startEvent", "S", 100, 100, 36, 36), node("task", "A", 200, 80, text="Book it"),
        node("endEvent", "E", 400, 100, 36, 36), flow("s", "S", "A"), flow("e", "A", "E"),
        replace(bare, properties=Properties({"id": "U", "isForCompensation": "true"})),
    )  # fmt: skip
    assert not any("U" in finding.elements for finding in check(document.snapshot()).findings)
