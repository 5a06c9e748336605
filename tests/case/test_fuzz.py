"""Whatever the values, loading gives a case or a ``CaseError``, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.cases import plain, rich
from tests.support.properties import examples, seeds
from toolkit import Case, CaseError, Problem, evaluate, load_case, no_terms
from toolkit.case.fields import all_fields
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import CADRES, ITEMS, PAYERS, as_mapping

WORDS = sorted(
    {part.rstrip("[]") for field in all_fields() for part in field.path.split(".") if not part.startswith("<")}
    | set(CADRES) | set(ITEMS) | set(PAYERS) | set(KINDS)
    | {"KEN", "GBR", "KEN-GBR", "NO", "uk", "value", "low", "high", "assumed", "", "-", "KEN-KEN", "USD", "emigration"}
)  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.sampled_from([0, 1, 2, 0.5, 65, -1, 2030])
    | st.floats()
    | st.sampled_from(WORDS)
    | st.text(max_size=5)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=25,
)


def loads_or_tells(values: Any) -> None:
    problems: tuple[Problem, ...] = ()
    case: Case | None = None
    try:
        case = load_case(values)
    except CaseError as error:
        problems = error.problems
    assert (case is None) == bool(problems)
    assert all(problem.place and problem.problem for problem in problems)
    if case is not None:
        assert as_mapping(load_case(as_mapping(case))) == as_mapping(case)
        assert set(evaluate(case, no_terms(case)).gains.values()) <= {0.0}


@given(st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=8))
@examples(200)
def test_any_values(values: dict[str, Any]) -> None:
    loads_or_tells(values)


def places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


@given(st.lists(st.tuples(st.integers(0, 10**6), LEAVES | VALUES), min_size=1, max_size=3))
@examples(250)
def test_a_good_case_with_a_few_parts_replaced(edits: list[tuple[int, Any]]) -> None:
    values: Any = rich()
    values["red_lines"] = [
        {"kind": "min_recruits", "value": 1},
        {"kind": "no_harm", "hard": False, "penalty": 3, "party": "KEN"},
    ]
    for number, new in edits:
        found = places(values)[1:]
        if not found:
            break
        *way, last = found[number % len(found)]
        place = values
        for part in way:
            place = place[part]
        place[last] = new
    loads_or_tells(values)


@given(seeds)
@examples(100)
def test_a_file_with_characters_changed(tmp_path_factory: Any, seed: int) -> None:
    draw = random.Random(seed)
    text = list((Path(__file__).parent / "small.yaml").read_text(encoding="utf-8"))
    for _ in range(draw.randint(1, 6)):
        text[draw.randrange(len(text))] = draw.choice(
            [
                ":",
                " ",
                "-",
                "{",
                "[",
                "]",
                "}",
                "'",
                '"',
                "&",
                "*",
                "!",
                "#",
                "\n",
                "\t",
                "9",
                "x",
                "é",
                "\x00",
                "%",
                "|",
                ">",
                "?",
                ",",
                "@",
                "`",
            ]
        )
    path = tmp_path_factory.mktemp("fuzz") / "case.yaml"
    path.write_text("".join(text), encoding="utf-8")
    loads_or_tells(path)


def test_the_fuzz_starts_from_cases_that_load() -> None:
    assert load_case(Path(__file__).parent / "small.yaml").name == "small"
    assert load_case(plain()).name == "plain"
