"""The clause grid: which agreements name which clauses, by family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.records import Agreement, Codebook
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.figures.words import quoted
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["clause_grid"]

_ROW, _WIDEST, _NARROWEST = 17, 44, 15
_LEVELS = {
    "named": to_say("named"),
    "perhaps": to_say("perhaps, by a broad term"),
    "not": to_say("not named, which does not mean absent"),
}
_TIPS = {
    "agreement": to_say("agreement"),
    "clause": to_say("clause"),
    "says": to_say("says"),
    "question": to_say("question"),
}


def clause_grid(
    agreements: Iterable[Agreement],
    codebook: Codebook,
    *,
    most: int = 24,
    every_clause: bool = False,
    highlighted: str = "",
    title: str = "",
    width: int = 1080,
    language: str = "",
) -> Figure:
    """Clauses in rows under the headings of their families, agreements in columns in the order given.

    Agreements that name nothing are passed over; of more than ``most`` that name something the first are shown.
    Clauses that none of them names are left out unless ``every_clause``. ``highlighted`` is the key of a record whose
    name is written bold, such as one's own draft.
    """
    given = list(agreements)
    telling = [record for record in given if record.clauses or record.broad]
    kept = telling[:most]
    levels = {(clause, record.id): _level(clause, record, codebook) for clause in codebook.clauses for record in kept}
    clauses = [
        clause
        for clause in codebook.clauses
        if every_clause or any(levels[clause, record.id] != "not" for record in kept)
    ]
    columns = _columns(kept, language)
    counts = {clause: sum(levels[clause, record.id] == "named" for record in kept) for clause in clauses}
    often = sorted(clauses, key=lambda clause: -counts[clause])[:5]
    frequent = [f"{say(codebook.clauses[clause].name)} {number(counts[clause])}" for clause in often]
    heading = title or say("Which clauses agreements name")
    silent = len(given) - len(telling)
    unnamed = len(codebook.clauses) - len(clauses)
    parts = [
        say("The first {shown} of {count} records.", shown=number(len(kept)), count=number(len(telling)))
        if len(telling) > len(kept)
        else "",
        say("Records that name no clause, left out: {count}.", count=number(silent)) if silent else "",
        say("Clauses that none of them names, left out: {count}.", count=number(unnamed)) if unnamed else "",
        say("Most texts are not public: a clause that the pages read do not name may still stand in the text."),
    ]
    note = " ".join(part for part in parts if part)
    rows = tuple(
        (
            say(codebook.families[codebook.clauses[clause].family].name),
            say(codebook.clauses[clause].name),
            *(say({**_LEVELS, "not": ""}[levels[clause, record.id]]) for record in kept),
        )
        for clause in clauses
    )
    size = (
        say_count("{count} agreements", "{count} agreements", len(kept), count=number(len(kept))),
        say_count("{count} clauses", "{count} clauses", len(clauses), count=number(len(clauses))),
    )
    return Figure(
        title=heading,
        subtitle=", ".join(size),
        description=_description(heading, size, list(levels.values()), join(frequent)),
        note=note,
        sources=(),
        table=Table(heading, (say("family"), say("clause"), *columns.values()), rows, note),
        drawing=_drawing(kept, clauses, levels, columns, codebook, columns.get(highlighted, ""), width),
    )


def _description(title: str, size: tuple[str, str], levels: Sequence[str], frequent: str) -> str:
    counted = say(
        "{title}. {agreements} and {clauses}: {named} named, {perhaps} perhaps by a broad term.",
        title=title,
        agreements=size[0],
        clauses=size[1],
        named=number(levels.count("named")),
        perhaps=number(levels.count("perhaps")),
    )
    often = say("Named most often: {clauses}.", clauses=frequent) if frequent else say("Named most often: none.")
    return f"{counted} {often}"


def _level(clause: str, record: Agreement, codebook: Codebook) -> str:
    if clause in record.clauses:
        return "named"
    return "perhaps" if any(clause in codebook.may_be(broad) for broad in record.broad) else "not"


def _columns(kept: Sequence[Agreement], language: str) -> dict[str, str]:
    """A short name for each record, all different."""
    names: dict[str, str] = {}
    for record in kept:
        countries = list(dict.fromkeys(party.country for party in record.parties))
        told = " – ".join(country_name(code, language) for code in countries[:2])
        if len(countries) > 2:
            told = say_count(
                "{countries} and {count} more",
                "{countries} and {count} more",
                len(countries) - 2,
                countries=told,
                count=number(len(countries) - 2),
            )
        name = f"{told}, {record.year}" if record.year else told
        names[record.id] = name if name not in names.values() else f"{name} ({record.id})"
    return names


def _drawing(
    kept: Sequence[Agreement],
    clauses: Sequence[str],
    levels: dict[tuple[str, str], str],
    columns: dict[str, str],
    codebook: Codebook,
    bold: str,
    width: int,
) -> Spec:
    lines: list[str] = []
    headings: list[str] = []
    said: dict[str, str] = {}
    for family, about in codebook.families.items():
        inside = [clause for clause in clauses if codebook.clauses[clause].family == family]
        if inside:
            heading = say(about.name)
            while heading in lines:
                heading = f"{heading} "
            headings.append(heading)
            lines.append(heading)
        for clause in inside:
            name = say(codebook.clauses[clause].name)
            said[clause] = name if name not in lines else f"{name} ({clause})"
            lines.append(said[clause])
    level_words = {level: say(words) for level, words in _LEVELS.items()}
    values = [
        {
            "clause": said[clause],
            "agreement": columns[record.id],
            "level": levels[clause, record.id],
            "says": level_words[levels[clause, record.id]],
            "question": say(codebook.clauses[clause].question),
            "words": f"{columns[record.id]}, {said[clause]}: {level_words[levels[clause, record.id]]}",
        }
        for clause in clauses
        for record in kept
    ]
    names = list(columns.values())
    room = max(200, width - 330)
    cell = max(_NARROWEST, min(_WIDEST, room / max(1, len(names))))
    axis = {"title": None, "domain": False, "ticks": False, "labelOverlap": False, "labelLimit": 320}
    strong_row = {"condition": {"test": {"field": "value", "oneOf": headings}, "value": "bold"}, "value": "normal"}
    strong_column = {"condition": {"test": {"field": "value", "oneOf": [bold]}, "value": "bold"}, "value": "normal"}
    y = {
        "field": "clause",
        "type": "nominal",
        "sort": lines,
        "scale": {"domain": lines},
        "axis": {**axis, "labelFontWeight": strong_row},
    }
    top = {"orient": "top", "labelAngle": -45, "labelAlign": "left", "labelFontWeight": strong_column}
    x = {
        "field": "agreement",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names},
        "axis": {**axis, **top},
    }
    order = list(_LEVELS)
    words = " : ".join(f"datum.value == '{level}' ? {quoted(told)}" for level, told in level_words.items())
    fill = {
        "field": "level",
        "type": "nominal",
        "scale": {"domain": order, "range": [tone("ramp4"), tone("ramp1"), tone("faint")]},
        "legend": {
            "title": None,
            "orient": "bottom",
            "symbolType": "square",
            "symbolSize": 180,
            "symbolOpacity": 1,
            "symbolStrokeWidth": 0,
            "labelLimit": 400,
            "labelExpr": f"{words} : ''",
        },
    }
    tooltip = [{"field": name, "type": "nominal", "title": say(title)} for name, title in _TIPS.items()]
    signs = [value for value in values if value["level"] != "not"]
    sign = {"type": "point", "size": 26, "aria": False, "tooltip": None, "opacity": 1}
    layers: list[Spec] = [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "stroke": tone("paper"), "strokeWidth": 1.5},
            "encoding": {"x": x, "y": y, "fill": fill, "tooltip": tooltip, "description": {"field": "words"}},
        }
    ]
    for level, looks in (
        ("named", {"filled": True, "fill": tone("on_high")}),
        ("perhaps", {"filled": False, "stroke": tone("on_low"), "strokeWidth": 1.2}),
    ):
        rows = [value for value in signs if value["level"] == level]
        if rows:
            layers.append({"data": {"values": rows}, "mark": {**sign, **looks}, "encoding": {"x": x, "y": y}})
    return {
        "width": round(cell * max(1, len(names))),
        "height": _ROW * max(1, len(lines)),
        "layer": layers,
        "config": config(),
    }
