"""Bytes to text to records: what is read, what is refused, and with which sentence."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import text_files
from common.text_files import TextFileError


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("name\nZoë".encode(), "utf-8"),
        ("name\nZoë".encode("utf-8-sig"), "utf-8"),
        ("name\nZoë".encode("cp1252"), "cp1252"),
        ("name\nZoë".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "name\nZoë".encode("utf-16-be"), "utf-16"),
    ],
)
def test_decode_finds_the_encoding(data, encoding):
    decoded = text_files.decode(data)

    assert (decoded.text, decoded.encoding) == ("name\nZoë", encoding)


def test_decode_says_when_it_guessed():
    assert text_files.decode(b"name").note is None
    assert "Windows-1252" in str(text_files.decode(b"Zo\xeb").note)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"%PDF-1.7", "document"),
        (b"\x89PNG\r\n", "picture"),
        (b"name\x00", "not a text file"),
        ("name".encode("utf-16-le"), "not a text file"),
        (b"\xff\xfea", "damaged"),
        (b"a\nb\n\x81\xeb\xeb", "Line 3 is neither"),
        ("Zoë Åse Noël\n".encode() + b"\xeb", "Line 2 mixes two encodings"),
    ],
)
def test_decode_refuses_with_a_sentence(data, sentence):
    with pytest.raises(TextFileError, match=sentence):
        text_files.decode(data)


def test_decode_refuses_what_is_too_large():
    with pytest.raises(TextFileError, match="larger than 1 MB"):
        text_files.decode(b"a" * (1024 * 1024 + 1), max_bytes=1024 * 1024)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html>", "web page"),
        ("\n <html>", "web page"),
        ("<?xml version='1.0'?>", "XML"),
        ('{"people": []}', "JSON"),
        ("[1]", "JSON"),
    ],
)
def test_refuse_other_formats_names_the_format(text, kind):
    with pytest.raises(TextFileError, match=kind):
        text_files.refuse_other_formats(text)


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("email,name", ","),
        ("email;name", ";"),
        ("email\tname", "\t"),
        ("email;name;notes, if any, in words, please", ";"),
        ('"name, as shown"\temail\tname', "\t"),
        ("email", ","),
    ],
)
def test_sniff_delimiter_goes_by_the_known_names(header, delimiter):
    found = text_files.sniff_delimiter(
        header + "\na,b;c\td", is_known={"email", "name"}.__contains__
    )

    assert found == delimiter


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n', "SEP=; \n"])
def test_separator_line_is_taken_off(line):
    assert text_files.without_separator_line(line + "email;name") == ("email;name", ";")


def test_separator_line_may_be_absent():
    assert text_files.without_separator_line("sep,name\n") == ("sep,name\n", None)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_records_counts_rows_as_a_spreadsheet_does(ending):
    text = ending.join(["a,b", '"1', 'still 1",2', "", "3,4"])

    assert list(text_files.records(text, ",")) == [
        (1, ["a", "b"]),
        (2, [f"1{ending}still 1", "2"]),
        (4, ["3", "4"]),
    ]


def test_records_names_the_line_of_a_quotation_mark_never_closed():
    with pytest.raises(TextFileError, match="starts on line 3"):
        list(text_files.records('a\n1\n"2\n3\n4', ","))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (" E-Mail ", "email"),
        ("E-mail address", "email_address"),
        ("\ufeffemail", "email"),
        ("Line manager's e-mail", "line_manager_s_email"),
        ("Größe (cm)", "grösse_cm"),
    ],
)
def test_column_key_forgives_case_spaces_and_marks(name, key):
    assert text_files.column_key(name) == key.replace("ö", "ö")


def test_tidy_composes_accents_and_joins_lines():
    assert text_files.tidy("\u200b Zoe\u0308\u00a0de \r\n Wit ") == "Zoë de Wit"


@pytest.mark.parametrize(
    ("text", "found"), [("Zoë", None), ("a\x07", "U+0007"), ("a\u202eb", "U+202E")]
)
def test_control_character_names_the_first(text, found):
    assert text_files.control_character(text) == found


def read_all(data):
    text = text_files.decode(data).text
    text_files.refuse_other_formats(text)
    rest, _said = text_files.without_separator_line(text)
    delimiter = text_files.sniff_delimiter(rest, is_known=lambda name: name == "email")
    return list(text_files.records(rest, delimiter))


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(TextFileError):
        read_all(data)


@given(st.text())
def test_any_text_survives_the_round_trip(text):
    if text.strip() and "\x00" not in text and not text.startswith("\ufeff"):
        assert text_files.decode(("x" + text).encode()).text == "x" + text
