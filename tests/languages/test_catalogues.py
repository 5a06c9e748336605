"""Every shipped catalogue is whole; a ministry's own is checked, every fault at once."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner, Result

from toolkit.__main__ import cli
from toolkit.errors import LanguageError
from toolkit.languages import catalogues
from toolkit.languages.catalogues import SHIPPED, languages
from toolkit.languages.checks import check_catalogue
from toolkit.messages import all_messages

FILES = sorted(SHIPPED.glob("*.po"))
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "languages.md"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {forms}\\n"\n\n'
TWO = "nplurals=2; plural=(n != 1);"
UP_TO_ONE = "nplurals=2; plural=(n > 1);"


@cache
def everything() -> Catalog:
    return all_messages()


def few(*ids: str | tuple[str, str]) -> Catalog:
    catalog = Catalog()
    for message in ids:
        catalog.add(message)
    return catalog


def written(path: Path, text: str, forms: str = TWO) -> Path:
    path.write_text(HEAD.format(forms=forms) + text, encoding="utf-8")
    return path


def test_french_and_spanish_are_shipped() -> None:
    assert {path.stem for path in FILES} >= {"fr", "es"}
    assert set(languages()) >= {"en", "fr", "es"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_catalogue_says_everything(path: Path) -> None:
    checked = check_catalogue(path, everything())
    assert checked.faults == ()
    assert checked.translated == checked.total == len(everything())


def faults(path: Path, asked: Catalog, beside: Catalog | None = None) -> list[tuple[str, str, int, str]]:
    return [(one.kind, one.message, one.line, one.what) for one in check_catalogue(path, asked, beside).faults]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path / "es.po",
        'msgid "{country} gains {amount}"\nmsgstr "{pais} gana {amount}"\n\n'
        '#, fuzzy\nmsgid "Start"\nmsgstr "Inicio"\n\n'
        'msgid "a {brace}"\nmsgstr "una {brace"\n\n'
        'msgid "gone"\nmsgstr "ido"\n\n'
        'msgid "{count} place"\nmsgid_plural "{count} places"\nmsgstr[0] "una plaza"\nmsgstr[1] "plazas"\n\n'
        'msgid "one post"\nmsgid_plural "posts"\nmsgstr[0] "un puesto"\nmsgstr[1] "puestos"\nmsgstr[2] "puestos"\n\n'
        'msgid "one year"\nmsgid_plural "years"\nmsgstr[0] "un año"\n\n'
        'msgid "one month"\nmsgstr "un mes"\n\n'
        'msgid "empty"\nmsgstr ""\n',
    )
    asked = few(
        "{country} gains {amount}",
        "Start",
        "a {brace}",
        "absent",
        ("{count} place", "{count} places"),
        ("one post", "posts"),
        ("one year", "years"),
        ("one month", "months"),
        "empty",
    )
    assert faults(path, asked) == [
        ("placeholders", "{country} gains {amount}", 6, "has {pais}, which is not in the English"),
        ("placeholders", "{country} gains {amount}", 6, "lacks {country}"),
        ("fuzzy", "Start", 10, "is marked as fuzzy, so that it is not used"),
        ("placeholders", "a {brace}", 13, "has a brace without its counterpart"),
        ("missing", "absent", 0, "is not translated"),
        ("placeholders", "{count} place", 19, "form 1 lacks {count}"),
        ("forms", "one post", 24, "has more than the 2 plural forms of the language"),
        ("forms", "one year", 30, "has 1 of the 2 plural forms of the language"),
        ("forms", "one month", 34, "has one form; the language has 2 plural forms"),
        ("missing", "empty", 37, "is not translated"),
        ("unknown", "gone", 16, "is not said any more"),
    ]
    checked = check_catalogue(path, asked)
    assert (checked.language, checked.total, checked.translated) == ("es", 9, 5)


def test_a_form_for_several_numbers_needs_the_number(tmp_path: Path) -> None:
    text = 'msgid "{count} place"\nmsgid_plural "{count} places"\nmsgstr[0] "une place"\nmsgstr[1] "{count} places"\n'
    asked = few(("{count} place", "{count} places"))
    assert faults(written(tmp_path / "es.po", text), asked) == []
    (fault,) = faults(written(tmp_path / "fr.po", text, UP_TO_ONE), asked)
    assert fault[3] == "form 0 lacks {count}"


def test_a_text_without_values_may_have_braces(tmp_path: Path) -> None:
    path = written(tmp_path / "es.po", 'msgid "see below"\nmsgstr "véase {abajo}"\n')
    assert faults(path, few("see below")) == []


def test_what_the_shipped_catalogue_says_is_not_missing(tmp_path: Path) -> None:
    beside = few("a", "b")
    beside["a"].string = "A"
    path = written(tmp_path / "es.po", 'msgid "c"\nmsgstr "C"\n')
    assert [(kind, message) for kind, message, *_ in faults(path, few("a", "b", "c"), beside)] == [("missing", "b")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xx-what.po", b'msgid "a"\nmsgstr "b"\n'),
        ("fr.po", b'msgid "a"\nmsgstr[0 "b"\nwhat\n'),
        ("fr.po", b'msgid "\xff\xfe"\n'),
        ("fr.po", HEAD.format(forms="nplurals=2; plural=__import__;").encode()),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(LanguageError, match=r"cannot be used: .* has 1 problem"):
        check_catalogue(path, few("a"))


def accord(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own catalogues, with one of a language that is not shipped."""
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path))
    folder = tmp_path / "languages"
    folder.mkdir()
    written(folder / "rw.po", 'msgid "{share} %"\nmsgstr "{share} ku ijana"\n')
    return folder


