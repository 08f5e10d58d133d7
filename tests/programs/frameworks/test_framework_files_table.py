"""Frameworks as plain CSV: columns, filters, groups, and what is said about odd rows."""

import pytest

from programs.frameworks.files import Severity, read_framework
from programs.frameworks.files.columns import COLUMNS
from tests.programs.frameworks.framework_readings import (
    errors,
    outline,
    said,
    warnings,
)


def read(text, **options):
    return read_framework(text.encode(), filename="Ward skills.csv", **options)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_table_reads_what_spreadsheets_write(delimiter, encoding, ending):
    rows = [["statement", "identifier", "code"], ["Prüfen, ob", "a", "1"], ["Heben", "b", "2"]]
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]

    reading = read_framework(ending.join(lines).encode(encoding), filename="file.csv")

    assert [found.statement for found in reading.framework.items] == ["Prüfen, ob", "Heben"]
    assert outline(reading) == ["a", "b"]
    assert warnings(reading) == []


def test_table_reads_every_documented_column():
    header = ",".join(COLUMNS)
    cells = {
        "identifier": "a",
        "uri": "https://example.org/a",
        "parent": "",
        "code": "1.2",
        "statement": "Wash hands",
        "short_statement": "Hands",
        "notes": "Five moments.",
        "kind": "Skill",
        "relation": "essential",
        "sequence": "3",
        "group": "Hygiene",
        "group_identifier": "g",
        "framework": "Ward",
        "framework_identifier": "f",
        "framework_version": "2",
        "creator": "We",
        "licence": "CC BY 4.0",
        "language": "en",
        "object_type": "outcome",
        "smart_level": "1",
        "is_framework": "",
        "is_deleted": "0",
    }

    reading = read(header + "\n" + ",".join(cells[name] for name in COLUMNS))

    framework = reading.framework
    group, item = framework.items
    assert (framework.identifier, framework.title, framework.version_label) == ("f", "Ward", "2")
    assert (framework.creator, framework.notes, framework.language) == ("We", "CC BY 4.0", "en")
    assert (group.identifier, group.statement, group.is_group) == ("g", "Hygiene", True)
    assert (item.identifier, item.parent_identifier, item.code) == ("a", "g", "1.2")
    assert (item.short_statement, item.notes) == ("Hands", "Five moments.")
    assert (item.kind, item.uri) == ("Skill, essential", "https://example.org/a")
    assert reading.findings == ()


def test_table_knows_columns_by_other_names():
    reading = read("Full Statement;humanCodingScheme;Is-Child-Of\nA;1;\nB;2;1")

    assert [found.depth for found in reading.framework.items] == [0, 1]


def test_table_reports_columns_it_did_not_use():
    reading = read("identifier,statement,shoe size,label\na,A,42,x")

    assert reading.framework.items[0].statement == "A"
    assert "Columns that were not used: “shoe size”, “label”." in said(reading, Severity.INFO)


def test_table_takes_its_title_from_the_file_name():
    assert read("statement\nA").framework.title == "Ward skills"
    assert read("statement\nA", title="Mine").framework.title == "Mine"


@pytest.mark.parametrize("where", [{"job": "chef"}, {"JOB": " Chef "}, {"job": "chef", "no": "2"}])
def test_table_takes_only_the_rows_asked_for(where):
    reading = read("identifier,statement,job,no\na,A,nurse,1\nb,B,chef,2", where=where)

    assert outline(reading) == ["b"]


def test_table_asks_which_of_several_is_meant():
    text = "statement,framework,framework_identifier\nA,One,f1\nB,Two,f2\nC,Two,f2"

    several = read(text)
    (first, second) = several.choices

    assert several.framework is None
    assert (first.column, first.value, first.count) == ("framework", "One", 1)
    assert (second.column, second.value, second.count) == ("framework", "Two", 2)
    assert read(text, where={second.column: second.value}).framework.identifier == "f2"


def test_table_asks_by_identifier_where_titles_do_not_tell():
    several = read("statement,framework,framework_id\nA,Same,f1\nB,Same,f2")

    assert [(choice.column, choice.value) for choice in several.choices] == [
        ("framework_id", "f1"),
        ("framework_id", "f2"),
    ]


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({"shoe": "42"}, "There is no column “shoe”. Found: “statement”, “job”."),
        ({"job": "cook"}, "No row has “cook” in the column “job”. Found: “nurse”, “chef”."),
    ],
)
def test_table_says_what_could_have_been_asked_for(where, sentence):
    reading = read("statement,job\nA,nurse\nB,chef", where=where)

    assert errors(reading) == [sentence]


