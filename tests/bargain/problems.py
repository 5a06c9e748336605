"""Published bargaining problems, bi-objective programs and conflicts with their answers, and builders of programs.

Where the source states an answer, ``published`` names it; the other answers were worked out by hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.bargain.parties import Parties
from toolkit.linear.program import Key, Program
from toolkit.linear.session import Session
from toolkit.linear.solvers import open_session

NAMES = ("A", "B", "C", "D", "E")

Points = Sequence[Sequence[float]]
Rows = Sequence[tuple[Sequence[float], float]]
"""Coefficients of utilities and the most that they may add up to."""


def mixes(points: Points, lower: float = 0.0, solver: str = "HiGHS") -> Parties:
    """All mixes of some outcomes, each the utilities of the parties; nobody below ``lower``."""
    program = Program()
    shares = [program.column(("share", number)) for number in range(len(points))]
    program.equal(("shares",), [(1.0, share) for share in shares], 1.0)
    for name, values in zip(NAMES, zip(*points, strict=True), strict=False):
        utility = program.column(("utility", name), lower)
        terms = [(float(value), share) for value, share in zip(values, shares, strict=True)]
        program.equal(("worth", name), [*terms, (-1.0, utility)], 0.0)
    return Parties(open_session(program, solver), {name: ("utility", name) for name in NAMES[: len(points[0])]})


def polytope(rows: Rows, lower: float = 0.0) -> Parties:
    """Utilities that are columns themselves, under some rows."""
    program, count = Program(), len(rows[0][0])
    names = NAMES[:count]
    columns = [program.column(("utility", name), lower) for name in names]
    for number, (coefficients, bound) in enumerate(rows):
        terms = [(float(coefficient), column) for coefficient, column in zip(coefficients, columns, strict=True)]
        program.at_most(("row", number), terms, bound)
    return Parties(open_session(program), dict(zip(names, columns, strict=True)))


def objectives(
    wanted: Sequence[Sequence[float]],
    at_most: Rows = (),
    equal: Rows = (),
    upper: Mapping[int, float] | None = None,
    solver: str = "HiGHS",
) -> Parties:
    """A program over columns of 0 or more with one utility per row of coefficients in ``wanted``, of any sign."""
    program = Program()
    columns = [program.column(("x", j), 0.0, (upper or {}).get(j, math.inf)) for j in range(len(wanted[0]))]
    for number, (coefficients, bound) in enumerate(at_most):
        program.at_most(("most", number), zip(map(float, coefficients), columns, strict=True), bound)
    for number, (coefficients, bound) in enumerate(equal):
        program.equal(("equal", number), zip(map(float, coefficients), columns, strict=True), bound)
    utilities: dict[str, Key] = {}
    for name, coefficients in zip(NAMES, wanted, strict=False):
        utilities[name] = program.column(("utility", name), -math.inf)
        terms = list(zip(map(float, coefficients), columns, strict=True))
        program.equal(("worth", name), [*terms, (-1.0, utilities[name])], 0.0)
    return Parties(open_session(program, solver), utilities)


def division(values: Points) -> Parties:
    """Divisible goods among parties with a value each for the whole of a good."""
    program, goods = Program(), range(len(values[0]))
    names = NAMES[: len(values)]
    for good in goods:
        for name in names:
            program.column(("part", name, good))
        program.equal(("good", good), [(1.0, ("part", name, good)) for name in names], 1.0)
    for name, worth in zip(names, values, strict=True):
        utility = program.column(("utility", name))
        terms = [(float(worth[good]), ("part", name, good)) for good in goods]
        program.equal(("worth", name), [*terms, (-1.0, utility)], 0.0)
    return Parties(open_session(program), {name: ("utility", name) for name in names})


@dataclass(frozen=True)
class Bargain:
    """Outcomes that can be mixed, what the parties have without a deal, and the gains under the rules."""

    name: str
    source: str
    points: Points
    without: Sequence[float] = ()
    ideals: Sequence[float] = ()
    frontier: Points = ()
    nash: Sequence[float] = ()
    kalai_smorodinsky: Sequence[float] = ()
    egalitarian: Sequence[float] = ()
    utilitarian: Sequence[float] = ()
    published: tuple[str, ...] = ()

    def parties(self) -> Parties:
        """The program, with what each has without a deal as 0."""
        without = self.without or (0.0,) * len(self.points[0])
        return mixes([[value - base for value, base in zip(point, without, strict=True)] for point in self.points])


def _barter() -> Points:
    """All 512 ways of exchanging Bill's five and Jack's four goods, as changes of utility."""
    goods = ((-2, 4), (-2, 2), (-2, 1), (-2, 2), (-4, 1), (10, -1), (4, -1), (6, -2), (2, -2))
    points = [(0, 0)]
    for bill, jack in goods:
        points += [(u + bill, v + jack) for u, v in points]
    return sorted(set(points))


_EXERCISE = "Problem Set 1: Nash's Theorem, scribd.com/document/249333428, problem 1"
_BARTER = "Nash, The bargaining problem, Econometrica 18 (1950), pp. 155-162, section on bartering without money"
_KALAI = "Kalai and Smorodinsky, Other solutions to Nash's bargaining problem, Econometrica 43 (1975), pp. 513-518"
_ROTH = "Roth, An impossibility result concerning n-person bargaining games, Int. J. Game Theory 8 (1979), pp. 129-132"
_DAGAN = "Dagan and Volij, The bankruptcy problem: a cooperative bargaining approach, Math. Social Sciences 26 (1993)"

BARGAINS = (
    Bargain(
        "Bill and Jack",
        _BARTER,
        _barter(),
        ideals=(18, 8.5),
        frontier=((18, 0), (14, 4), (12, 5), (6, 7), (0, 8.5)),
        nash=(12, 5),
        kalai_smorodinsky=(324 / 29, 153 / 29),
        egalitarian=(6.75, 6.75),
        utilitarian=(14, 4),
        published=("nash",),
    ),
    Bargain(
        "small pie",
        _KALAI,
        ((0, 0), (0, 1), (1, 0), (0.75, 0.75)),
        ideals=(1, 1),
        frontier=((1, 0), (0.75, 0.75), (0, 1)),
        nash=(0.75, 0.75),
        kalai_smorodinsky=(0.75, 0.75),
        egalitarian=(0.75, 0.75),
        utilitarian=(0.75, 0.75),
        published=("nash",),
    ),
    Bargain(
        "larger pie: the second party loses by Nash's rule",
        _KALAI,
        ((0, 0), (0, 1), (1, 0), (1, 0.7)),
        ideals=(1, 1),
        frontier=((1, 0.7), (0, 1)),
        nash=(1, 0.7),
        kalai_smorodinsky=(10 / 13, 10 / 13),
        egalitarian=(10 / 13, 10 / 13),
        utilitarian=(1, 0.7),
        published=("nash",),
    ),
    Bargain(
        "battle of the sexes",
        "Luce and Raiffa, Games and decisions (1957), chapter 5.3 and 6",
        ((2, 1), (0, 0), (1, 2)),
        ideals=(2, 2),
        frontier=((2, 1), (1, 2)),
        nash=(1.5, 1.5),
        kalai_smorodinsky=(1.5, 1.5),
        egalitarian=(1.5, 1.5),
        utilitarian=(1.5, 1.5),
    ),
    Bargain("triangle", _EXERCISE + " a", ((0, 0), (9, 0), (0, 6)), nash=(4.5, 3), egalitarian=(3.6, 3.6)),
    Bargain("triangle, moved", _EXERCISE + " b", ((0, 0), (9, 0), (0, 6)), without=(3, 2), nash=(1.5, 1)),
    Bargain("even triangle", _EXERCISE + " c", ((0, 0), (8, 0), (0, 8)), without=(2, 1), nash=(2.5, 2.5)),
    Bargain(
        "quadrilateral",
        _EXERCISE + " d",
        ((0, 0), (0, 6), (6, 3), (8, 0)),
        ideals=(8, 6),
        frontier=((8, 0), (6, 3), (0, 6)),
        nash=(6, 3),
        kalai_smorodinsky=(4.8, 3.6),
        egalitarian=(4, 4),
        utilitarian=(6, 3),
    ),
    Bargain("quadrilateral, moved", _EXERCISE + " e", ((0, 0), (0, 6), (6, 3), (8, 0)), without=(2, 2), nash=(3, 1.5)),
    Bargain(
        "three, of whom one is in nobody's way",
        _ROTH,
        ((0, 0, 0), (1, 0, 1), (0, 1, 1)),
        ideals=(1, 1, 1),
        nash=(0.5, 0.5, 1),
        kalai_smorodinsky=(0.5, 0.5, 1),
        egalitarian=(0.5, 0.5, 1),
        utilitarian=(0.5, 0.5, 1),
    ),
)


@dataclass(frozen=True)
class Estate:
    """An estate too small for the claims: Nash gives equal awards up to the claim, Kalai-Smorodinsky equal shares of
    claims cut to the estate (Dagan and Volij, theorems 1 and 2)."""

    estate: float
    claims: Sequence[float]
    nash: Sequence[float]
    kalai_smorodinsky: Sequence[float]
    source: str = _DAGAN

    def parties(self) -> Parties:
        """Awards of 0 or more, up to the claims and the estate."""
        count = len(self.claims)
        rows = [([float(i == j) for j in range(count)], claim) for i, claim in enumerate(self.claims)]
        return polytope([*rows, ([1.0] * count, self.estate)])


ESTATES = (
    Estate(100, (100, 200, 300), (100 / 3, 100 / 3, 100 / 3), (100 / 3, 100 / 3, 100 / 3)),
    Estate(200, (100, 200, 300), (200 / 3, 200 / 3, 200 / 3), (40, 80, 80)),
    Estate(300, (100, 200, 300), (100, 100, 100), (50, 100, 150)),
    Estate(400, (100, 200, 300), (100, 150, 150), (200 / 3, 400 / 3, 200)),
    Estate(500, (100, 200, 300), (100, 200, 200), (250 / 3, 500 / 3, 250)),
)


@dataclass(frozen=True)
class Division:
    """Goods to divide and the leximin utilities."""

    values: Points
    leximin: Sequence[float]
    source: str


_FAIRPY = "fairpy, items/leximin.py, doctests of leximin_optimal_allocation (github.com/erelsgl/fairpy)"
_CVXPY = "cvxpy_leximin, examples (github.com/erelsgl/cvxpy_leximin)"

DIVISIONS = (
    Division(((5, 0), (3, 3)), (3.75, 3.75), _FAIRPY),
    Division(((3, 0), (5, 5)), (3, 5), _FAIRPY),
    Division(((5, 5), (3, 0)), (5, 3), _FAIRPY),
    Division(((3, 0, 0), (0, 4, 0), (5, 5, 5)), (3, 4, 5), _FAIRPY),
    Division(((4, 0, 0), (0, 3, 0), (5, 5, 10), (5, 5, 10)), (4, 3, 5, 5), _FAIRPY),
    Division(((3, 0, 0), (0, 3, 0), (5, 5, 10), (5, 5, 10)), (3, 3, 5, 5), _FAIRPY),
    Division(((5, 3, 0, 0), (2, 4, 7, 0)), (53 / 7, 53 / 7), _CVXPY + ", rounded there to 7.6"),
    Division(((5, 3, 0, 0), (2, 4, 9, 0)), (8, 9), _CVXPY),
)


@dataclass(frozen=True)
class TwoObjectives:
    """A program with two objectives to maximise, and its extreme non-dominated points as published."""

    name: str
    source: str
    wanted: Points
    frontier: Points
    at_most: Rows = ()
    equal: Rows = ()
    upper: Mapping[int, float] = field(default_factory=dict)

    def parties(self, solver: str = "HiGHS") -> Parties:
        """The program."""
        return objectives(self.wanted, self.at_most, self.equal, self.upper, solver)


def _transport(
    name: str, source: str, costs: Sequence[Points], supply: Sequence[float], demand: Sequence[float], found: Points
) -> TwoObjectives:
    """A transportation problem in which two costs are to be small."""
    sources, sinks = range(len(supply)), range(len(demand))
    leaving = [([float(i == k) for i in sources for _ in sinks], supply[k]) for k in sources]
    arriving = [([float(j == k) for _ in sources for j in sinks], demand[k]) for k in sinks]
    wanted = [[-float(cost[i][j]) for i in sources for j in sinks] for cost in costs]
    return TwoObjectives(name, source, wanted, [(-u, -v) for u, v in found], equal=[*leaving, *arriving])


_MOA = "MultiObjectiveAlgorithms.jl, test/algorithms/Dichotomy.jl"

TWO_OBJECTIVES = (
    _transport(
        "two costs of transport",
        f"Aneja and Nair, Bicriteria transportation problem, Management Science 25 (1979); {_MOA}",
        (((1, 2, 7, 7), (1, 9, 3, 4), (8, 9, 4, 6)), ((4, 4, 3, 4), (5, 8, 9, 10), (6, 2, 5, 1))),
        (8, 19, 17),
        (11, 3, 14, 16),
        ((143, 265), (156, 200), (176, 175), (186, 171), (208, 167)),
    ),
    TwoObjectives(
        "three corners",
        f"{_MOA}, test_moi_bolp_1_scalar",
        ((-2, -1), (-1, -3)),
        ((-1, -3), (-1.5, -2), (-2.25, -1.75)),
        at_most=(((-1, -1), -1), ((-0.5, -1), -0.75), ((0, -1), -0.25)),
    ),
    TwoObjectives(
        "three efficient vertices",
        "Steuer (1985), example 6.3 in Ehrgott, Multicriteria optimization, 2nd edition (2005), p. 154",
        ((-3, -1), (1, 2)),
        ((0, 0), (-3, 6), (-12, 9)),
        at_most=(((3, -1), 6),),
        upper={1: 3.0},
    ),
    TwoObjectives(
        "the corner that a lexicographic method lost",
        "MultiObjectiveAlgorithms.jl issue 58, without the integers; corners by hand",
        ((1, 1), (-1, -3)),
        ((12, -24), (10.9, -16.3), (5.5, -5.5), (0, 0)),
        at_most=(((2, 3), 30), ((3, 2), 30), ((1, -1), 5.5)),
    ),
)


@dataclass(frozen=True)
class Conflict:
    """Rows over columns of 0 or more that cannot hold together; ``blamed`` is the only irreducible conflict."""

    name: str
    source: str
    at_least: Mapping[str, tuple[Sequence[float], float]]
    at_most: Mapping[str, tuple[Sequence[float], float]]
    upper: Mapping[int, float]
    blamed: frozenset[str]

    def build(self) -> tuple[Session, dict[Key, tuple[float, str]]]:
        """The program, and all its rows and bounds as demands of a group of their own."""
        program = Program()
        every = {**self.at_least, **self.at_most}
        count = len(next(iter(every.values()))[0])
        columns = [program.column(("x", j), 0.0, self.upper.get(j, math.inf)) for j in range(count)]
        for name, (coefficients, bound) in every.items():
            add = program.at_least if name in self.at_least else program.at_most
            add((name,), zip(map(float, coefficients), columns, strict=True), bound)
        demands: dict[Key, tuple[float, str]] = {(name,): (1.0, name) for name in every}
        return open_session(program), demands | {("x", j): (1.0, f"x{j}") for j in range(count)}


CONFLICTS = (
    Conflict(
        "three rows and a bound",
        "SAS/OR user's guide, linear programming solver, example 6.4: finding an irreducible infeasible set",
        {"con1": ((1, 1, 0), 10), "con3 low": ((0, 1, 1), 4)},
        {"con2": ((1, 0, 1), 4), "con3": ((0, 1, 1), 5)},
        {2: 3.0},
        frozenset({"con1", "con2", "con3", "x2"}),
    ),
    Conflict(
        "two limits and a goal",
        "Answer on an irreducible infeasible set of A ≤ 60, B ≤ 50, A + 2B ≥ 220, Operations Research Stack Exchange",
        {"c3": ((1, 2), 220)},
        {"c1": ((1, 0), 60), "c2": ((0, 1), 50)},
        {},
        frozenset({"c1", "c2", "c3"}),
    ),
)


@dataclass(frozen=True)
class Resources:
    """A product mix, and each resource's price with the least and the most of it for which the price holds."""

    name: str
    source: str
    profit: Sequence[float]
    rows: Mapping[str, tuple[Sequence[float], float]]
    prices: Mapping[str, tuple[float, float, float]]

    def build(self) -> tuple[Session, list[tuple[float, Key]]]:
        """The program and its objective."""
        program = Program()
        columns = [program.column(("x", j)) for j in range(len(self.profit))]
        for name, (coefficients, bound) in self.rows.items():
            program.at_most((name,), zip(map(float, coefficients), columns, strict=True), bound)
        return open_session(program), list(zip(map(float, self.profit), columns, strict=True))


