"""How many may move on a corridor and what becomes of them: recruits, tests, licences, returns, remittances."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.countries import country_name
from toolkit.languages.catalogues import ENGLISH
from toolkit.prefill.background import Background
from toolkit.prefill.figure import Figure, Range, country_written, estimated, found, rounded, written
from toolkit.prefill.lookups import Basis, Flow, counted_with, flows, parameters, spread_of, stocks
from toolkit.prefill.pay import Pay
from toolkit.register.countries import fact, on_safeguards_list

__all__ = ["Way", "max_recruits", "movement_of"]


@dataclass(frozen=True, eq=False)
class Way:
    """A corridor and cadre with what is known of both ends: countries, fields of the cadre, yearly pay."""

    sending: Background
    receiving: Background
    cadre: str
    home: dict[str, Figure]
    abroad: dict[str, Figure]
    pay_home: Pay
    pay_abroad: Pay


def max_recruits(basis: Basis, way: Way) -> list[Figure]:
    """The rule ``max_recruits`` by phase: a share of graduates and of posts abroad, or the recorded flow if larger."""
    rules, graduates, posts = basis.rules, way.home["graduates"].value, way.abroad["funded_posts"].value
    by_graduates = rules.range("recruits_per_graduate").scaled(graduates)
    by_posts = rules.range("recruits_per_post_abroad").scaled(posts)
    usual = by_graduates if by_graduates.value <= by_posts.value else by_posts
    flow, most = _recorded(basis, way), rules.range("recruits_at_most").value * graduates
    if flow is not None and min(flow.people, most) > usual.value:
        steady = rules.range("spread_of_a_flow").scaled(min(flow.people, most))
        words = f"the recorded flow, {flow.words}"
        words += f", held at the limit of rule recruits_at_most, {written(rounded(most))}" if flow.people > most else ""
    else:
        steady = usual
        share = usual.value / (graduates if usual is by_graduates else posts) if usual.value else 0.0
        whose = f"{written(graduates)} graduates" if usual is by_graduates else f"{written(posts)} posts abroad"
        rule = "recruits_per_graduate" if usual is by_graduates else "recruits_per_post_abroad"
        words = f"{rounded(share):g} x {whose} (rule {rule})"
        words += f"; more than the recorded flow, {flow.words}" if flow else "; no yearly flow is recorded"
    keys = flow.sources if flow else ()
    parts = rules.phases
    return [
        estimated(steady.scaled(part), "max_recruits", f"{part:g} of the steady state, which is {words}.", keys=keys)
        for part in parts
    ]


def _recorded(basis: Basis, way: Way) -> Flow | None:
    """The newest yearly flow of the corridor, or what its stock abroad means a year."""
    yearly = flows(basis, way.sending.country, way.cadre, way.receiving.country)
    if yearly:
        return yearly[0]
    years = basis.rules.range("years_abroad").value
    for base, rows in stocks(basis, way.sending.country, way.cadre):
        here = [row for row in rows if row["destination"] == way.receiving.country]
        if here:
            key, people = str(here[0]["source"]), float(here[0]["value"])
            year, kind = int(here[0]["year"]), base.replace("_", " ")
            words = f"{written(people)} people abroad in {year} ({kind}; {key}) over {years:g} years"
            return Flow(people / years, year, (key,), words)
    return None


def _share_of_emigrants(basis: Basis, way: Way) -> Figure:
    """The corridor's part of all recorded stocks of the same kind, or the rule ``share_of_emigrants``."""
    rules, needed = basis.rules, basis.rules.range("fewest_destinations").value
    for base, rows in stocks(basis, way.sending.country, way.cadre):
        here = [float(row["value"]) for row in rows if row["destination"] == way.receiving.country]
        if here and len(rows) >= needed:
            total, sources = (
                sum(float(row["value"]) for row in rows),
                tuple(dict.fromkeys(str(r["source"]) for r in rows)),
            )
            share = here[0] / total
            around = rules.range("range_of_a_share_of_emigrants").scaled(share).within(0, 1)
            note = (
                f"{written(here[0])} of {written(total)} people abroad in {len(rows)} destinations with a figure "
                f"({base.replace('_', ' ')}; {', '.join(sources)})."
            )
            return estimated(around, "share_of_emigrants", note, keys=sources)
    return estimated(
        rules.range("share_of_emigrants"),
        "share_of_emigrants",
        "no stocks of the same kind in three destinations, this one among them, are recorded.",
    )


def _exam(basis: Basis, way: Way, name: str) -> tuple[Range, str, int, str] | None:
    """The pass rate of an examination for this pair, or for everybody who comes to the destination."""
    for country in (way.sending.country, ""):
        rows = parameters(basis, name, country, counted_with(way.cadre), partner=way.receiving.country)
        if rows:
            around = spread_of(rows[0], Range(1, 0.8, 1.2)).within(0, 1)
            who = country_name(country, ENGLISH) if country else "all who come from abroad"
            words = f"{rows[0]['unit']}, {who}; range assumed."
            return around, str(rows[0]["source"]), int(rows[0]["year"]), words
    return None


