# ruff: noqa: E501
"""Case files as text: places with their lines, numbers as they are written, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cases import SHIPPED, changed, plain, rich
from toolkit import CaseError, load_case, shipped_cases
from toolkit.case.schema import as_mapping
from toolkit.reading import MOST_BYTES, place, read_text

GOOD = """\
# a comment on the first line
name: Nurses
start_year: 2030
years: 2
phases: [1, 1]
currency: USD
price_year: 2030

countries:
  KEN:
    discount_rate: 0.05
    nurse: {workforce: 1000, funded_posts: 900, service_value: 5000}
  GBR:
    nurse:
      workforce: 2000
      funded_posts: 2500

corridors:
  KEN-GBR:
    nurse:
      max_recruits: [10, 20]
      pass_rate: {value: 0.5, low: 0.4, high: 0.6, source: who, year: 2024, note: "a guess, 1:30"}

red_lines:
  - kind: min_recruits
    value: 1
  - kind: no_harm
    country: KEN

sources:
  who: {title: A report, address: "https://example.org"}
"""


def written(tmp_path: Path, text: str | bytes, name: str = "case.yaml") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(CaseError) as caught:
        load_case(path)
    assert str(caught.value).startswith(
        f"This case cannot be used: {path.name} has {len(caught.value.problems)} problem"
    )
    return [str(problem) for problem in caught.value.problems]


def test_a_good_file(tmp_path: Path) -> None:
    case = load_case(written(tmp_path, GOOD))
    assert case.corridors["KEN-GBR"].cadres["nurse"].max_recruits == (10, 20)
    assert case.corridors["KEN-GBR"].cadres["nurse"].pass_rate == 0.5
    origin = case.provenance["corridors.KEN-GBR.nurse.pass_rate"]
    assert (origin.low, origin.high, origin.source, origin.year, origin.note, origin.assumed) == (
        0.4,
        0.6,
        "who",
        2024,
        "a guess, 1:30",
        False,
    )
    assert list(case.countries) == ["KEN", "GBR"], "the one that sends comes first, whatever the file says"


# what is put in place of what, and the problems that must be told
EDITS: list[tuple[str, tuple[str, str], list[str]]] = [
    ("years", ("years: 2", "years: 3"), ["phases (line 5): the phases add up to 2 years; they must add up to `years`, which is 3 …"]),
    ("share", ("{value: 0.5, low: 0.4, high: 0.6", "{value: 50, low: 40, high: 60"), [
        "corridors → KEN-GBR → nurse → pass_rate (line 22): is 50; …",
        "corridors → KEN-GBR → nurse → pass_rate → low (line 22): is 40; …",
        "corridors → KEN-GBR → nurse → pass_rate → high (line 22): is 60; …",
    ]),
    ("second recruits", ("[10, 20]", "\n        - 10\n        - many"), ["corridors → KEN-GBR → nurse → max_recruits → 2nd (line 23): is the text 'many'; a number (people a year) …"]),
    ("second red line", ("country: KEN", "country: KEN\n    value: 3"), ["red_lines → 2nd → value (line 29): no_harm takes no value (remove it)"]),
    ("missing field is told at its parent", ("title: A report, ", ""), ["sources → who → title (line 31): is missing; title of the publication or page (text) (add it)"]),
    ("country twice", ("  GBR:\n", "  KEN:\n"), ["countries (line 13): 'KEN' stands twice; a key stands once (remove or rename one of the two)"]),
    ("field twice", ("service_value: 5000", "workforce: 5"), ["countries → KEN → nurse (line 12): 'workforce' stands twice; a key stands once (remove or rename one of the two)"]),
    ("Norway", ("  GBR:\n", "  NO:\n"), ["countries → NO (line 14): unknown country 'NO'; …", "corridors → KEN-GBR (line 20): names GBR, which is not among the countries of the case; …"]),
    ("anchor", ("nurse: {workforce: 1000", "nurse: &n {workforce: 1000"), []),
    ("alias", ("  GBR:\n    nurse:\n      workforce: 2000\n      funded_posts: 2500", "  GBR:\n    nurse: *n"), ["line 14: is not YAML: …"]),
    ("anchor and alias", ("    nurse: {workforce: 1000, funded_posts: 900, service_value: 5000}\n  GBR:\n    nurse:\n      workforce: 2000\n      funded_posts: 2500", "    nurse: &n {workforce: 1000, funded_posts: 900}\n  GBR:\n    nurse: *n"), ["countries → GBR → nurse (line 12): repeats another part by an anchor, or is nested too deeply; plain values (write it out)"]),
    ("code", ("name: Nurses", "name: !!python/object/apply:os.system ['echo hacked']"), ["name (line 2): has the tag tag:yaml.org,2002:python/object/apply:os.system; plain values without tags (remove the tag)"]),
    ("tag of one's own", ("years: 2", "years: !years 2"), ["years (line 4): has the tag !years; plain values without tags (remove the tag)"]),
    ("a list as key", ("name: Nurses", "name: Nurses\n? [a, b]\n: 3"), ["the file (line 2): has a key that is not a word; keys are words"]),
    ("indentation", ("    discount_rate: 0.05", "   discount_rate: 0.05\n      x: 3"), ["line 12: is not YAML: mapping values are not allowed in this context (check the indentation and the colons there)"]),
    ("a quote left open", ("name: Nurses", 'name: "Nurses'), ["line 22: is not YAML: did not find expected key (check the indentation and the colons there)"]),
    ("leading zero in a year", ("years: 2", "years: 02"), []),
    ("sexagesimal", ("discount_rate: 0.05", "discount_rate: 1:30"), ["countries → KEN → discount_rate (line 11): is the text '1:30'; a number (per year) (write it as digits with a decimal point)"]),
    ("decimal comma", ("discount_rate: 0.05", "discount_rate: 0,05"), ["countries → KEN → discount_rate (line 11): is the text '0,05'; a number (per year) …"]),
    ("quoted number", ("discount_rate: 0.05", "discount_rate: '0.05'"), ["countries → KEN → discount_rate (line 11): is the text '0.05'; a number (per year) (write 0.05)"]),
    ("not a number", ("discount_rate: 0.05", "discount_rate: .nan"), ["countries → KEN → discount_rate (line 11): is nan; a finite number (per year) …"]),
    ("infinite", ("discount_rate: 0.05", "discount_rate: -.inf"), ["countries → KEN → discount_rate (line 11): is -inf; …"]),
    ("yes is a word", ("discount_rate: 0.05", "discount_rate: yes"), ["countries → KEN → discount_rate (line 11): is the text 'yes'; …"]),
    ("nothing after the colon", ("discount_rate: 0.05", "discount_rate:"), ["countries → KEN → discount_rate (line 11): is empty; a number (per year)"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "edit", "messages"), EDITS, ids=[what for what, _, _ in EDITS])
def test_message_and_line(what: str, edit: tuple[str, str], messages: list[str], tmp_path: Path) -> None:
    assert GOOD.count(edit[0]) == 1, "the edit is made in one place; a mapping stands on the line of its first field"
    path = written(tmp_path, GOOD.replace(*edit))
    if not messages:
        load_case(path)
        return
    found = problems(path)
    assert len(found) == len(messages), found
    for message, problem in zip(messages, found, strict=True):
        if message.endswith("…"):
            assert problem.startswith(message.removesuffix("…").rstrip()), what
        else:
            assert problem == message, what


def test_problems_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        GOOD.replace("min_recruits", "min_recruit")
        .replace("0.05", "5")
        .replace("USD", "Dollar")
        .replace("pass_rate", "pas_rate")
    )
    lines = [int(problem.split("(line ")[1].split(")")[0]) for problem in problems(written(tmp_path, text))]
    assert lines == sorted(lines)
    assert len(set(lines)) == 4


def test_nothing_of_a_tag_is_executed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    problems(written(tmp_path, f"name: !!python/object/apply:os.system ['touch {mark}']\n"))
    assert not mark.exists()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("case.yaml", b"", "the file: is not a case; …"),
        ("case.yaml", b"# only a comment\n", "the file: is not a case; …"),
        ("case.yaml", b"- 1\n", "the file: is not a case; …"),
        ("case.yaml", b"name: caf\xe9\n", "the file: is not UTF-8 text; a text file is expected (save it as UTF-8)"),
        ("case.yaml", b"\x80\x81", "the file: is not UTF-8 text; a text file is expected (save it as UTF-8)"),
        ("case.yaml", b"name: a\x00b\n", "the file: is not YAML: …"),
        ("case.yaml", b"name: a\n---\nname: b\n", "line 2: is not YAML: …"),
        ("case.json", b"{", "line 1: is not JSON: Expecting property name enclosed in double quotes"),
        ("case.json", b"", "line 1: is not JSON: Expecting value"),
        ("case.json", b'{"years": 1, "years": 2}', "the file: 'years' stands twice; a key stands once (remove or rename one of the two)"),
        ("case.json", b'{"years": NaN}', "years: is nan; …"),
        ("case.json", b'{"years": Infinity}', "years: is inf; …"),
        ("case.json", b"[" * 100_000, "the file: is not JSON: is nested too deeply"),
        ("case.yaml", b"[" * 2_000, "line 1: is not YAML: …"),
        ("case.json", b'{"years": ' + b"9" * 5_000 + b"}", "the file: is not JSON: has a number of too many digits"),
        ("case.json", b'{"years": 1e999}', "years: is inf; …"),
        ("case.yaml", b"value: 3\n", "value (line 1): unknown field 'value'; …"),
        ("case.json", b'{"value": 3}', "value: unknown field 'value'; …"),
    ],
)  # fmt: skip
def test_files_that_are_no_cases(name: str, text: bytes, message: str, tmp_path: Path) -> None:
    found = problems(written(tmp_path, text, name))
    if message.endswith("…"):
        assert any(problem.startswith(message.removesuffix("…").rstrip()) for problem in found), found
    else:
        assert message in found


def test_a_deep_file_is_refused_and_not_followed(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, "name: " + "{a: " * 40 + "1" + "}" * 40))
    assert "nested too deeply" in problem


def test_a_big_file_is_not_read(tmp_path: Path) -> None:
    assert problems(written(tmp_path, b"#" * (MOST_BYTES + 1))) == [
        "the file: has 4.0 MB; a file has at most 4 MB (take out what is not part of it)"
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(
        CaseError,
        match=r"is neither a file nor a shipped case \(shipped cases are ghana-uk, kenya-uk and philippines-germany\)",
    ):
        load_case(tmp_path / "none.yaml")
    with pytest.raises(
        CaseError, match=r"is neither a file nor a shipped case \(did you mean kenya-uk or ghana-uk\?\)"
    ):
        load_case("kenia-uk")


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path)[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1000000", 1_000_000),
        ("1e6", 1_000_000.0),
        ("1E6", 1_000_000.0),
        ("+1.5e+1", 15.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("010", 10),
        ("0o10", "0o10"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("2030-01-01", "2030-01-01"),
        ("yes", "yes"),
        ("NO", "NO"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'10'", "10"),
        ("<<", "<<"),
        ("=", "="),
        ("12345678901234567890123", 1.2345678901234568e22),
        ("-7", -7),
        ("1e", "1e"),
        ("--1", "--1"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_how_plain_words_are_read(text: str, value: Any, tmp_path: Path) -> None:
    found = read_text(written(tmp_path, f"x: {text}\n")).values["x"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", ["NO", "1:30", "on", "010", "1e6"])
def test_a_key_is_the_word_that_was_written(text: str, tmp_path: Path) -> None:
    assert list(read_text(written(tmp_path, f"{text}: 1\n")).values) == [text]


def test_a_file_with_a_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    text = GOOD.replace("\n", "\r\n")
    case = load_case(written(tmp_path, b"\xef\xbb\xbf" + text.encode("utf-8")))
    assert case == load_case(written(tmp_path, GOOD, "other.yaml"))


def test_places_in_words() -> None:
    assert place(()) == "the file"
    assert place(("phases", 0)) == "phases → 1st"
    ordinals = [place((index,)) for index in (1, 2, 3, 10, 11, 12, 19, 20, 21, 22, 100, 110, 111)]
    assert ordinals == [
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "20th",
        "21st",
        "22nd",
        "23rd",
        "101st",
        "111th",
        "112th",
    ]


# round trips


@pytest.mark.parametrize("name", [*SHIPPED, "rich", "plain"])
@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_a_case_to_values_and_back(name: str, ending: str, tmp_path: Path) -> None:
    case = load_case({"rich": rich, "plain": plain}[name]() if name in ("rich", "plain") else name)
    values = as_mapping(case)
    again = load_case(values)
    assert again.model_copy(update={"provenance": {}}) == case.model_copy(update={"provenance": {}})
    assert as_mapping(again) == values
    text = json.dumps(values) if ending == "json" else yaml.safe_dump(dict(values), allow_unicode=True)
    assert as_mapping(load_case(written(tmp_path, text, f"case.{ending}"))) == values


def test_a_case_to_values_leaves_out_what_is_absent() -> None:
    values = as_mapping(load_case(plain()))
    nurse = values["corridors"]["KEN-GBR"]["nurse"]
    assert nurse["max_recruits"] == 10, "a number given once stays one number"
    assert "training" not in nurse
    assert "budget" not in values["countries"]["KEN"]
    assert "physician" not in values["countries"]["KEN"]


def test_numbers_and_their_origin_give_the_same_case_as_numbers_alone() -> None:
    told = changed(
        rich(), {"corridors.KEN-GBR.nurse.pass_rate": {"value": 0.5, "low": 0.1, "assumed": True, "note": "x"}}
    )
    assert as_mapping(load_case(told)) == as_mapping(load_case(rich()))
    assert set(load_case(told).provenance) == {"corridors.KEN-GBR.nurse.pass_rate"}


def test_shipped_cases_by_name_and_by_path() -> None:
    assert tuple(shipped_cases()) == SHIPPED
    for name, path in shipped_cases().items():
        assert as_mapping(load_case(name)) == as_mapping(load_case(path)) == as_mapping(load_case(str(path)))


def test_a_case_does_not_change() -> None:
    case = load_case(plain())
    with pytest.raises(ValueError, match="frozen"):
        case.years = 3
