"""All that is said is found for translation, in a fixed order."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from toolkit.case.fields import all_fields
from toolkit.compliance.rules import load_code_rules, load_instruments
from toolkit.documents.wordings import load_wordings
from toolkit.languages.speech import speaking
from toolkit.messages import ROOT, all_messages, messages_in, template, unreadable_in
from toolkit.register.read import load_register
from toolkit.validation import Declared

FILES = sorted(ROOT.rglob("*.py"))
LITERALS = r'((?:"(?:[^"\\\n]|\\.)*"\s*)+)'
"""Neighbouring strings in double quotes, as the formatter writes them."""

SAID = re.compile(rf"\b(?:say|to_say)\(\s*{LITERALS}[,)]")
COUNTED = re.compile(rf"\bsay_count\(\s*{LITERALS},\s*{LITERALS},")

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


@pytest.fixture(scope="module")
def found() -> set[str]:
    """Every message, both sentences of those that are said of one and of many."""
    ids = [message.id for message in all_messages() if message.id]
    return {text for one in ids for text in ([one] if isinstance(one, str) else one)}


def plain(literals: str) -> str:
    return str(ast.literal_eval(f"({literals})"))


def without_docstrings(source: str) -> str:
    return re.sub(r'"""(?:[^"\\]|\\.|"(?!""))*"""', "None", source)


@every_file
def test_every_literal_is_found(path: Path, found: set[str]) -> None:
    source = without_docstrings(path.read_text(encoding="utf-8"))
    texts = [plain(literals) for literals in SAID.findall(source)]
    texts += [plain(literals) for pair in COUNTED.findall(source) for literals in pair]
    assert [text for text in texts if text not in found] == []


@every_file
def test_nothing_is_said_that_cannot_be_found(path: Path) -> None:
    assert unreadable_in(path.read_text(encoding="utf-8")) == []


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@every_file
def test_values_fill_the_braces(path: Path) -> None:
    """A literal that has values has one for every name in braces, and none besides; a name is a whole word."""
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(getattr(node, "func", None), "id", "")
        if not isinstance(node, ast.Call) or name not in ("say", "say_count"):
            continue
        texts = [str(part.value) for part in node.args[:2] if isinstance(part, ast.Constant)]
        given = {keyword.arg or "**" for keyword in node.keywords}
        if "**" in given or not texts or not given:
            continue
        names = set().union(*map(names_in, texts))
        if names != given or not all(word.isidentifier() and len(word) > 1 for word in names):
            wrong.append((node.lineno, sorted(names ^ given)))
    assert wrong == []


def said_on_loading(tree: ast.AST) -> list[int]:
    """The lines on which something is said before anybody has chosen a language: outside functions, in defaults."""
    found: list[int] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
            for part in (node.args, *decorators):
                found += said_on_loading(ast.Module([ast.Expr(part)], []) if isinstance(part, ast.expr) else part)
            continue
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "say_count"):
            found.append(node.lineno)
        found += said_on_loading(node)
    return found


@every_file
def test_nothing_is_said_while_a_module_is_loaded(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert path.parent.name == "pages" or said_on_loading(tree) == []


def test_what_is_said_on_loading_is_seen() -> None:
    source = 'A = say("a")\ndef f(x=say("b")):\n    return say("c")\n@g(say("d"))\nclass B:\n    e = [say("e")]\n'
    assert sorted(said_on_loading(ast.parse(source))) == [1, 2, 4, 6]
    assert said_on_loading(ast.parse('f = lambda: say("a")\ng = [x for x in y]\n')) == []


def test_a_sentence_within_a_call_within_a_sentence_is_found() -> None:
    source = 'x = say("of {a}", a=join(say("one {b}", b=say_count("{n} bit", "{n} bits", 2, n=2)) for _ in y))\n'
    assert [said.message for said in messages_in(source, "x.py")] == ["of {a}", "one {b}", ("{n} bit", "{n} bits")]
    assert [(said.file, said.line) for said in messages_in(source, "x.py")] == [("x.py", 1)] * 3


def test_neighbouring_literals_are_one_and_names_are_passed_over() -> None:
    source = 'A = to_say("one "\n"two")\nsay(A)\nsay(clause.name)\nself.say_count("{n} a", "{n} b", 3)\nsay("")\n'
    assert [said.message for said in messages_in(source, "x.py")] == ["one two", ("{n} a", "{n} b")]


def test_what_a_sentence_may_come_to_is_found() -> None:
    source = 'say("a" if x else "b" if y else NAME)\nsay(x or "c")\nsay(NAMES.get(x, "d"))\nsay(NAMES["e"])\n'
    assert [said.message for said in messages_in(source, "x.py")] == ["a", "b", "c", "d"]
    assert unreadable_in(source) == []


@pytest.mark.parametrize(
    "source",
    [
        'say(f"{x} places")',
        'say("a " + "b")',
        'say("a" if x else f"{x} b")',
        "to_say(NAME)",
        'say_count(ONE, "{count} places", 2)',
    ],
)
def test_what_cannot_be_found_is_told(source: str) -> None:
    assert [line for line, _ in unreadable_in(source)] == [1]


@pytest.mark.parametrize("source", ['say("a")', "say(NAME)", 'say(NAMES["a"])', "say(A if x else B)", 'say(x or "")'])
def test_what_can_be_found_is_fine(source: str) -> None:
    assert unreadable_in(source) == []


def test_the_texts_of_the_codebook_are_found(found: set[str]) -> None:
    book = load_register(user_data=False).codebook
    texts = [text for family in book.families.values() for text in (family.name, family.about)]
    for clause in book.clauses.values():
        texts += [clause.name, clause.question, clause.usual_payer]
        texts += [text for quantity in clause.quantities for text in (quantity.name, quantity.unit)]
    texts += [term.meaning for term in book.broad_terms.values()]
    texts += [text for yardstick in book.yardsticks.values() for text in (yardstick.name, yardstick.asks)]
    for words in book.vocabulary.values():
        texts += [word.replace("_", " ") for word in words]
        texts += list(words.values())
    assert len(texts) > 500
    assert [text for text in texts if text and text not in found] == []


def test_the_texts_of_rules_instruments_and_wordings_are_found(found: set[str]) -> None:
    rules = load_code_rules()
    texts = [text for question in rules.questions.values() for text in (question.question, *question.choices)]
    texts += [question.unit for question in rules.questions.values() if not question.is_yes_or_no]
    for rule in rules.rules.values():
        texts += [rule.says, rule.satisfied_by]
        texts += [text for setting in rule.settings.values() for text in (setting.unit, setting.about)]
    texts += [text for one in load_instruments().values() for text in (one.name, one.asks, one.note)]
    texts += [paragraph for paragraphs in load_wordings().values() for paragraph in paragraphs]
    assert len(texts) > 300
    assert [text for text in texts if text and text not in found] == []


def test_the_fields_of_a_case_are_found(found: set[str]) -> None:
    fields: list[Declared] = all_fields()
    texts = [text for field in fields for text in (field.description, field.unit) if text]
    assert len(texts) > 50
    assert [text for text in texts if text not in found] == []


def test_each_message_tells_where_it_is_said() -> None:
    for message in all_messages():
        if message.id:
            assert message.locations, message.id
            for name, line in message.locations:
                assert (ROOT.parent / name).is_file()
                assert line >= 1
            assert not message.string or not any(message.string)


def test_the_same_messages_are_the_same_file_in_whatever_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = template(all_messages())
    folder = tmp_path / "languages"
    folder.mkdir()
    words = 'msgid "population at the start, for densities only"\nmsgstr "iwori"\n\nmsgid "people"\nmsgstr "abantu"\n'
    (folder / "rw.po").write_text(f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n{words}')
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path))
    with speaking("rw"):
        assert template(all_messages()) == first
    assert b"POT-Creation-Date: 2026-01-01 00:00+0000" in first
