"""The difference between two editions: each item once, and moved only if it moved."""

from hypothesis import given
from hypothesis import strategies as st

from programs.frameworks.files import ParsedItem, compare


def items(*names, parent=""):
    return [
        ParsedItem(
            identifier=name, parent_identifier=parent, depth=0, is_group=False, statement=name
        )
        for name in names
    ]


def named(found):
    return "".join(item.identifier for item in found)


def test_compare_equal_editions_differ_in_nothing():
    difference = compare(items(*"abc"), items(*"abc"))

    assert not difference
    assert named(difference.unchanged) == "abc"


def test_compare_new_and_removed_move_nobody():
    difference = compare(items(*"abcd"), items(*"xbydz"))

    assert named(difference.new) == "xyz"
    assert named(difference.removed) == "ac"
    assert named(difference.unchanged) == "bd"
    assert difference.moved == []


def test_compare_only_what_passed_the_others_has_moved():
    difference = compare(items(*"abcde"), items(*"bcdea"))

    assert [change.after.identifier for change in difference.moved] == ["a"]


def test_compare_another_parent_is_a_move():
    before = [*items("g", "h"), *items("a", parent="g")]
    after = [*items("g", "h"), *items("a", parent="h")]

    (change,) = compare(before, after).moved

    assert change.after.identifier == "a"


def test_compare_names_the_fields_that_differ():
    before = items(*"ab")
    after = [
        before[1],
        ParsedItem("a", "", 0, False, statement="A", code="1"),
    ]

    (change,) = compare(before, after).changed

    assert change.fields == ("code", "statement")


@given(st.permutations("abcdefgh"), st.permutations("abcdefgh"))
def test_compare_the_rest_keeps_its_order_without_the_moved(before, after):
    difference = compare(items(*before), items(*after))

    stayed = {item.identifier for item in difference.unchanged}
    assert [name for name in before if name in stayed] == [name for name in after if name in stayed]
    assert len(stayed) + len(difference.moved) == 8
