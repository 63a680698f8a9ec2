"""Every string comes from the catalogue, in every language, compiled and used."""

import ast
import importlib.util
import re
import string
from collections import Counter
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest
from requirements import ROOT

from modeller import language
from modeller.language import Message, bracketed, labelled, listed, message, set_apart

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)+")


@lru_cache
def compiler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_catalogues", ROOT / ".ci" / "compile_catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache
def catalogue(name: str) -> dict[str, str | tuple[str, ...]]:
    return compiler().words(name)  # type: ignore[no-any-return]


def sources() -> list[Path]:
    return sorted((ROOT / "modeller").rglob("*.py"))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@lru_cache
def asked_for() -> dict[str, str]:
    """Each key that the code puts into words or declares as a label -> where."""
    found = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            values = [keyword.value for keyword in node.keywords if keyword.arg == "label"]
            if _name(node.func) in {"message", "Message", "say", "key"} and node.args:
                values.append(node.args[0])
            for value in values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and KEY.fullmatch(value.value):
                    found[value.value] = f"{path.relative_to(ROOT)}:{value.lineno}"
    return found


@lru_cache
def mentioned() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Every string that stands in the code, and a pattern for every f-string that could make a key."""
    plain, patterns = set(), set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if isinstance(parts[0], str) and re.match(r"[a-z]+\.", parts[0]):
                    patterns.add("".join(".+" if part is None else re.escape(str(part)) for part in parts))
    return frozenset(plain), tuple(re.compile(pattern) for pattern in sorted(patterns))


def fields(words: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def test_no_entry_of_a_catalogue_has_the_words_of_another_behind_its_own() -> None:
    for path in sorted((ROOT / "resources" / "locale").glob("*/*.po")):
        entries = re.split(r"^(?=msgid )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for entry in entries[1:]:
            plural = "msgid_plural" in entry
            said = re.findall(r"^msgstr(.*?) ", entry, re.MULTILINE)
            assert said == ([f"[{number}]" for number in range(len(said))] if plural else [""]), f"{path}: {entry}"


def test_the_compiled_catalogues_are_those_of_the_po_files() -> None:
    assert compiler().stale() == [], "run .ci/compile_catalogues.py"


@pytest.mark.parametrize("name", language.LANGUAGES)
def test_no_key_has_words_twice(name: str) -> None:
    files = sorted((ROOT / "resources" / "locale" / name).glob("*.po"))
    keys = Counter(key for file in files for key in re.findall(r'^msgid "(.+)"$', file.read_text("utf-8"), re.M))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", language.LANGUAGES)
def test_every_line_of_a_catalogue_is_one_string(name: str) -> None:
    line = re.compile(r'((msgid|msgid_plural|msgstr|msgstr\[[01]\]) )?"([^"\\]|\\.)*"|#.*|')
    for file in sorted((ROOT / "resources" / "locale" / name).glob("*.po")):
        odd = [each for each in file.read_text("utf-8").splitlines() if not line.fullmatch(each)]
        assert odd == [], file.name


def test_every_language_has_the_same_keys() -> None:
    english, chinese = catalogue(language.ENGLISH), catalogue(language.CHINESE)
    assert sorted(set(english) - set(chinese)) == [], "not in Chinese"
    assert sorted(set(chinese) - set(english)) == [], "not in English"


def test_every_language_fills_in_the_same_fields() -> None:
    for key, english in catalogue(language.ENGLISH).items():
        chinese = catalogue(language.CHINESE)[key]
        wanted = set().union(*(fields(text) for text in ([english] if isinstance(english, str) else english)))
        given = set().union(*(fields(text) for text in ([chinese] if isinstance(chinese, str) else chinese)))
        assert given == wanted, key


def test_every_key_that_the_code_asks_for_is_in_the_catalogue() -> None:
    missing = {key: place for key, place in asked_for().items() if key not in catalogue(language.ENGLISH)}
    assert missing == {}


def test_every_key_of_the_catalogue_is_used() -> None:
    plain, patterns = mentioned()
    unused = [
        key
        for key in catalogue(language.ENGLISH)
        if key not in plain and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def test_no_chinese_words_were_left_in_english() -> None:
    same = [
        key
        for key, words in catalogue(language.CHINESE).items()
        if words == catalogue(language.ENGLISH)[key] and re.search(r"[A-Za-z]{3,} [a-z]{3,}", str(words))
    ]
    assert same == []


def test_chinese_sentences_end_as_chinese_sentences_do() -> None:
    wrong = [
        key
        for key, words in catalogue(language.CHINESE).items()
        for text in ([words] if isinstance(words, str) else words)
        if re.search(r"[\u4e00-\u9fff][.,;:?!]($|\s)", text)
    ]
    assert wrong == [], "half-width punctuation after Chinese characters"


def test_chinese_sentences_have_chinese_punctuation() -> None:
    half = re.compile(r"[\u4e00-\u9fff”’][,;:?!]|[,;:?!][\u4e00-\u9fff]|[\u4e00-\u9fff]\((?!&)|\.\.\.")
    said = {key: words if isinstance(words, str) else " ".join(words) for key, words in catalogue("zh_CN").items()}
    assert [key for key, words in said.items() if half.search(words)] == []


@pytest.mark.parametrize("name", language.LANGUAGES)
def test_a_message_is_put_into_words_in_each_language(name: str) -> None:
    text = language.words(message("files.missing", name="订单 <1>.bpmn"), name)
    assert "订单 <1>.bpmn" in text
    assert "files.missing" not in text


def test_the_pseudo_language_frames_what_comes_from_the_catalogue() -> None:
    inner = message("files.missing", name="a.bpmn")
    assert language.words(inner, language.PSEUDO).startswith("⟦")
    assert language.words("a name of the user's own", language.PSEUDO) == "a name of the user's own"


def test_an_unknown_key_shows_itself_rather_than_failing() -> None:
    assert str(Message("no.such.key")) == "no.such.key"


def test_what_stands_side_by_side_is_joined_as_each_language_does() -> None:
    assert (listed(["a", "b"], "en"), listed(["a", "b"], "zh_CN")) == ("a, b", "a、b")
    assert (set_apart(["a", "b"], "en"), set_apart(["a", "b"], "zh_CN")) == ("a; b", "a；b")
    assert (labelled("a", "b", "en"), labelled("a", "b", "zh_CN")) == ("a: b", "a：b")
    assert (bracketed("a", "b", "en"), bracketed("a", "b", "zh_CN"), bracketed("a", "", "en")) == (
        "a (b)",
        "a（b）",
        "a",
    )
    assert listed(["[a]", "⟦b⟧"], "pseudo") == "[a], ⟦b⟧"