def test_languages_are_listed(own: Path) -> None:
    run = accord("languages", "list", "--json")
    assert run.exit_code == 0
    found = {entry.pop("language"): entry for entry in json.loads(run.output)}
    total = len(everything())
    assert found["en"] == {"name": "English", "translated": total, "total": total, "shipped": True, "own": False}
    assert found["rw"] == {"name": "Ikinyarwanda", "translated": 1, "total": total, "shipped": False, "own": True}
    assert "Ikinyarwanda" in accord("languages", "list").output


def test_the_template_is_written_once(own: Path) -> None:
    path = own / "accord.pot"
    run = accord("languages", "template", str(path))
    assert (run.exit_code, run.output.strip()) == (0, f"{path}: {len(everything()):,} messages.")
    assert b'msgid "{share} %"' in path.read_bytes()
    assert accord("languages", "template", str(path)).exit_code == 1
    assert accord("languages", "template", str(path), "--force").exit_code == 0


def test_a_file_is_checked(own: Path) -> None:
    run = accord("languages", "check", str(own / "rw.po"), "--json")
    told = json.loads(run.output)
    assert run.exit_code == 1
    assert (told["file"], told["language"], told["valid"], told["translated"]) == ("rw.po", "rw", False, 1)
    assert {fault["kind"] for fault in told["faults"]} == {"missing"}
    assert len(told["faults"]) == told["total"] - 1
    shown = accord("languages", "check", str(own / "rw.po"))
    assert shown.exit_code == 1
    assert "Not translated" in shown.output


def test_a_correction_of_a_shipped_language_is_whole(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    whole = "".join(_entry(message.id) for message in everything() if message.id)
    written(shipped / "es.po", whole)
    monkeypatch.setattr(catalogues, "SHIPPED", shipped)
    monkeypatch.setattr("toolkit.commands.languages.SHIPPED", shipped)
    written(own / "es.po", 'msgid "{share} %"\nmsgstr "{share} por ciento"\n')
    run = accord("languages", "check", str(own / "es.po"))
    assert (run.exit_code, "no problem found; 1 of" in run.output) == (0, True), run.output
    listed = {entry["language"]: entry for entry in json.loads(accord("languages", "list", "--json").output)}
    assert listed["es"]["translated"] == listed["es"]["total"]
    assert listed["es"]["shipped"]
    assert listed["es"]["own"]


def _entry(message: str | Sequence[str]) -> str:
    """An entry whose translation is the English."""
    one, *many = (json.dumps(text, ensure_ascii=False) for text in ([message] if isinstance(message, str) else message))
    if not many:
        return f"msgid {one}\nmsgstr {one}\n\n"
    return f"msgid {one}\nmsgid_plural {many[0]}\nmsgstr[0] {one}\nmsgstr[1] {many[0]}\n\n"


def test_the_example_of_the_documentation_is_a_catalogue(tmp_path: Path) -> None:
    (example,) = re.findall(r"```po\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.DOTALL)
    (tmp_path / "fr.po").write_text(example, encoding="utf-8")
    checked = check_catalogue(tmp_path / "fr.po", everything())
    assert {fault.kind for fault in checked.faults} == {"missing"}
    assert checked.translated == 1


def test_an_unusable_file_is_refused(own: Path) -> None:
    run = accord("languages", "check", str(own / "none.po"))
    assert isinstance(run.exception, LanguageError)
