from hypothesis import given
from hypothesis import strategies as st

from common.hierarchy import circles


def above(chain):
    return lambda keys: {key: chain[key] for key in keys if key in chain}


def test_circles_finds_none_in_a_tree():
    assert circles({"a": "b", "b": "c", "d": None}, above=above({"c": "e"})) == {}


def test_circles_finds_oneself():
    assert circles({"a": "a"}, above=above({})) == {"a": ["a", "a"]}


def test_circles_finds_the_way_round_within_what_is_wanted():
    found = circles({"a": "b", "b": "a", "c": "a"}, above=above({}))

    assert found == {"a": ["a", "b", "a"], "b": ["b", "a", "b"]}


def test_circles_finds_the_way_round_over_what_is_so_today():
    assert circles({"a": "c"}, above=above({"c": "b", "b": "a"})) == {"a": ["a", "c", "b", "a"]}


def test_circles_lets_what_is_wanted_win():
    assert circles({"a": "b", "b": None}, above=above({"b": "a"})) == {}


def test_circles_asks_once_for_each_level():
    levels = []

    def asked(keys):
        levels.append(set(keys))
        return above({"m": "n", "n": "o"})(keys)

    circles({"a": "m", "b": "m", "c": "o"}, above=asked)

    assert levels == [{"m", "o"}, {"n"}]


KEYS = st.integers(0, 12)


@given(st.dictionaries(KEYS, KEYS), st.dictionaries(KEYS, KEYS))
def test_circles_names_exactly_those_who_come_back_to_themselves(wanted, today):
    both = today | wanted

    def comes_back(start):
        here = both.get(start)
        for _step in range(len(both) + 1):
            if here == start:
                return True
            here = both.get(here)
        return False

    assert set(circles(wanted, above=above(today))) == {key for key in wanted if comes_back(key)}