@pytest.mark.parametrize("parent", ["a", "A1", "https://example.org/a"])
def test_table_finds_a_parent_by_identifier_code_or_address(parent):
    name = "https://example.org/a" if ":" in parent else "a"

    reading = read(f"identifier,code,statement,parent\nb,B1,Below,{parent}\n{name},A1,Above,")

    assert [found.statement for found in reading.framework.items] == ["Above", "Below"]
    assert warnings(reading) == []


def test_table_reports_a_parent_that_is_nowhere():
    reading = read("identifier,statement,parent\na,A,x")

    assert outline(reading) == ["a"]
    assert warnings(reading) == [
        "row 2: “A” stands under “x”, which is not in this file. It was put at the top level."
    ]


def test_table_breaks_circles():
    reading = read("identifier,statement,parent\na,A,b\nb,B,a")

    assert outline(reading) == ["a", "b"]
    assert len(warnings(reading)) == 2


def test_table_makes_groups_of_a_column():
    reading = read("identifier,statement,group\na,A,One\nb,B,Two\nc,C,one\nd,D,")

    shown = [("  " * found.depth + found.statement) for found in reading.framework.items]
    assert shown == ["One", "  A", "  C", "Two", "  B", "D"]


def test_table_gives_a_group_that_is_also_a_row_its_own_heading():
    reading = read("identifier,statement,group_identifier,group\na,A,b,B\nb,B,,")

    shown = [("  " * found.depth + found.statement) for found in reading.framework.items]
    assert shown == ["B", "  A", "B"]
    assert reading.counts["competencies"] == 2


def test_table_orders_by_sequence_then_code_then_file():
    by_number = read("identifier,statement,sequence\na,A,10\nb,B,9\nc,C,1.5")
    by_code = read("identifier,statement,code\na,A,1.10\nb,B,1.9")
    by_file = read("identifier,statement,code\na,A,2\nb,B,\nc,C,1")

    assert outline(by_number) == ["c", "b", "a"]
    assert outline(by_code) == ["b", "a"]
    assert outline(by_file) == ["a", "b", "c"]


def test_table_makes_the_same_identifiers_every_time():
    before = read("code,statement,group\nK1,Wash,One\n1,Lift,One\n1,Lift,Two", title="F")
    after = read("code,statement,group\n1,Lift,Two\nK1,Wash hands,One\n1,Lift,One", title="F")

    identifiers = [{found.identifier for found in r.framework.items} for r in (before, after)]
    assert identifiers[0] == identifiers[1]
    assert len(identifiers[0]) == 5


def test_table_reports_rows_without_identifier():
    reading = read("identifier,statement\na,A\n,B")

    assert len(reading.framework.items) == 2
    assert warnings(reading) == [
        "row 3: There is no identifier. One was made from the code or the statement."
    ]


def test_table_leaves_out_rows_without_statement():
    reading = read("identifier,statement\na,A\n\n,,\nb, ")

    assert outline(reading) == ["a"]
    assert errors(reading) == ["row 5: The row has no statement and was left out."]


def test_table_says_when_two_rows_share_an_identifier():
    reading = read("identifier,statement\na,A\na,B\na,A")

    assert outline(reading) == ["a"]
    assert errors(reading) == ["row 3: “B” has the identifier of “A” and was left out."]
    assert warnings(reading) == ["row 4: “A” is in the file twice. It was taken once."]


def test_table_keeps_the_first_of_several_parents():
    reading = read("identifier,statement,group\na,A,One\na,A,Two")

    assert [found.statement for found in reading.framework.items] == ["One", "A", "Two"]
    assert warnings(reading) == ["row 3: “A” has several parents: “One” was kept, not “Two”."]


def test_table_reports_cells_beyond_the_header():
    reading = read("identifier,statement\na,A,lost")

    assert warnings(reading) == ["row 2: The row has more cells than there are columns."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty."),
        ("a,b\n1,2", "No column holds the statements."),
        ("statement", "The file has a header but no rows."),
        ("<html>", "This is a web page"),
        ('statement\n"never closed', "cannot be read"),
        ("statement\n" + "x\n" * 20_001, "more than 20000 items"),
    ],
)
def test_table_refuses_with_a_sentence(text, sentence):
    reading = read(text)

    assert reading.framework is None
    assert sentence in errors(reading)[0]
