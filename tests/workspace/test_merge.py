"""Merging: what one side changed is kept, what both changed differently is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.properties import examples
from tests.workspace.support import small
from toolkit.errors import InputError
from toolkit.workspace.content import MOST_OPTIONS, Content
from toolkit.workspace.edits import (
    add_option,
    change_option,
    remove_option,
    set_draft,
    set_notes,
    set_number,
    set_rule,
    stated,
)
from toolkit.workspace.merge import merged

BASE = small()
CASE = BASE.case_now()
RATE = ("countries", "KEN", "nurse", "exit_rate")
BUDGET = ("countries", "GBR", "budget", 0)

plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(alphabet="ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(st.sampled_from("abcd"), plain_values, max_size=4)
contents = st.builds(
    lambda case, draft, notes: BASE.model_copy(update={"case": case, "draft": draft, "notes": notes}),
    documents,
    documents,
    st.text(alphabet="ab", max_size=3),
)


@given(base=contents, theirs=contents)
@examples(150)
def test_a_side_that_changed_nothing_gives_way(base, theirs):
    assert merged(base, base, theirs) == (theirs, ())
    assert merged(base, theirs, base) == (theirs, ())


@given(base=contents, both=contents)
@examples(80)
def test_the_same_change_twice_is_no_clash(base, both):
    assert merged(base, both, both) == (both, ())


@given(base=contents, mine=contents, theirs=contents)
@examples(200)
def test_the_sides_differ_only_where_they_clash(base, mine, theirs):
    one, clashes = merged(base, mine, theirs)
    other, again = merged(base, theirs, mine)
    assert set(clashes) == set(again)
    assert Content.from_json(one.to_json()) == one
    if not clashes:
        assert one == other


@given(base=contents, mine=contents, theirs=contents)
@examples(200)
def test_every_value_comes_from_a_side_that_changed_it(base, mine, theirs):
    """At each place that is no mapping or list in any of the three, the result is the change, or mine in a clash."""
    one, _ = merged(base, mine, theirs)

    def at(values: Any, path: tuple[Any, ...]) -> Any:
        for part in path:
            values = values.get(part, "absent") if isinstance(values, dict) else "absent"
        return values

    for name in "abcd":
        own, old, other, found = (at(content.case, (name,)) for content in (mine, base, theirs, one))
        if own == old:
            assert found == other
        elif other == old:
            assert found == own


def test_disjoint_edits_are_both_kept():
    mine, _ = set_number(BASE, CASE, RATE, 0.11)
    mine, _ = set_notes(mine, "mine")
    theirs, _ = set_number(BASE, CASE, BUDGET, 7e6)
    theirs, _ = add_option(theirs, {}, "Theirs")
    theirs, _ = set_rule(theirs, "nash", {"KEN": 2})
    both, clashes = merged(BASE, mine, theirs)
    assert clashes == ()
    assert stated(both.case, RATE)["value"] == 0.11
    assert stated(both.case, BUDGET)["value"] == 7e6
    assert both.notes == "mine"
    assert [option.name for option in both.options] == ["First", "Second", "Theirs"]
    assert (both.rule, both.weights) == ("nash", {"KEN": 2})
    assert set(both.changed) == {".".join(map(str, RATE)), ".".join(map(str, BUDGET))}
    both.case_now()


def test_a_number_that_both_changed_is_told_and_mine_stands():
    mine, _ = set_number(BASE, CASE, RATE, 0.11)
    theirs, _ = set_number(BASE, CASE, RATE, 0.22)
    both, clashes = merged(BASE, mine, theirs)
    assert clashes == ("case → countries → KEN → nurse → exit rate",)
    assert stated(both.case, RATE)["value"] == 0.11


def test_cells_of_the_draft_are_compared_one_by_one():
    def draft(first: float, second: float) -> Content:
        terms = {"terms": {"KEN-GBR": {"nurse": {"recruits": [first, second, 300]}}}, "payments": []}
        return set_draft(BASE, terms, "typed")[0]

    both, clashes = merged(BASE, draft(111, 200), draft(100, 222))
    assert clashes == ()
    assert both.draft["terms"]["KEN-GBR"]["nurse"]["recruits"] == [111, 222, 300]
    _, clashes = merged(BASE, draft(111, 200), draft(112, 200))
    assert clashes == ("draft → terms → KEN-GBR → nurse → recruits → 1st",)


def test_an_option_that_one_removed_and_the_other_changed_stays_and_is_told():
    key = BASE.options[0].key
    removed, _ = remove_option(BASE, key)
    changed, _ = change_option(BASE, key, note="better than it looks")
    for mine, theirs in ((removed, changed), (changed, removed)):
        both, clashes = merged(BASE, mine, theirs)
        assert both.option(key).note == "better than it looks"
        assert clashes == ("options → First",)
    both, clashes = merged(BASE, removed, BASE)
    assert both.option(key) is None
    assert clashes == ()


def test_options_of_one_name_from_both_sides_are_told_apart():
    mine, _ = add_option(BASE, {}, "Offer")
    theirs, _ = add_option(BASE, {"terms": {}}, "Offer")
    both, clashes = merged(BASE, mine, theirs)
    assert clashes == ()
    assert [option.name for option in both.options] == ["First", "Second", "Offer", "Offer (2)"]


def test_more_options_than_a_workspace_holds_cannot_be_merged():
    mine = theirs = BASE
    for number in range(MOST_OPTIONS - 2):
        mine, _ = add_option(mine, {}, f"m{number}")
        theirs, _ = add_option(theirs, {}, f"t{number}")
    with pytest.raises(InputError, match="more than 40"):
        merged(BASE, mine, theirs)
