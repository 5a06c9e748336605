"""Labels beside their points, moved apart along one direction so that none lies on another."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["apart"]


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places nearest to the given ones that lie at least ``gap`` apart, in the same order, within ``low`` and ``high``.

    Where there is not enough room for all, the gap is made smaller. Ties keep their order.

    >>> apart([10.0, 11.0, 50.0], 10, 0, 100)
    [5.5, 15.5, 50.0]
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    if not order:
        return []
    gap = min(gap, (high - low) / max(1, len(order) - 1))
    # nearest in the least squares of the moves: blocks that touch share the mean of what each of them wants
    blocks: list[tuple[float, int]] = []
    for index in order:
        mean, count = places[index], 1
        while blocks and blocks[-1][0] + (blocks[-1][1] + count) / 2 * gap > mean:
            before, size = blocks.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        blocks.append((mean, count))
    spread = [mean + (place - (count - 1) / 2) * gap for mean, count in blocks for place in range(count)]
    found = [0.0] * len(places)
    floor = low
    placed = []
    for value in spread:
        placed.append(max(value, floor))
        floor = placed[-1] + gap
    ceiling = high
    for place in reversed(range(len(placed))):
        placed[place] = min(placed[place], ceiling)
        ceiling = placed[place] - gap
    for index, value in zip(order, placed, strict=True):
        found[index] = value
    return found