RESOURCES = (
    Resources(
        "Wyndor Glass",
        "Hillier and Lieberman, Introduction to operations research, sections 3.1 and 4.7",
        (3, 5),
        {"plant 1": ((1, 0), 4), "plant 2": ((0, 2), 12), "plant 3": ((3, 2), 18)},
        {"plant 1": (0, 2, math.inf), "plant 2": (1.5, 6, 18), "plant 3": (1, 12, 24)},
    ),
    Resources(
        "Galaxy Industries",
        "Lawrence and Pasternack, Applied management science, chapter 2",
        (8, 5),
        {
            "plastic": ((2, 1), 1000),
            "time": ((3, 4), 2400),
            "total": ((1, 1), 700),
            "mix": ((1, -1), 350),
        },
        {
            "plastic": (3.4, 600, 1100),
            "time": (0.4, 1750, 2500),
            "total": (0, 680, math.inf),
            "mix": (0, -40, math.inf),
        },
    ),
    Resources(
        "Shelby Shelving",
        "Winston and Albright, Practical management science, case 3.1; Decision models, lecture 3",
        (260, 245),
        {
            "assembly of S": ((1, 0), 1900),
            "assembly of LX": ((0, 1), 1400),
            "stamping": ((0.3, 0.3), 800),
            "forming": ((0.25, 0.5), 800),
        },
        {
            "assembly of S": (137.5, 400, 6400 / 3),
            "assembly of LX": (0, 650, math.inf),
            "stamping": (0, 765, math.inf),
            "forming": (490, 475, 2575 / 3),
        },
    ),
)
