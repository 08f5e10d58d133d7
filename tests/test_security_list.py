"""docs/security.md lists what it says, and names only tests that there are."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs/security.md").read_text()
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (\S+) \| (.*) \| (.*) \|$", re.MULTILINE
)
STATES = {"met", "partly", "no", "operator", "n/a"}
# Of levels 1 and 2 in each chapter of 5.0.0; 17 is WebRTC.
REQUIREMENTS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16]


def rows():
    return ROW.findall(TEXT)


def test_every_requirement_of_levels_1_and_2_is_listed_once():
    ids = [row[0] for row in rows()]
    counts = Counter(int(number.split(".")[0]) for number in ids)

    assert len(ids) == len(set(ids))
    assert [counts[chapter] for chapter in range(1, 17)] == REQUIREMENTS


def test_every_row_says_how_it_stands_and_what_is_missing():
    wrong = [
        number
        for number, _level, _short, state, where, _tests in rows()
        if state not in STATES or (state in ("partly", "no") and not where)
    ]

    assert wrong == []


def test_what_is_missing_stands_at_the_top():
    missing = {row[0] for row in rows() if row[3] in ("partly", "no")}

    assert set(re.findall(r"^- \*\*(\d+\.\d+\.\d+)\*\*", TEXT, re.MULTILINE)) == missing


def test_every_test_that_is_named_exists():
    known = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", file.read_text())
    }
    named = set(re.findall(r"`(test_\w+)`", TEXT))

    assert len(named) > 100
    assert sorted(named - known) == []
