"""Competency tables as learning platforms export them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.frameworks.files import Severity, read_framework
from programs.frameworks.files.plain_text import plain_text
from tests.shared_files import shared


def read(text, filename="Ward skills.csv"):
    return read_framework(text.encode(), filename=filename)


def outline(reading):
    """Return the statements, each with a dash for every level above it."""
    return ["-" * item.depth + item.statement for item in reading.framework.items]


def grave(reading):
    return [str(f) for f in reading.findings if f.severity is not Severity.INFO]


MOODLE = """\
"Parent ID number","ID number","Short name",Description,"Description format","Is framework",Taxonomy
,WARD,"Ward skills","<p>Skills for a ward.</p>",1,1,"competency,competency"
,meds,Medicines,"<p>Giving medicines.</p>",1,,
meds,meds-1,"Checks the chart","<p>Reads the chart <b>twice</b>.<br></p>",1,,
"""
TOTARA = """\
idnumber,timemodified,frameworkidnumber,shortname,fullname,parentidnumber,description,deleted
c1,0,fw,Meds,Medicines,,,0
c2,0,fw,,Checks the chart,c1,,0
c3,0,fw,,Gone,c1,,1
"""
CANVAS = """\
vendor_guid,object_type,title,description,display_name,mastery_points,parent_guids,ratings
g1,group,Medicines,,,,,
g2,group,Empty,,,,g1,
o1,outcome,Checks the chart,,Chart,3,g1 g2,3,Yes,0,No
"""
OPEN_EDX = """\
id,value,parent_id,comments
MEDS,Medicines,,An example
CHART,Checks the chart,MEDS,
"""
OPEN_SALT = """\
identifier,fullStatement,smartLevel
b,Checks the chart,1.2
c,Tenth,1.10
a,Medicines,1
"""


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (MOODLE, ["Medicines", "-Checks the chart"]),
        (TOTARA, ["Medicines", "-Checks the chart"]),
        (OPEN_EDX, ["Medicines", "-Checks the chart"]),
        (OPEN_SALT, ["Medicines", "-Checks the chart", "-Tenth"]),
    ],
)
def test_a_table_of_a_learning_platform_keeps_its_tree(text, statements):
    reading = read(text)

    assert outline(reading) == statements
    assert grave(reading) == []


def test_moodle_describes_its_framework_in_a_row():
    framework = read(MOODLE).framework

    assert (framework.identifier, framework.title) == ("WARD", "Ward skills")
    assert framework.description == "Skills for a ward."
    assert framework.items[1].notes == "Reads the chart twice."


def test_canvas_groups_are_headings_and_an_empty_one_is_left_out():
    reading = read(CANVAS)

    assert outline(reading) == ["Medicines", "-Checks the chart"]
    assert grave(reading) == ["row 3: The group “Empty” has nothing in it and was left out."]


def test_a_title_and_a_description_are_a_statement_and_its_notes():
    (item,) = read("Code,Title,Description\nM1,Checks the chart,Reads it twice\n").framework.items

    assert (item.code, item.statement, item.notes) == ("M1", "Checks the chart", "Reads it twice")


@pytest.mark.parametrize(
    ("name", "counts"),
    [("framework-moodle-shape.csv", (1, 2)), ("framework-title-description.csv", (0, 1))],
)
def test_a_file_of_the_world(name, counts):
    reading = read_framework(shared(f"cases/{name}").read_bytes(), filename=name)

    assert (reading.counts["groups"], reading.counts["competencies"]) == counts
    assert not any("<" in item.notes for item in reading.framework.items)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Washes **hands** and *wrists*", "Washes hands and wrists"),
        ("__Always__ _twice_", "Always twice"),
        ("See [the policy](https://example.org/p)", "See the policy (https://example.org/p)"),
        ("## Hygiene", "Hygiene"),
        ("Runs `ls`", "Runs ls"),
        (r"1\. First", "1. First"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("Fish &amp; chips&nbsp;twice", "Fish & chips twice"),
        ("p < 0.05 <b>at most</b>", "p < 0.05 at most"),
        # No marks of any kind.
        ("2 * 3 * 4 and a_name_here", "2 * 3 * 4 and a_name_here"),
        ("p < 0.05 and q > 3", "p < 0.05 and q > 3"),
        ("AT&T", "AT&T"),
        ("- one\n- two", "- one\n- two"),
    ],
)
def test_marks_are_read_as_text(marked, plain):
    assert plain_text(marked) == plain


@given(st.text(alphabet="<>/pb*_[]()`#\\&; \na1", max_size=200))
def test_any_marks_come_to_an_end(text):
    assert isinstance(plain_text(text), str)
