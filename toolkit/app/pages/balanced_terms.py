"""Balanced terms: the agreement that a rule chooses, and everything else that could be agreed."""

from __future__ import annotations

import streamlit as st

from toolkit.app.balanced_actions import take
from toolkit.app.balanced_conflict import show_conflict
from toolkit.app.balanced_draft import show_counter_offer, show_improvement
from toolkit.app.balanced_frontier import show_frontier, show_gains
from toolkit.app.compare_choices import case_or_stop
from toolkit.app.parts import plain, show_problems, show_table
from toolkit.app.results import alternatives_of, priced, rules_of, solved
from toolkit.app.sections import sections
from toolkit.app.session import change, require
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.errors import AccordError, InputError, NoAgreement
from toolkit.languages.speech import say, to_say
from toolkit.report.bargaining import alternative_tables, prices_table
from toolkit.report.options import Compared, Yardstick, rule_name
from toolkit.report.term_sheet import term_sheet
from toolkit.workspace.content import Content
from toolkit.workspace.edits import set_rule

SECTIONS = {
    "frontier": to_say("Frontier"),
    "terms": to_say("Terms"),
    "improvement": to_say("Improve the draft"),
    "counter_offer": to_say("Counter-offer"),
    "prices": to_say("What limits are worth"),
    "alternatives": to_say("Alternatives"),
}


def choose_rule(content: Content, case: Case) -> Content:
    """The rule in words, and the weights where the rule takes some; a change is saved at once."""
    rules = rules_of(case)
    if content.rule not in rules:
        told = say(
            "The rule “{rule}” does not belong to this case; another one is shown.", rule=rule_name(content.rule)
        )
        st.info(plain(told))
    now = content.rule if content.rule in rules else next(iter(rules))
    if st.session_state.get("edit_rule", now) not in rules:
        del st.session_state["edit_rule"]
    rule = st.selectbox(
        say("Rule that balances the sides"),
        list(rules),
        index=list(rules).index(now),
        format_func=lambda name: rules[name],
        key="edit_rule",
        help=say(
            "No rule is the right one, and none lets a country lose. Which one to use is for the parties to agree."
        ),
    )
    weights = dict(content.weights)
    if rule == "nash":
        with st.container(horizontal=True):
            for code in case.countries:
                weights[code] = st.number_input(
                    say("Weight of {country}", country=country_name(code)),
                    min_value=0.1,
                    max_value=10.0,
                    value=float(min(10.0, max(0.1, content.weights.get(code, 1.0)))),
                    step=0.1,
                    key=f"edit_weight_{code}",
                    help=say("1 for each is the plain rule; a larger weight counts a country's gain for more."),
                    width=220,
                )
        weights = {} if set(weights.values()) == {1.0} else {code: weights[code] for code in case.countries}
    if (rule, weights) != (now, dict(content.weights)):
        edited, _ = set_rule(content, rule, weights)
        if change((edited, say("rule: {rule}", rule=rule_name(rule)))):
            st.rerun()
    return content.model_copy(update={"rule": rule, "weights": weights})


def show_prices(content: Content, case: Case) -> None:
    """What each limit that binds is worth to each country."""
    st.markdown(say("What would change if a limit that binds were relaxed a little and the case solved again."))
    table = prices_table(priced(content), case.countries, case.currency)
    if not table.rows:
        st.info(say("No limit binds: relaxing any one of them alone would bring nothing."))
        return
    show_table(table, "prices")


def show_alternatives(content: Content) -> None:
    """Agreements that are nearly as good for everybody, and how much room each term has."""
    st.markdown(
        say("Other agreements that give every country nearly as much: room to trade terms that matter otherwise.")
    )
    found = alternatives_of(content)
    agreements, *ranges = alternative_tables(found)
    show_table(agreements, "alternatives")
    for number, agreement in enumerate(found.agreements, start=1):
        origin = say("nearly as good as: {rule}", rule=rule_name(content.rule))
        take(agreement.outcome.terms, say("Alternative {number}", number=number), origin, f"alternative_{number}")
    for number, table in enumerate(ranges):
        if table.rows:
            with st.expander(plain(f"{table.title} ({len(table.rows)})")):
                show_table(table, f"ranges_{number}")


st.title(say("Balanced terms"))
st.markdown(
    say("Which agreement is fair to both sides, what else could be agreed, and what one side's gain costs the other.")
)
held = require()
case = case_or_stop(held.content)
content = choose_rule(held.content, case)
try:
    solution = solved(content)
except NoAgreement as failure:
    show_conflict(content, case, failure)
    st.stop()
except InputError as failure:
    show_problems(failure)
    st.stop()
except AccordError as failure:
    st.error(plain(str(failure)))
    st.stop()

show_gains(Compared(rule_name(content.rule), solution.outcome, Yardstick.of(solution)), "balanced_gains")
st.markdown(plain(f"{say('Under this rule {what_holds}.', what_holds=solution.why)} {solution.favours}"))
origin = say("chosen by the rule: {what_holds}", what_holds=solution.why)
take(solution.terms, rule_name(content.rule), origin, "balanced", content.rule)

for name, tab in sections("balanced_section", SECTIONS).items():
    if not tab.open:
        continue
    with tab:
        try:
            if name == "frontier":
                show_frontier(content, case, solution)
            elif name == "terms":
                for number, table in enumerate(term_sheet(solution)):
                    show_table(table, f"sheet_{number}")
            elif name == "improvement":
                show_improvement(content)
            elif name == "counter_offer":
                show_counter_offer(content, case, solution)
            elif name == "prices":
                show_prices(content, case)
            else:
                show_alternatives(content)
        except AccordError as failure:
            st.error(plain(str(failure)))
