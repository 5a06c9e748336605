"""The specification, sections 4 to 7, computed a second time: by loops over plain mappings, slowly and literally.

Written from the equations of the specification alone. It shares no code with the toolkit and reads the same files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

__all__ = ["Oracle"]

PAYERS = ("sending", "receiving", "worker", "fund")
CADRES = ("physician", "nurse", "midwife", "dentist", "pharmacist", "caregiver", "allied")
CADRE_ITEMS = (
    "training",
    "training_capacity",
    "recruitment",
    "language",
    "bridging",
    "retention",
    "posts",
    "return",
    "remote_service",
)
SPENT_AT_HOME = ("training", "training_capacity", "retention", "posts", "return", "remote_service", "system_support")
NOTHING: Mapping[str, Any] = {"terms": {}, "payments": []}


@dataclass(frozen=True)
class Oracle:
    """What terms (layout of section 11) lead to in a case (plain values, every number bare)."""

    case: Mapping[str, Any]
    terms: Mapping[str, Any]

    # sets

    @property
    def years(self) -> int:
        return int(self.case["years"])

    @property
    def horizon(self) -> int:
        return self.years + int(self.case.get("follow_up_years", 0))

    def phase(self, t: int) -> int:
        """φ(t)"""
        end = 0
        for number, length in enumerate(self.case["phases"]):
            end += length
            if t < end:
                return number
        raise IndexError(t)

    def moving(self) -> list[tuple[str, str]]:
        return [(k, c) for k in self.case["corridors"] for c in CADRES if c in self.case["corridors"][k]]

    def cadres(self, i: str) -> list[str]:
        return [c for c in CADRES if c in self.case["countries"][i]]

    def corridor(self, k: str, c: str) -> Mapping[str, Any]:
        record: Mapping[str, Any] = self.case["corridors"][k][c]
        return record

    def country(self, i: str, c: str) -> Mapping[str, Any]:
        record: Mapping[str, Any] = self.case["countries"][i][c]
        return record

    @staticmethod
    def sender(k: str) -> str:
        return k[:3]

    @staticmethod
    def receiver(k: str) -> str:
        return k[4:]

    # decisions

    def term(self, name: str, k: str, c: str, t: int) -> float:
        """A decision variable in year t; nothing outside 0..T-1."""
        if t < 0 or t >= self.years:
            return 0.0
        return self.of_phase(name, k, c, self.phase(t))

    def of_phase(self, name: str, k: str, c: str, f: int) -> float:
        said = self.terms["terms"].get(k, {}).get(c, {})
        return float(said[name][f]) if name in said else 0.0

    def kept(self, k: str, c: str, t: int, acts_on: str | None = None) -> float:
        """Σ_j q_j[φ(t)]"""
        if t >= self.years:
            return 0.0
        said = self.terms["terms"].get(k, {}).get(c, {}).get("retained")
        if not said:
            return 0.0
        total = 0.0
        for j, tier in enumerate(self.corridor(k, c).get("retention", [])):
            if acts_on is None or tier.get("acts_on", "emigration") == acts_on:
                total += said[self.phase(t)][j]
        return total

    def support(self, k: str, f: int) -> float:
        """G"""
        said = self.terms["terms"].get(k, {})
        return float(said["system_support"][f]) if "system_support" in said else 0.0

    def share(self, k: str, c: str, item: str, payer: str, f: int) -> float:
        return self._shares.get((k, c, item, payer, f), 0.0)

    @cached_property
    def _shares(self) -> dict[tuple[str, str, str, str, int], float]:
        return {
            (entry["corridor"], entry["cadre"], entry["item"], entry["payer"], entry["phase"]): entry["share"]
            for entry in self.terms["payments"]
        }

    # section 4

    def abroad(self, k: str, c: str) -> list[float]:
        """M[0..H]"""
        r = self.corridor(k, c)
        stay = 1 - r.get("return_rate", 0) - r.get("onward_rate", 0)
        path = [0.0]
        for t in range(self.horizon):
            path.append(stay * path[t] + self.term("recruits", k, c, t) - self.term("returned", k, c, t))
        return path

    def licensed(self, k: str, c: str) -> list[float]:
        """N[0..H]"""
        r = self.corridor(k, c)
        stay = 1 - r.get("return_rate", 0) - r.get("onward_rate", 0)
        without = r.get("licensed_share", 1)
        bridged = r.get("licensed_share_bridged", without)
        wait = r.get("licensing_years", 0)
        path = [0.0]
        for t in range(self.horizon):
            arrived = without * self.term("recruits", k, c, t - wait) + (bridged - without) * self.term(
                "bridged", k, c, t - wait
            )
            path.append(stay * path[t] + arrived - self.term("returned", k, c, t))
        return path

    def graduates(self, k: str, c: str, t: int) -> float:
        """κ·n[φ(t-L)]"""
        training = self.corridor(k, c).get("training")
        if training is None:
            return 0.0
        return float(training.get("completion", 1) * self.term("places", k, c, t - training.get("years", 0)))

    def workforce(self, i: str, c: str) -> list[float]:
        """S[0..H]"""
        n = self.country(i, c)
        path = [float(n.get("workforce", 0))]
        for t in range(self.horizon):
            people = (1 - n.get("exit_rate", 0) - n.get("emigration_rate", 0)) * path[t]
            people += n.get("graduates", 0) * (1 + n.get("graduates_growth", 0)) ** t + n.get("other_inflow", 0)
            for k, moved in self.moving():
                r = self.corridor(k, moved)
                if moved == c and self.sender(k) == i:
                    people += self.graduates(k, c, t)
                    people += r.get("return_rate", 0) * self._abroad[k, c][t]
                    people += self.term("returned", k, c, t)
                    people += self.kept(k, c, t)
                    people -= (1 - r.get("would_have_left", 0)) * self.term("recruits", k, c, t)
                if moved == c and self.receiver(k) == i:
                    people -= r.get("share_of_emigrants", 0) * self.kept(k, c, t, "emigration")
            path.append(people)
        return path

    def staff(self, i: str, c: str) -> list[float]:
        """S[t] + Σ (1-δʳ)·N[t]"""
        path = self.workforce(i, c)
        for k, moved in self.moving():
            if moved == c and self.receiver(k) == i:
                for t in range(self.horizon + 1):
                    path[t] += (1 - self.corridor(k, c).get("would_have_come", 0)) * self._licensed[k, c][t]
        return path

    def posts(self, i: str, c: str) -> list[float]:
        """posts₀·(1+g)^t + Σ x[φ(t-1)]"""
        n = self.country(i, c)
        path = []
        for t in range(self.horizon + 1):
            there = n.get("funded_posts", 0) * (1 + n.get("funded_posts_growth", 0)) ** t
            for k, moved in self.moving():
                if moved == c and self.sender(k) == i and t >= 1:
                    there += self.term("posts", k, c, t - 1)
            path.append(there)
        return path

    def service(self, i: str, c: str) -> list[float]:
        """E[0..H]"""
        return [min(people, posts) for people, posts in zip(self.staff(i, c), self.posts(i, c), strict=True)]

    def remote(self, i: str, c: str) -> list[float]:
        """D[0..H]"""
        path = []
        for t in range(self.horizon + 1):
            given = 0.0
            for k, moved in self.moving():
                if moved == c and self.sender(k) == i and t >= 1:
                    given += self.term("remote_service", k, c, t - 1)
            path.append(given)
        return path

    def gained(self, i: str, c: str) -> list[float]:
        """ΔY[0..H]"""
        agreed, remote, without = self._service[i, c], self.remote(i, c), self.before._service[i, c]
        return [agreed[t] + remote[t] - without[t] for t in range(self.horizon + 1)]

    @cached_property
    def before(self) -> Oracle:
        """The same case with no agreement."""
        return Oracle(self.case, NOTHING)

    @cached_property
    def _abroad(self) -> dict[tuple[str, str], list[float]]:
        return {(k, c): self.abroad(k, c) for k, c in self.moving()}

    @cached_property
    def _licensed(self) -> dict[tuple[str, str], list[float]]:
        return {(k, c): self.licensed(k, c) for k, c in self.moving()}

    @cached_property
    def _service(self) -> dict[tuple[str, str], list[float]]:
        return {(i, c): self.service(i, c) for i in self.case["countries"] for c in self.cadres(i)}

    # section 5

    def cost(self, item: str, k: str, c: str, f: int) -> float:
        """A year's cost of an item in a phase; ``c`` is empty for system support."""
        if item == "system_support":
            return self.support(k, f)
        r = self.corridor(k, c)
        if item == "retention":
            said = self.terms["terms"].get(k, {}).get(c, {}).get("retained")
            return (
                sum(tier.get("cost", 0) * said[f][j] for j, tier in enumerate(r.get("retention", []))) if said else 0.0
            )
        unit_cost, activity = {
            "training": (r.get("training", {}).get("cost_per_place", 0), "places"),
            "training_capacity": (r.get("training", {}).get("capacity_cost", 0), "capacity"),
            "recruitment": (r.get("recruitment_cost", 0), "recruits"),
            "language": (r.get("language_cost", 0), "candidates"),
            "bridging": (r.get("bridging_cost", 0), "bridged"),
            "posts": (r.get("posts", {}).get("cost", 0), "posts"),
            "return": (r.get("returns", {}).get("cost", 0), "returned"),
            "remote_service": (r.get("remote_service", {}).get("cost", 0), "remote_service"),
        }[item]
        return float(unit_cost * self.of_phase(activity, k, c, f))

    def paid(self, item: str, k: str, c: str, payer: str, f: int) -> float:
        """P"""
        return self.share(k, c, item, payer, f) * self.cost(item, k, c, f)

    def paid_on(
        self, k: str, payer: str, f: int, cadre: str | None = None, items: tuple[str, ...] | None = None
    ) -> float:
        """All that a payer pays on a corridor, or for a cadre of it, or for some items."""
        total = 0.0
        for corridor, c in self.moving():
            if corridor == k and cadre in (None, c):
                for item in CADRE_ITEMS:
                    if items is None or item in items:
                        total += self.paid(item, k, c, payer, f)
        if cadre is None and (items is None or "system_support" in items):
            total += self.paid("system_support", k, "", payer, f)
        return total

    # section 6

    def service_gain(self, i: str) -> float:
        """Σ β^t Σ_c service_value·ΔY[t]"""
        beta = 1 / (1 + self.case["countries"][i].get("discount_rate", 0))
        total = 0.0
        for c in self.cadres(i):
            gained = self.gained(i, c)
            for t in range(1, self.horizon + 1):
                total += beta**t * self.country(i, c).get("service_value", 0) * gained[t]
        return total

    def components(self, i: str) -> dict[str, float]:
        country = self.case["countries"][i]
        beta = 1 / (1 + country.get("discount_rate", 0))
        remittances = support = payments = 0.0
        for k, c in self.moving():
            if self.sender(k) == i:
                r = self.corridor(k, c)
                for t in range(1, self.horizon + 1):
                    remittances += (
                        beta**t * r.get("remittance", 0) * (1 - r.get("would_have_left", 0)) * self._abroad[k, c][t]
                    )
        for k in self.case["corridors"]:
            for t in range(self.years):
                f = self.phase(t)
                if self.sender(k) == i:
                    others = [payer for payer in PAYERS if payer != "sending"]
                    support += beta**t * sum(self.paid("system_support", k, "", payer, f) for payer in others)
                    payments += beta**t * self.paid_on(k, "sending", f)
                if self.receiver(k) == i:
                    payments += beta**t * self.paid_on(k, "receiving", f)
        return {
            "service": self.service_gain(i),
            "remittances": country.get("remittance_weight", 0) * remittances,
            "system_support": country.get("support_value", 1) * support,
            "payments": -country.get("cost_of_public_funds", 1) * payments,
        }

    def gain(self, i: str) -> float:
        """U"""
        return sum(self.components(i).values())

    def workers_gain(self, k: str) -> float:
        """Σ β^t wage_gain·N[t] less what the workers paid, at the sending country's rate."""
        beta = 1 / (1 + self.case["countries"][self.sender(k)].get("discount_rate", 0))
        total = 0.0
        for corridor, c in self.moving():
            if corridor == k:
                for t in range(1, self.horizon + 1):
                    total += beta**t * self.corridor(k, c).get("wage_gain", 0) * self._licensed[k, c][t]
        for t in range(self.years):
            total -= beta**t * self.paid_on(k, "worker", self.phase(t))
        return total

    # section 7

    def smallest_margin(self, line: Mapping[str, Any]) -> float:
        """How far the terms stay from a red line where they come nearest to it; negative where they cross it."""
        margins: list[float] = getattr(self, f"_{line['kind']}")(line)
        return min(margins)

    def _phases(self, line: Mapping[str, Any]) -> list[int]:
        return [f for f in range(len(self.case["phases"])) if line.get("phase") in (None, f)]

    def _at(self, line: Mapping[str, Any], country_is: str) -> list[tuple[str, str]]:
        """The corridors and cadres that a red line speaks of."""
        found = []
        for k, c in self.moving():
            ends = {"sending": [self.sender(k)], "receiving": [self.receiver(k)]}.get(
                country_is, [self.sender(k), self.receiver(k)]
            )
            if (
                line.get("corridor") in (None, k)
                and line.get("cadre") in (None, c)
                and (line.get("country") in (None, *ends))
            ):
                found.append((k, c))
        return found

    def _on(self, line: Mapping[str, Any], country_is: str) -> list[str]:
        return list(dict.fromkeys(k for k, _ in self._at({**line, "cadre": None}, country_is)))

    def _no_harm(self, line: Mapping[str, Any]) -> list[float]:
        return [
            gained
            for i in self.case["countries"]
            if line.get("country") in (None, i)
            for c in self.cadres(i)
            if line.get("cadre") in (None, c)
            for gained in self.gained(i, c)[1:]
        ]

    def _density_floor(self, line: Mapping[str, Any]) -> list[float]:
        found = []
        for i, country in self.case["countries"].items():
            chosen = [c for c in self.cadres(i) if line.get("cadre") in (None, c)]
            for t in range(1, self.horizon + 1) if line.get("country") in (None, i) else ():
                people = country["population"] * (1 + country.get("population_growth", 0)) ** t / 10_000
                agreed = sum(self._service[i, c][t] + self.remote(i, c)[t] for c in chosen) / people
                without = sum(self.before._service[i, c][t] for c in chosen) / people
                found.append(agreed - min(line["value"], without))
        return found

    def _max_recruits_share_of_graduates(self, line: Mapping[str, Any]) -> list[float]:
        found = []
        at = self._at(line, "sending")
        for i, c in {(self.sender(k), c) for k, c in at}:
            for f in self._phases(line):
                recruits = sum(
                    self.of_phase("recruits", k, c, f) for k, moved in at if (self.sender(k), moved) == (i, c)
                )
                found.append(line["value"] * self.country(i, c).get("graduates", 0) - recruits)
        return found

    def _min_recruits(self, line: Mapping[str, Any]) -> list[float]:
        return [
            self.of_phase("recruits", k, c, f) - line["value"]
            for k, c in self._at(line, "either")
            for f in self._phases(line)
        ]

    def _max_recruits(self, line: Mapping[str, Any]) -> list[float]:
        return [
            line["value"] - self.of_phase("recruits", k, c, f)
            for k, c in self._at(line, "either")
            for f in self._phases(line)
        ]

    def _completion(self, k: str, c: str) -> float:
        training = self.corridor(k, c).get("training")
        return 0.0 if training is None else float(training.get("completion", 1))

    def _min_training_per_recruit(self, line: Mapping[str, Any]) -> list[float]:
        return [
            self._completion(k, c) * self.of_phase("places", k, c, f)
            - line["value"] * self.of_phase("recruits", k, c, f)
            for k, c in self._at(line, "sending")
            for f in self._phases(line)
        ]

    def _train_first(self, line: Mapping[str, Any]) -> list[float]:
        found = []
        for k, c in self._at(line, "sending"):
            for t in range(self.years):
                recruits = sum(self.term("recruits", k, c, tau) for tau in range(t + 1))
                trained = sum(self.graduates(k, c, tau) for tau in range(t + 1))
                found.append(line["value"] * (t + 1) + trained - recruits)
        return found

    def _from_outside(self, k: str, f: int, items: tuple[str, ...] = SPENT_AT_HOME) -> float:
        return self.paid_on(k, "receiving", f, items=items) + self.paid_on(k, "fund", f, items=items)

    def _recruits(self, k: str, f: int) -> float:
        return sum(self.of_phase("recruits", k, c, f) for corridor, c in self.moving() if corridor == k)

    def _min_contribution_per_recruit(self, line: Mapping[str, Any]) -> list[float]:
        return [
            self._from_outside(k, f) - line["value"] * self._recruits(k, f)
            for k in self._on(line, "sending")
            for f in self._phases(line)
        ]

    def _max_contribution_per_recruit(self, line: Mapping[str, Any]) -> list[float]:
        return [-margin for margin in self._min_contribution_per_recruit(line)]

    def _min_share_spent_on_training(self, line: Mapping[str, Any]) -> list[float]:
        training = ("training", "training_capacity")
        return [
            self._from_outside(k, f, training) - line["value"] * self._from_outside(k, f)
            for k in self._on(line, "sending")
            for f in self._phases(line)
        ]

    def _min_reinvested_share_of_gain(self, line: Mapping[str, Any]) -> list[float]:
        found = []
        chosen = self._on(line, "receiving")
        for i in {self.receiver(k) for k in chosen}:
            beta = 1 / (1 + self.case["countries"][i].get("discount_rate", 0))
            spent = 0.0
            for k in chosen:
                for t in range(self.years) if self.receiver(k) == i else ():
                    spent += beta**t * self._from_outside(k, self.phase(t))
            found.append(spent - line["value"] * self.service_gain(i))
        return found

    def _min_return_share(self, line: Mapping[str, Any]) -> list[float]:
        found = []
        for k, c in self._at(line, "sending"):
            back = recruits = 0.0
            for t in range(self.years):
                back += self.corridor(k, c).get("return_rate", 0) * self._abroad[k, c][t] + self.term(
                    "returned", k, c, t
                )
                recruits += self.term("recruits", k, c, t)
            found.append(back - line["value"] * recruits)
        return found

    def _min_gain(self, line: Mapping[str, Any]) -> list[float]:
        return [self.gain(i) - line["value"] for i in self.case["countries"] if line.get("country") in (None, i)]

    def _max_payment(self, line: Mapping[str, Any]) -> list[float]:
        found = []
        for f in self._phases(line):
            paid: dict[str, float] = {}
            for k in self.case["corridors"]:
                for payer in PAYERS:
                    who = {"sending": self.sender(k), "receiving": self.receiver(k)}.get(payer, payer)
                    if line.get("corridor") not in (None, k) or line.get("payer") not in (None, payer):
                        continue
                    if line.get("country") is not None and who != line["country"]:
                        continue
                    if line.get("cadre") is None or line["cadre"] in self.case["corridors"][k]:
                        paid[who] = paid.get(who, 0.0) + self.paid_on(k, payer, f, line.get("cadre"))
            found += [line["value"] - amount for amount in paid.values()]
        return found
