"""Every figure of a negotiation, and figures as files in one archive with their words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.case.schema import Case
from toolkit.deal.frontiers import Frontier
from toolkit.model.evaluate import evaluate
from toolkit.model.terms import no_terms
from toolkit.report.archive import archive
from toolkit.report.csv import to_csv
from toolkit.report.figures.development import development
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.frontier import frontier_figure
from toolkit.report.figures.gain_parts import gain_parts
from toolkit.report.figures.render import framed_png
from toolkit.report.figures.service import service_by_year
from toolkit.report.figures.trajectories import DASHES, trajectory_figures
from toolkit.report.options import Compared, Mark

__all__ = ["MOST_TOGETHER", "figures_archive", "negotiation_figures"]

MOST_TOGETHER = len(DASHES)
"""The most sets of terms in one picture: there are so many kinds of line."""


def negotiation_figures(
    case: Case,
    options: Sequence[Compared] = (),
    *,
    frontier: Frontier | None = None,
    marks: Iterable[Mark] = (),
    maps: Mapping[str, Figure] | None = None,
) -> dict[str, Figure]:
    """The figures of a case and of sets of terms for it, by the names of their files.

    How each country develops with no agreement, the frontier with ``marks``, the service of each option, and what
    compares the first ``MOST_TOGETHER`` of them. ``maps`` are drawn by the caller and stand last.
    """
    found: dict[str, Figure] = {}
    nothing = evaluate(case, no_terms(case))
    for country, record in case.countries.items():
        for cadre in record.cadres:
            found[f"no-agreement-{country}-{cadre}"] = development(nothing, country, cadre)
    if frontier is not None:
        found["frontier"] = frontier_figure(frontier, marks)
    for number, option in enumerate(options, start=1):
        found[f"service-{number:02}"] = _named(service_by_year(option.outcome), option.name)
    together = options[:MOST_TOGETHER]
    if together:
        found |= {f"gains-{country}": gain_parts(together, country) for country in case.countries}
        for number, figure in enumerate(trajectory_figures(together), start=1):
            found[f"compared-service-{number:02}"] = figure
    return {**found, **(maps or {})}


def _named(figure: Figure, name: str) -> Figure:
    """A figure of one option under its name."""
    return replace(figure, title=f"{figure.title}: {name}", description=f"{name}. {figure.description}")


def figures_archive(figures: Mapping[str, Figure]) -> bytes:
    """Figures as SVG, PNG and, for their numbers, CSV in one ZIP; ``figures.txt`` says in words what each shows."""
    files: dict[str, bytes] = {}
    for name, figure in figures.items():
        drawn = figure.to_svg()
        files[f"svg/{name}.svg"] = drawn.encode()
        files[f"png/{name}.png"] = framed_png(drawn, 2.0)
        files[f"csv/{name}.csv"] = to_csv(figure.table).encode("utf-8-sig")
    words = (f"{name}\n{figure.description}\n{figure.note}\n" for name, figure in figures.items())
    return archive({"figures.txt": "\n".join(words).encode(), **files})
