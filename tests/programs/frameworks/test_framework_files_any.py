"""No file whatever gives a traceback: it is read into a sound tree, or refused in words."""

import json

from hypothesis import given
from hypothesis import strategies as st

from programs.frameworks.files import read_framework
from programs.frameworks.files.columns import COLUMNS
from tests.programs.frameworks.framework_readings import assert_sound

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
NAMES = st.sampled_from(["a", "b", "c", "doc", "", "a/", "https://example.org/a"]) | JSON_VALUES
ITEMS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("identifier", "uri", "fullStatement", "abbreviatedStatement", "notes", "x"), NAMES
    ),
)
LINKS = st.fixed_dictionaries(
    {"associationType": st.just("isChildOf") | JSON_VALUES},
    optional={
        key: NAMES | st.fixed_dictionaries({}, optional={"identifier": NAMES, "uri": NAMES})
        for key in ("originNodeURI", "destinationNodeURI", "sequenceNumber")
    },
)
PACKAGES = st.fixed_dictionaries(
    {},
    optional={
        "CFDocument": JSON_VALUES | st.just({"identifier": "doc", "title": "T"}),
        "CFItems": st.lists(ITEMS | JSON_VALUES, max_size=6) | JSON_VALUES,
        "CFAssociations": st.lists(LINKS | JSON_VALUES, max_size=8) | JSON_VALUES,
        "CFDefinitions": JSON_VALUES,
    },
)


@given(PACKAGES | st.lists(PACKAGES, max_size=2) | JSON_VALUES)
def test_case_any_json_is_read_or_refused(document):
    data = json.dumps(document).encode()

    assert_sound(read_framework(data, filename="file.json"))


@given(st.binary())
def test_case_any_bytes_after_a_brace_are_read_or_refused(data):
    assert_sound(read_framework(b"{" + data, filename="file.json"))


CELLS = st.sampled_from(["", "a", "b", "A1", "1.10", "https://example.org/a", '"']) | st.text(
    max_size=8
)


@given(
    st.lists(st.sampled_from(sorted(COLUMNS)) | st.text(max_size=6), min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=8),
)
def test_table_any_rows_are_read_or_refused(header, rows):
    lines = [",".join(["statement", *header]), *(",".join(row) for row in rows)]

    assert_sound(read_framework("\n".join(lines).encode("utf-8", "replace"), filename="file.csv"))


@given(st.binary(), st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=2))
def test_table_any_bytes_are_read_or_refused(data, where):
    assert_sound(read_framework(data, filename="file.csv", where=where))
    assert_sound(read_framework(b"statement,code\n" + data, filename="", where=where))
