"""What an agreement would do to the map: the people it moves are put into the table of corridors.

Everything else in the table stays as it is. So a share after the plan is what it would be if nothing but the plan
happened, not a forecast. Where the table has no figure for the corridor, what moves before is not known, and what moves
after it holds the plan's people alone.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from toolkit.atlas.chains import Chains, chains, cycles
from toolkit.atlas.corridor_matrix import checked
from toolkit.atlas.flows import kinds
from toolkit.atlas.plan import Count, Plan, people_added
from toolkit.atlas.ties import Ties, ties_of

__all__ = ["Impact", "Origin", "Position", "impact"]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a corridor stands in the network; people are ``None`` where there is no figure, shares where nobody moves.

    ``share_of_outflow``: of the people seen to leave the origin, those who go to the destination: how far the origin
    depends on it. ``share_of_inflow``: of the destination's people from abroad, those from the origin: how far it
    depends on the origin. Both sums hold figures of the same basis and cadres only. ``rank`` counts all corridors of
    the table from the largest (1) on, out of ``corridors``; ``None`` for a corridor without people. Concentrations are
    Herfindahl indices, Σ of squared shares: of the origin over its destinations, of the destination over its origins.
    """

    people: float | None
    outflow: float | None
    inflow: float | None
    share_of_outflow: float | None
    share_of_inflow: float | None
    outflow_concentration: float | None
    inflow_concentration: float | None
    rank: int | None
    corridors: int


@dataclass(frozen=True, slots=True)
class Origin:
    """A country from which the sending country recruits itself, with people and share of its known inflow."""

    country: str
    people: float
    share: float


@dataclass(frozen=True, slots=True)
class Impact:
    """The map before and after a plan, in the unit of the table.

    ``known``: whether the table had the corridor. ``added``: people the plan adds. ``recruits_from``: where the sending
    country itself recruits, the largest first; who leaves may be replaced from there (the carousel). Empty where no
    origins are known, which does not mean that there are none. ``new_chains`` and ``new_rings``: those that use the
    corridor with ``least`` people or more on every step and did not before. ``ties``: agreements; ``None`` if not
    asked.
    """

    plan: Plan
    count: Count
    known: bool
    added: float
    before: Position
    after: Position
    recruits_from: tuple[Origin, ...]
    least: float
    new_chains: Chains
    new_rings: Chains
    ties: Ties | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        plain = {name: getattr(self, name) for name in ("count", "known", "added", "least")}
        return {
            **plain,
            "plan": asdict(self.plan),
            "before": asdict(self.before),
            "after": asdict(self.after),
            "recruits_from": [asdict(origin) for origin in self.recruits_from],
            "new_chains": self.new_chains.to_dict(),
            "new_rings": self.new_rings.to_dict(),
            "ties": None if self.ties is None else asdict(self.ties),
        }


def _with(table: pd.DataFrame, plan: Plan, added: float) -> pd.DataFrame:
    """The table with the plan's people on its corridor; a corridor it did not have counts as its destination does."""
    here = (table["origin"] == plan.origin) & (table["destination"] == plan.destination)
    if here.any():
        return table.assign(people=table["people"] + here * added)
    same = table[table["destination"] == plan.destination]
    like = (same if len(same) else table)[["basis", "cadre"]].mode()
    about = {name: like[name].iloc[0] if len(like) else "" for name in ("basis", "cadre")}
    row = pd.DataFrame([{"origin": plan.origin, "destination": plan.destination, "people": added, **about}])
    return pd.concat([table.astype({"year": "Int64"}), row], ignore_index=True)


def _position(table: pd.DataFrame, after: pd.DataFrame, plan: Plan) -> Position:
    """The corridor's position; which figures may be added with it is told by the table with the plan."""
    kind = kinds(after).set_index(["origin", "destination"])["kind"]
    own = kind.loc[[(plan.origin, plan.destination)]].iloc[0]
    alike = kind.reindex(pd.MultiIndex.from_frame(table[["origin", "destination"]])).to_numpy() == own
    out = table[(table["origin"] == plan.origin) & alike]
    into = table[(table["destination"] == plan.destination) & alike]
    people = _sum(out.loc[out["destination"] == plan.destination, "people"])
    moving = table["people"][table["people"] > 0]
    outflow, inflow = _sum(out["people"]), _sum(into["people"])
    return Position(
        people,
        outflow,
        inflow,
        people / outflow if people is not None and outflow else None,
        people / inflow if people is not None and inflow else None,
        _concentration(out["people"]),
        _concentration(into["people"]),
        int((moving > people).sum()) + 1 if people else None,
        len(moving),
    )


def _sum(people: pd.Series[float]) -> float | None:
    return float(people.sum()) if len(people) else None


def _concentration(people: pd.Series[float]) -> float | None:
    total = float(people.sum())
    return float(((people / total) ** 2).sum()) if total > 0 else None


def _recruits_from(table: pd.DataFrame, country: str) -> tuple[Origin, ...]:
    rows = table[(table["destination"] == country) & (table["people"] > 0)]
    rows = rows.sort_values(["people", "origin"], ascending=[False, True])
    total = float(rows["people"].sum())
    return tuple(
        Origin(str(origin), float(people), float(people) / total)
        for origin, people in zip(rows["origin"], rows["people"], strict=True)
    )


def impact(
    edges: pd.DataFrame,
    plan: Plan,
    *,
    count: Count,
    least: float = 1.0,
    length: tuple[int, int] = (2, 3),
    most: int = 50,
    agreements: pd.DataFrame | None = None,
) -> Impact:
    """Put a plan into a table of corridors and compare the map before and after.

    ``count`` says what the table counts. A chain is new where the corridor had under ``least`` people before and has
    ``least`` or more afterwards. ``agreements`` are the pairs that agreements cover
    (``toolkit.atlas.agreements_network.covered_pairs``). The table must count the plan's cadre; that is the caller's
    choice of selection.

    Raises ``InputError`` for a plan or a table that is not as it should be.
    """
    before, added = checked(edges), people_added(plan, count)
    after = _with(before, plan, added)
    here = (before["origin"] == plan.origin) & (before["destination"] == plan.destination)
    old, new = _position(before, after, plan), _position(after, after, plan)
    people = new.people or 0.0
    opened = people > 0 and (not old.people or old.people < least) and people >= least
    # below the bar, or over it already, nothing is new: an empty table makes empty results of the same form
    shown, step = (after, (plan.origin, plan.destination)) if opened else (after.iloc[:0], None)
    rings = (2, max(2, length[1]))
    return Impact(
        plan,
        count,
        bool(here.any()),
        added,
        old,
        new,
        _recruits_from(before, plan.origin),
        least,
        chains(shown, step=step, length=length, least=least, most=most),
        cycles(shown, step=step, length=rings, least=least, most=most),
        None if agreements is None else ties_of(agreements, plan.origin, plan.destination),
    )
