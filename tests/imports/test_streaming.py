"""Long files need little memory: rows are read, written and forgotten one after the other."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import pycountry

from tests.imports.support import OECD_HEADER, oecd_row, text_file, workbook
from toolkit.imports.profile import Profile
from toolkit.imports.report import ImportReport
from toolkit.imports.run import import_file
from toolkit.imports.source_file import open_source
from toolkit.imports.streams import rows_of


def many_rows() -> Iterator[list[object]]:
    """Different rows, from many origins to a hundred destinations."""
    codes = [country.alpha_3 for country in pycountry.countries]
    for number, (origin, destination) in enumerate(product(codes, codes[:100])):
        yield oecd_row(destination, origin, number % 1000)


def peak_of(path: Path, into: Path, profile: Profile | None = None) -> tuple[int, ImportReport]:
    """The most memory that an import takes at a time, in bytes."""
    tracemalloc.start()
    try:
        report = import_file(path, into, source="x", profile=profile)
        return tracemalloc.get_traced_memory()[1], report
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_a_text_file(tmp_path):
    short = text_file(tmp_path / "short.csv", [OECD_HEADER, *islice(many_rows(), 4_000)])
    long = text_file(tmp_path / "long.csv", [OECD_HEADER, *islice(many_rows(), 24_000)])
    import_file(short, tmp_path / "warm", source="x")
    few, _ = peak_of(short, tmp_path / "a")
    many, report = peak_of(long, tmp_path / "b")
    assert report.rows_read == 24_000
    assert report.adds_up
    assert many < few + 400_000
    assert long.stat().st_size > 3 * (many - few)


def test_memory_does_not_grow_with_a_workbook(tmp_path):
    constants = {"destination": "DEU", "cadre": "nurse", "measure": "stock", "basis": "nationality", "unit": "persons"}
    profile = Profile(columns={"origin": "From", "year": "Year", "value": "N"}, constants=constants, decimal=".")
    header = ["From", "Year", "N"]
    peaks = []
    for name, rows in (("short", 1_000), ("long", 6_000)):
        data = (
            [country.name, 1900 + number % 120, number] for number, country in zip(range(rows), _around(), strict=False)
        )
        path = workbook(tmp_path / f"{name}.xlsx", {"T": [header, *data]})
        import_file(path, tmp_path / f"warm-{name}", source="x", profile=profile)
        peaks.append(peak_of(path, tmp_path / name, profile)[0])
    assert peaks[1] < peaks[0] + 400_000


def _around() -> Iterator[object]:
    while True:
        yield from list(pycountry.countries)[:50]


def test_rows_come_one_by_one(tmp_path):
    path = text_file(tmp_path / "long.csv", [OECD_HEADER, *islice(many_rows(), 20_000)])
    rows = rows_of(open_source(path))
    tracemalloc.start()
    try:
        assert [number for number, _ in islice(rows, 3)] == [1, 2, 3]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        rows.close()
    assert peak < 400_000
