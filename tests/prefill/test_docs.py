"""The table of rules in the documentation says what the rules say."""

from __future__ import annotations

from pathlib import Path

from tests.prefill.tiny import rules
from toolkit.prefill.figure import Range
from toolkit.prefill.rules import ALL, Rule

DOCUMENT = Path(__file__).parents[2] / "docs" / "prefill.md"


def row(rule: Rule) -> str:
    """The row of a rule in the table: name, statement, and values with ranges by group and cadre."""

    def told(group: str, found: Range) -> str:
        label = "" if group == ALL else f"{group.replace('_', ' ')} "
        spread = "" if found.low == found.high else f" ({found.low:g}–{found.high:g})"
        return f"{label}{found.value:g}{spread}"

    parts = []
    for cadre, rows in rule.ranges.items():
        values = "; ".join(told(group, found) for group, found in rows.items())
        parts.append(values if cadre == ALL else f"*{cadre}:* {values}")
    return f"| `{rule.name}` | {rule.statement} | {'<br>'.join(parts)} |"


def test_every_rule_is_documented_as_it_is() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    missing = [row(rule) for rule in rules().rules.values() if row(rule) not in lines]
    assert not missing, "put these rows into docs/prefill.md:\n" + "\n".join(missing)


def test_no_rule_is_documented_that_is_gone() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    told = {line.split("`")[1] for line in lines if line.startswith("| `") and line.count("|") == 4}
    assert told == set(rules().rules)
