"""A CSV of people: what is understood, what is refused, in which row and column, and why."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.text_files import TextFileError
from people.imports.files import COLUMNS, SAMPLE, open_people, read_people

LANGUAGES = {"en": "en", "english": "en", "de": "de", "deutsch": "de"}


def read(text, encoding="utf-8"):
    return read_people(text.encode(encoding), languages=LANGUAGES)


def only_row(text):
    (row,) = read(text).rows
    return row


def problems(text):
    return [
        (row.number, problem.column, str(problem.message))
        for row in read(text).rows
        for problem in row.problems
    ]


def test_read_people_reads_the_sample_without_a_problem():
    found = read(SAMPLE)

    assert [row.values["name"] for row in found.rows] == [
        "Helen Ward",
        "Priya Nair",
        "Amara Okafor",
    ]
    assert [row.problems for row in found.rows] == [[], [], []]
    assert found.ignored_columns == []


def test_sample_shows_every_column():
    shown = set(SAMPLE.splitlines()[0].split(","))

    assert shown == {column.name for column in COLUMNS} - {"first_name", "last_name"}


def test_read_people_reads_every_kind_of_value():
    row = only_row(
        "email,name,unit,roles,preceptor_level,preceptor_capacity,time_zone,language,"
        "profession_started_on\n"
        "Priya.Nair@Example.org,Priya  Nair,Northfield > Medicine › 7B,Mentor; preceptors,6,2.0,"
        "europe/london,en-GB,2019-09-01"
    )

    assert row.problems == []
    assert row.values == {
        "email": "priya.nair@example.org",
        "name": "Priya Nair",
        "unit": ["Northfield", "Medicine", "7B"],
        "roles": ["mentor", "preceptor"],
        "preceptor_level": 6,
        "preceptor_capacity": 2,
        "time_zone": "Europe/London",
        "language": "en",
        "profession_started_on": "2019-09-01",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_read_people_reads_any_encoding_delimiter_and_line_end(encoding, delimiter, ending):
    lines = [delimiter.join(["Name", "E-Mail"]), delimiter.join(["Zoë", "zoe@example.org"])]

    found = read(ending.join([*lines, ""]), encoding)

    assert found.rows[0].values == {"email": "zoe@example.org", "name": "Zoë"}


@pytest.mark.parametrize(
    "header", ["name,email", "Full Name,Work E-mail", " NAME , E-MAIL address", "Display_Name,mail"]
)
def test_read_people_knows_columns_by_many_names(header):
    assert only_row(f"{header}\nZoë,zoe@example.org").values["email"] == "zoe@example.org"


def test_read_people_joins_first_and_last_name():
    row = only_row("Email,First Name,Surname\nzoe@example.org,Zoë,de Wit")

    assert row.values == {"email": "zoe@example.org", "name": "Zoë de Wit"}


def test_read_people_lists_the_columns_it_ignores():
    assert read("email,Payroll,name\na@example.org,17,A").ignored_columns == ["Payroll"]


def test_read_people_prefers_our_own_name_of_a_column():
    found = read("email,name,department,unit\na@example.org,A,Medicine,7B")

    assert found.rows[0].values["unit"] == ["7B"]
    assert found.ignored_columns == ["department"]


def test_read_people_counts_rows_as_a_spreadsheet_does():
    found = read('name,email\n"Ann\nLee",ann@example.org\n\n ,\nBob,bob@example.org')

    assert [(row.number, row.values["name"]) for row in found.rows] == [(2, "Ann Lee"), (5, "Bob")]


def test_read_people_leaves_alone_what_an_empty_cell_says_nothing_about():
    assert only_row("email,name,unit\na@example.org,A,").values == {
        "email": "a@example.org",
        "name": "A",
    }


def test_read_people_clears_by_a_dash():
    assert only_row("email,name,unit\na@example.org,A,-").values["unit"] is None


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("email", "priya.nair", "is not an e-mail address"),
        ("email", "a..b@example.org", "is not an e-mail address"),
        ("email", "a@localhost", "is not an e-mail address"),
        ("email", f"{'a' * 65}@example.org", "is not an e-mail address"),
        ("email", f"a@{'b' * 250}.org", "has 256 characters"),
        ("email", "", "is missing"),
        ("name", "x" * 121, "has 121 characters; at most 120 fit"),
        ("name", "A\x07", r"U\+0007"),
        ("name", "A\u202eB", r"U\+202E"),
        ("unit", "A > > B", "has an empty part"),
        ("unit", "A > B > C > D", "has 4 parts"),
        ("manager_email", "Helen Ward", "is not an e-mail address"),
        ("time_zone", "Northfield time", "is not a known time zone"),
        ("time_zone", "GMT+1", "is not a known time zone"),
        ("language", "tlh", "Known: de, en"),
        ("roles", "preceptor; boss", "“boss”"),
        ("preceptor_level", "0", "is not a whole number from 1 to 10"),
        ("preceptor_capacity", "-1", "is not a whole number from 0 to 50"),
        ("mentor_capacity", "many", "is not a whole number"),
        ("learner_level", "2.5", "is not a whole number"),
        ("profession_started_on", "02/01/2020", "Write it as 2024-01-31"),
        ("profession_started_on", "2020-02-30", "is not a date"),
        ("profession_started_on", "0001-01-01", "is not a date"),
    ],
)
def test_read_people_refuses_a_cell_with_row_column_and_reason(column, cell, reason):
    values = {"email": "a@example.org", "name": "A", column: cell}

    ((number, where, message),) = problems("\t".join(values) + "\n" + "\t".join(values.values()))

    assert (number, where) == (2, column)
    assert re.search(reason, message)


@pytest.mark.parametrize(
    "day",
    [
        *("2024-01-31", "2024/01/31", "20240131", "31.01.2024", "31/01/2024", "01/31/2024"),
        *("31 Jan 2024", "31 January 2024", "31-JAN-2024", "31/Jan/2024", "31st January 2024"),
        *("January 31, 2024", "Jan 31 2024", "2024-01-31 00:00:00", "2024-01-31T00:00:00Z"),
        *("31-Jan-2024 00:00", "31.1.2024"),
    ],
)
def test_read_people_accepts_dates_that_read_one_way(day):
    row = only_row(f"email\tname\tprofession_started_on\na@example.org\tA\t{day}")

    assert row.values["profession_started_on"] == "2024-01-31"


@pytest.mark.parametrize(
    "day", ["02/01/2024", "1/2/2024", "31-01-24", "2024-01", "2024-01-31 07:30"]
)
def test_read_people_refuses_dates_that_read_two_ways_or_are_more(day):
    assert problems(f"email,profession_started_on\na@example.org,{day}")


@pytest.mark.parametrize(
    ("day", "read"), [("05/05/2024", "2024-05-05"), ("3 Sept 2024", "2024-09-03")]
)
def test_read_people_accepts_what_reads_one_way_after_all(day, read):
    row = only_row(f"email,profession_started_on\na@example.org,{day}")

    assert row.values["profession_started_on"] == read


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("username,firstname,lastname,email", [None, "first_name", "last_name", "email"]),
        ("User principal name,Display name,Title", ["email", "name", "job_title"]),
        ("UPN,E-mail address,Department", [None, "email", "unit"]),
        ("Work Email,Position Title,Title,Name", ["email", "job_title", None, "name"]),
        ("E-mail,Line manager's e-mail,Job Title", ["email", "manager_email", "job_title"]),
    ],
)
def test_columns_are_known_by_the_names_that_systems_give_them(header, columns):
    cells = ",".join("x" for _name in header.split(","))
    found = open_people(f"{header}\n{cells}".encode()).columns

    assert [column.name if column else None for column in found] == columns


def test_rows_that_say_the_same_count_once():
    found = read(
        "email,name,payroll\na@example.org,A,1\nb@example.org,B,2\n A@example.org ,A,3\n"
        "a@example.org,A,1\n"
    )

    assert [row.number for row in found.rows] == [2, 3]
    assert "count once: 2 left out" in " ".join(map(str, found.notes))


def test_read_people_refuses_every_row_of_a_doubled_address():
    text = "email,name\na@example.org,A\nb@example.org,B\nA@Example.org,A2"

    assert [(number, column) for number, column, _message in problems(text)] == [
        (2, "email"),
        (4, "email"),
    ]


def test_read_people_refuses_a_row_with_too_many_cells():
    assert problems("email,name\na@example.org,Okafor,Amara")[0][:2] == (2, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,unit\nA,B", "none is called “email”. Found: “name”, “unit”"),
        ("email,E-mail,name\na,b,c", "“email” and “E-mail” have one name"),
        ("email,name\n", "no people below"),
        ("email,name\n , \n,,\n", "no people below"),
        ('email,name\na@example.org,"Amara', "starts on line 2"),
        ("<html><body>Log in</body></html>", "web page"),
        ('[{"email": "a@example.org"}]', "JSON"),
    ],
)
def test_read_people_refuses_a_file_with_a_sentence(text, reason):
    with pytest.raises(TextFileError, match=reason):
        read(text)


def test_read_people_refuses_more_than_can_be_shown(monkeypatch):
    monkeypatch.setattr("people.imports.files.reader.MOST_ROWS", 2)

    with pytest.raises(TextFileError, match="more than 2 people"):
        read("email,name\n" + "a@example.org,A\n" * 3)


def outcome(data):
    """Return the rows, or the sentence that refuses the file."""
    try:
        return read_people(data, languages=LANGUAGES).rows
    except TextFileError as error:
        return str(error)


@given(st.binary())
@example(b"email,name\n\xff")
@example(b"sep=;\nemail;name\n-;-")
def test_any_bytes_give_rows_or_a_sentence(data):
    assert outcome(data)


CELLS = st.lists(st.text(max_size=30), min_size=1, max_size=len(COLUMNS))


@given(st.lists(CELLS, min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_any_cells_give_rows_or_a_sentence(table, delimiter):
    header = delimiter.join(column.name for column in COLUMNS)
    body = "\n".join(delimiter.join(cells) for cells in table)

    assert outcome(f"{header}\n{body}".encode("utf-8", "surrogatepass"))
