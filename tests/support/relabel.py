"""The same case said otherwise: countries renamed, parts of the file reordered, money in another unit."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from toolkit.case.fields import all_fields
from toolkit.case.red_lines import KINDS

__all__ = ["in_other_money", "money_fields", "renamed", "reordered"]

Values = dict[str, Any]
_PER_MONEY = "money per money"


def renamed(values: Any, names: Mapping[str, str]) -> Any:
    """Values with the codes of countries replaced wherever they stand: as keys, as ends of corridors, in red lines."""

    def word(text: str) -> str:
        return "-".join(names.get(part, part) for part in text.split("-"))

    if isinstance(values, Mapping):
        return {word(key) if isinstance(key, str) else key: renamed(part, names) for key, part in values.items()}
    if isinstance(values, list | tuple):
        return [renamed(part, names) for part in values]
    return word(values) if isinstance(values, str) else values


def reordered(values: Any, seed: int, inside: str = "") -> Any:
    """Values with every mapping and the list of red lines in another order; other lists mean something by theirs."""
    shuffle = random.Random(seed).shuffle
    if isinstance(values, Mapping):
        items = list(values.items())
        shuffle(items)
        return {key: reordered(part, seed, key) for key, part in items}
    if isinstance(values, list):
        parts = [reordered(part, seed) for part in values]
        if inside == "red_lines":
            shuffle(parts)
        return parts
    return values


def money_fields() -> set[str]:
    """The last names of the fields that hold money, read from the declared units."""
    return {
        field.path.rsplit(".", 1)[-1]
        for field in all_fields()
        if field.unit.startswith("money") and field.unit != _PER_MONEY
    } - {"penalty"}


def in_other_money(values: Mapping[str, Any], factor: float) -> Values:
    """A case with every amount of money multiplied by a factor, as if told in another currency.

    ``cost`` and ``budget`` are money wherever they stand. The value of a red line is money where its kind says so. A
    penalty is money per unit of breach, and so a plain number where the breach itself is in money.
    """
    fields = money_fields()

    def walk(part: Any, scale: Callable[[Any], Any]) -> Any:
        if isinstance(part, Mapping):
            return {key: scale(value) if key in fields else walk(value, scale) for key, value in part.items()}
        if isinstance(part, list):
            return [walk(value, scale) for value in part]
        return part

    def scale(value: Any) -> Any:
        return [factor * amount for amount in value] if isinstance(value, list) else factor * value

    told = walk({key: part for key, part in values.items() if key != "red_lines"}, scale)
    told["red_lines"] = [_line(line, factor) for line in values.get("red_lines", [])]
    return dict(told)


def _line(line: Mapping[str, Any], factor: float) -> Values:
    kind = KINDS[line["kind"]]
    told = dict(line)
    if kind.unit.startswith("money"):
        told["value"] = factor * line["value"]
    if "penalty" in line and not kind.violation_unit.startswith("money"):
        told["penalty"] = factor * line["penalty"]
    return told
