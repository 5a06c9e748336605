"""Every figure of a negotiation: which there are, for which cases, and the archive that holds them."""

from __future__ import annotations

import io
import zipfile

from tests.report.option_support import line, marks, options, three
from tests.support.cases import shipped
from toolkit import evaluate, solve
from toolkit.case.load import case_from_mapping
from toolkit.model.terms import no_terms
from toolkit.report.figure_set import MOST_TOGETHER, figures_archive, negotiation_figures
from toolkit.report.figures.frontier import frontier_figure
from toolkit.report.figures.gain_parts import gain_parts
from toolkit.report.options import Compared


def test_the_figures_are_those_of_the_pages() -> None:
    found = negotiation_figures(shipped("ghana-uk"), options(), frontier=line(), marks=marks())
    assert found["frontier"].drawing == frontier_figure(line(), marks()).drawing
    assert found["gains-GHA"].table == gain_parts(options(), "GHA").table
    assert sum(name.startswith("service-") for name in found) == len(options())
    assert found["service-05"].title.endswith(": Nothing")
    assert found["service-05"].description.startswith("Nothing. ")


def test_a_case_by_itself_and_one_of_three_countries() -> None:
    alone = negotiation_figures(shipped("kenya-uk"))
    assert set(alone) == {"no-agreement-KEN-nurse", "no-agreement-GBR-nurse"}
    case = case_from_mapping(three())
    solution = solve(case)
    found = negotiation_figures(case, [Compared("Balanced", solution.outcome)])
    assert {f"gains-{code}" for code in case.countries} <= set(found)


def test_more_options_than_lines_are_told_apart_by_their_own_figures() -> None:
    case = shipped("kenya-uk")
    many = [Compared(f"Option {n}", evaluate(case, no_terms(case))) for n in range(MOST_TOGETHER + 3)]
    found = negotiation_figures(case, many)
    assert sum(name.startswith("service-") for name in found) == len(many)
    assert len(found["gains-KEN"].table.columns) == 1 + MOST_TOGETHER


def test_the_archive_is_the_same_each_time_and_says_what_is_drawn() -> None:
    figures = negotiation_figures(shipped("kenya-uk"))
    content = figures_archive(figures)
    assert content == figures_archive(figures)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert len(opened.namelist()) == 1 + 3 * len(figures)
        words = opened.read("figures.txt").decode()
        assert all(figure.description in words for figure in figures.values())
        assert opened.read("png/no-agreement-KEN-nurse.png").startswith(b"\x89PNG")
