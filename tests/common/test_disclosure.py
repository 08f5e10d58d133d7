"""No combination of what is shown tells anything about fewer than five people (D4, M10)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.disclosure import (
    ALL,
    K,
    cells_of,
    publishable,
)
from tests.examples import examples

SIDES = ("mentee", "mentor")
# Small populations, in which somebody is easily told apart.
POPULATIONS = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(SIDES)), st.integers(0, 9)
)


def isolated(views, cells, factors=(-2, -1, 0, 1, 2)):
    """Try every way to add and subtract the views: the groups under K that come out of it."""
    cells = {cell: count for cell, count in cells.items() if count}
    found = set()
    for weights in product(factors, repeat=len(views)):
        vector = dict.fromkeys(cells, 0)
        for weight, view in zip(weights, views, strict=True):
            for cell in cells_of(view, cells):
                vector[cell] += weight
        left = frozenset(cell for cell, value in vector.items() if value)
        if left and sum(cells[cell] for cell in left) < K:
            found.add(left)
    return found


@given(POPULATIONS)
@examples(50)
def test_m10_brute_force_over_all_filters_isolates_nobody(cells):
    assert isolated(sorted(publishable(cells)), cells) == set()


@given(POPULATIONS)
def test_m10_everybody_together_is_shown_from_five_on(cells):
    assert (ALL in publishable(cells)) == (sum(cells.values()) >= K)


@given(POPULATIONS)
def test_m10_the_same_counts_show_the_same(cells):
    assert publishable(cells) == publishable(dict(reversed(cells.items())))


def test_brute_force_finds_what_a_simple_threshold_lets_through():
    """The test can fail: all minus one cohort leaves four."""
    cells = {("a", "mentee"): 9, ("b", "mentee"): 4}
    by_threshold_alone = [ALL, ("cohort", "a")]

    assert isolated(by_threshold_alone, cells) == {frozenset({("b", "mentee")})}


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        # Nobody small: everything is shown.
        ({("a", "mentee"): 6, ("a", "mentor"): 6, ("b", "mentee"): 6, ("b", "mentor"): 6}, set()),
        # Four in b: a is hidden too, or one could subtract.
        ({("a", "mentee"): 9, ("b", "mentee"): 4}, {("cohort", "a"), ("cohort", "b")}),
        # Two small cohorts hide each other; the large one stays.
        (
            {("a", "mentee"): 9, ("b", "mentee"): 4, ("c", "mentee"): 3},
            {("cohort", "b"), ("cohort", "c")},
        ),
        # One mentor answered: no side is shown.
        ({("a", "mentee"): 9, ("a", "mentor"): 1}, {("side", "mentee"), ("side", "mentor")}),
    ],
)
def test_m10_what_would_tell_somebody_apart_is_hidden(cells, hidden):
    views = {ALL} | {("cohort", c) for c, __ in cells} | {("side", s) for __, s in cells}

    assert views - publishable(cells) >= hidden
    assert (views - publishable(cells) == set()) == (hidden == set())


def test_m10_an_empty_cell_hides_nobody_behind_it():
    """Cohort a has mentees only: mentees minus a would be the three of b."""
    cells = {("a", "mentee"): 9, ("b", "mentee"): 3, ("b", "mentor"): 9}

    assert isolated(sorted(publishable(cells)), cells) == set()
    assert isolated([("cohort", "a"), ("side", "mentee")], cells)