def _tests(basis: Basis, way: Way) -> dict[str, Figure]:
    rules = basis.rules
    before = way.receiving.country in rules.lists["exam_before_arrival"] and way.cadre in ("nurse", "midwife")
    exam = _exam(basis, way, "licensing_exam_pass_rate")
    together = rules.share_a_language(way.sending.country, way.receiving.country)
    key = "common_language" if together else "other_language"
    words = "a common language of training" if together else "no common language of training in the table of languages"
    passing = estimated(rules.range("pass_rate", key), "pass_rate", f"usual with {words}.")
    licensed = basis.usual("licensed_share", cadre=way.cadre)
    if exam is not None:
        around, source, year, told = exam
        figure = found(around.value, around, source, year, f"Read as this share: {told}")
        passing, licensed = (figure, licensed) if before else (passing, figure)
    return {"pass_rate": passing, "licensed_share": licensed, "licensed_share_bridged": _bridged(basis, way, licensed)}


def _bridged(basis: Basis, way: Way, licensed: Figure) -> Figure:
    """The share in the end from the register, or what the rule ``failures_prevented_by_bridging`` gives."""
    final = _exam(basis, way, "licensing_exam_eventual_pass_share")
    if final is not None and final[0].value >= licensed.value:
        around = Range(final[0].value, max(final[0].low, licensed.value), final[0].high)
        return found(around.value, around, final[1], final[2], f"Read as this share: {final[3]}")
    prevented = basis.rules.range("failures_prevented_by_bridging")
    ends = (prevented.value, prevented.low, prevented.high)
    around = Range(*(licensed.value + (1 - licensed.value) * part for part in ends))
    note = (
        f"{licensed.value:g} without help + {prevented.value:g} of the {rounded(1 - licensed.value):g} who would fail."
    )
    return estimated(around, "failures_prevented_by_bridging", note)


def _licensing_years(basis: Basis, way: Way) -> Figure:
    rows = parameters(basis, "months_to_licence", way.receiving.country, counted_with(way.cadre))
    if rows:
        newest = [spread_of(row, Range(1, 0.5, 1.5)) for row in rows if row["year"] == rows[0]["year"]]
        middle = sum(row.value for row in newest) / len(newest)
        low, high = min(row.low for row in newest), max(row.high for row in newest)
        around = Range(round(middle / 12), low // 12, -(-high // 12))
        key, year = str(rows[0]["source"]), int(rows[0]["year"])
        note = f"{written(low)} to {written(high)} months ({key}, {year}) in whole years."
        return estimated(around, "licensing_years", note, keys=(key,), whole=True)
    return basis.usual("licensing_years", cadre=way.cadre)


def _on_newest_list(basis: Basis, country: str) -> bool:
    held = [listed for _, listed in sorted(on_safeguards_list(basis.register, country).items()) if listed is not None]
    return bool(held and held[-1])


def movement_of(basis: Basis, way: Way) -> dict[str, Figure]:
    """What becomes of recruits: tests, licences, returns, remittances and the gain in pay."""
    rules, sending = basis.rules, way.sending
    ruled = _on_newest_list(basis, sending.country) and way.receiving.country in rules.lists["list_rule"]
    contract = way.receiving.country in rules.lists["contract_destinations"]
    here, there = country_written(sending.country), country_written(way.receiving.country)
    come_words = (
        f"Employers in {there} may not recruit actively in {here}, which is on the newest safeguards list held."
        if ruled
        else f"No such rule is known for recruits from {here} to {there}."
    )
    return {
        **_tests(basis, way),
        "would_have_left": basis.usual("would_have_left"),
        "would_have_come": basis.usual("would_have_come", "under_a_list_rule" if ruled else "open", words=come_words),
        "share_of_emigrants": _share_of_emigrants(basis, way),
        "licensing_years": _licensing_years(basis, way),
        "return_rate": basis.usual("return_rate", "contract_destination" if contract else sending.group),
        "onward_rate": basis.usual("onward_rate"),
        "remittance": _remittance(basis, way),
        "wage_gain": _wage_gain(way),
    }


def _remittance(basis: Basis, way: Way) -> Figure:
    share = fact(basis.register, way.sending.country, "remittances_share_of_gdp")
    limit = basis.rules.range("much_remittances").value
    key = "not_known" if share is None else "much" if share.value >= limit else "little"
    part, pay = basis.rules.range("remittance_share_of_pay", key), way.pay_abroad
    told = (
        f"remittances are {share.value:.3g} of GDP ({share.source}, {share.year})" if share else "remittances not known"
    )
    note = f"{part.value:g} of {pay.words} in {country_written(way.receiving.country)}; {told}."
    keys = (*pay.keys, *((share.source,) if share else ()))
    return estimated(part.scaled(pay.range.value), "remittance_share_of_pay", note, keys=keys)


def _wage_gain(way: Way) -> Figure:
    """Pay abroad less pay at home, before tax; 0 where pay abroad is less."""
    home, abroad = way.pay_home.range, way.pay_abroad.range
    value = max(0.0, abroad.value - home.value)
    high = max(0.1 * abroad.value, abroad.high - home.low)
    around = Range(value, max(0.0, min(value, 0.5 * (abroad.low - home.high))), max(value, high))
    note = (
        f"{way.pay_abroad.words} less {way.pay_home.words}, but not below 0; before tax, and not adjusted for the cost "
        "of living, hence the low end."
    )
    return estimated(around, "wage_gain", note, keys=(*way.pay_abroad.keys, *way.pay_home.keys))
