from hypothesis import given
from hypothesis import strategies as st

from common.text_difference import MOST_WORDS, Piece, difference

TEXTS = st.text(alphabet="ab \nאé", max_size=60)


def joined(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def test_difference_marks_the_words_that_changed():
    assert difference("every four weeks", "every two weeks") == [
        Piece("kept", "every "),
        Piece("removed", "four"),
        Piece("added", "two"),
        Piece("kept", " weeks"),
    ]


def test_difference_takes_neighbouring_changes_together():
    pieces = difference("Every month, 45 minutes.", "Every three weeks, 30 minutes.")

    assert pieces == [
        Piece("kept", "Every "),
        Piece("removed", "month, 45"),
        Piece("added", "three weeks, 30"),
        Piece("kept", " minutes."),
    ]


def test_difference_keeps_lines_apart():
    assert difference("a\nb", "c\nd") == [
        Piece("removed", "a"),
        Piece("added", "c"),
        Piece("kept", "\n"),
        Piece("removed", "b"),
        Piece("added", "d"),
    ]


def test_difference_of_the_same_text_keeps_all():
    assert difference("as it was", "as it was") == [Piece("kept", "as it was")]


@given(TEXTS, TEXTS)
def test_difference_loses_nothing(before, after):
    pieces = difference(before, after)

    assert joined(pieces, "kept", "added") == after
    assert joined(pieces, "kept", "removed") == before


def test_difference_takes_very_long_texts_as_a_whole():
    before, after = "a " * MOST_WORDS, "b " * MOST_WORDS

    assert difference(before, after) == [Piece("removed", before), Piece("added", after)]
