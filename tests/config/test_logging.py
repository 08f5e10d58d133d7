import logging

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from config.logging import LineFormatter, describe, encode, scrub

MARKER = "CONFIDENTIAL"


def formatted(message, *arguments, exc_info=None):
    record = logging.LogRecord("alongside", logging.ERROR, "", 0, message, arguments, exc_info)
    record.created, record.msecs = 0, 0
    return LineFormatter().format(record)


def caught(raising):
    try:
        raising()
    except Exception as error:
        return error


def test_line_is_in_utc_with_level_and_logger():
    assert formatted("Hello %s", "you") == "1970-01-01T00:00:00.000Z ERROR alongside Hello you"


def test_line_cannot_be_forged():
    line = formatted("No such page: %s", "/x\n2026-01-01T00:00:00Z INFO all is well\u2028\x1b[2J")

    assert line.splitlines() == [line]
    assert "\x1b" not in line


def test_encode_keeps_what_was_escaped_apart_from_what_was_not():
    assert encode("a\nb") == r"a\nb"
    assert encode(r"a\nb") == r"a\\nb"


@pytest.mark.parametrize(
    "text",
    [
        f"null value\nDETAIL:  Failing row contains (1, {MARKER}\n\nHINT: {MARKER}, x).",
        f"IntegrityError('null value\\nDETAIL:  Failing row contains ({MARKER}).\\n')",
        f"Key (email)=({MARKER}) already exists.",
        f'invalid input syntax for type uuid: "{MARKER}"',
        f"syntax error\nLINE 1: INSERT INTO goal VALUES ('{MARKER}')",
        f'malformed array literal: "{MARKER}"\n',
        f'syntax error in tsquery: "{MARKER}"\n',
        f'invalid value for parameter "TimeZone": "{MARKER}"',
        f'date/time field value out of range: "{MARKER}"',
        f'value "{MARKER}" is out of range for type integer',
        f'unterminated quoted string at or near "\'{MARKER}"',
    ],
)
def test_scrub_removes_what_postgresql_quotes(text):
    assert MARKER in text
    assert MARKER not in scrub(text)


def test_scrub_keeps_the_name_of_the_constraint():
    text = f'violates "goal_has_a_title"\nDETAIL:  Failing row contains ({MARKER}).'

    assert scrub(text) == 'violates "goal_has_a_title"\nDETAIL: [removed]'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("INSERT INTO kept (text, number) VALUES (%s, NULL)", IntegrityError),
        ("INSERT INTO kept (text, number) VALUES ('x', %s::text::int)", DatabaseError),
        ("SELECT %s::uuid", DatabaseError),
        ("SELECT %s::text[]", DatabaseError),
        ("SELECT 1 FRO %s", DatabaseError),
    ],
)
def test_traceback_of_a_refused_row_holds_nothing_of_it(statement, error):
    def refused():
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute("CREATE TEMPORARY TABLE kept (text text, number int NOT NULL)")
            cursor.execute(statement, [f"first\n\n{MARKER}"])

    problem = caught(refused)
    line = formatted("Refused: %s", problem, exc_info=(error, problem, problem.__traceback__))

    assert isinstance(problem, error)
    assert MARKER in str(problem)
    assert MARKER not in line
    assert "which led to" in line


def test_traceback_tells_every_cause_once():
    def twice():
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ValueError("second") from error

    story = describe(caught(twice))

    assert story.index("KeyError: 'first'") < story.index("ValueError: second")
    assert story.count("KeyError: 'first'") == 1


def test_traceback_tells_the_members_of_a_group():
    story = describe(ExceptionGroup("both", [KeyError("one"), ValueError("two")]))

    assert "KeyError: 'one'" in story
    assert "ValueError: two" in story


def test_formatter_ignores_a_traceback_cached_by_another():
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Refused", (), None)
    record.exc_text = f"DETAIL: {MARKER}"

    assert MARKER not in LineFormatter().format(record)
