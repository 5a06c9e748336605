"""Balanced terms: the agreement that a rule chooses for a shipped case, as its term sheet."""

import json

import streamlit as st

from toolkit.app.parts import plain, show_table
from toolkit.app.results import cases, explained, rules_of, solved
from toolkit.countries import country_name
from toolkit.errors import NoAgreement
from toolkit.report.bargaining import conflict_tables
from toolkit.report.headline import headline
from toolkit.report.term_sheet import term_sheet

st.title("Balanced terms")
st.markdown(
    "Choose a case and the rule that balances the two sides. "
    "Every figure comes from the case; nothing leaves this machine."
)

names = cases()
left, right = st.columns(2)
chosen = left.selectbox(
    "Case",
    list(names),
    format_func=lambda name: names[name].name,
    key="case",
    help="A negotiation that comes with Accord.",
)
rules = rules_of(names[chosen])
rule = right.selectbox(
    "Rule",
    list(rules),
    format_func=lambda name: rules[name],
    key="rule",
    help="What the rule seeks is said in words; no rule lets a country lose.",
)
st.markdown(plain(names[chosen].description))

try:
    solution = solved(chosen, rule)
except NoAgreement as failure:
    st.error(plain(str(failure)))
    if failure.case is not None:
        for number, table in enumerate(conflict_tables(explained(chosen))):
            show_table(table, f"{chosen}_conflict_{number}")
    st.stop()

st.markdown(plain(solution.favours))

for column, line in zip(st.columns(len(solution.gains)), headline(solution), strict=True):
    column.metric(country_name(line.country), line.gain, line.share, delta_color="off", delta_arrow="off", border=True)

for number, table in enumerate(term_sheet(solution)):
    show_table(table, f"{chosen}_{number}")

st.download_button(
    "Download the whole result (JSON)",
    json.dumps(solution.to_dict(), indent=1, ensure_ascii=False),
    file_name=f"{chosen}.json",
    mime="application/json",
    on_click="ignore",
)
