"""Values that no page of ours sends, and the requests that carry them."""

import base64
import json
import random
import re
from urllib.parse import urlencode

from django.db import transaction

from tests.examples import IS_LONG, LONG
from tests.house import ROOT

# No text at all in UTF-8, and what Python calls a lone surrogate.
NO_TEXT = (b"\xff\xfe", b"\xed\xa0\x80")
NUMBERS = (
    *("NaN", "-NaN", "Infinity", "-Infinity", "1e400", "-1", "0", "-0", "0x10", "1_000", "٣", "²"),
    *(
        "9" * 400,
        "2147483648",
        "9223372036854775808",
        "-9223372036854775809",
        "1.7976931348623e309",
    ),
)
TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "x" * 10_000,
    "\u202e\u2066",
    "%00",
    "%s%(x)d",
    "{{ 7 }}",
    "'--",
)
SHAPES = ("[]", "{}", "null", "true", "[[[]]]", '{"a": 1}', "a,b,,", ":", "::1", "None", "on")
DATES = (
    *("0001-01-01", "9999-12-31", "2026-02-30", "10000-01-01", "2026-13-01", "24:00", "99:99"),
    *("2026-01-01T00:00:00+99:99", "0001-01-01T00:00", "9999-12-31T23:59", "0000-00-00"),
)
PLACES = (
    "//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\\evil.example",
    "http://[",
)
IDS = (
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "01890000-0000-7000-8000-000000000000",
    "not-an-id",
    "{01890000-0000-7000-8000-000000000000}",
)


def _cursor(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


CURSORS = tuple(
    _cursor(value)
    for value in (
        *(
            [],
            {},
            None,
            [None, None],
            ["NaN", "NaN"],
            [{}, []],
            ["\x00", IDS[0]],
            ["\ud800", IDS[0]],
        ),
        *(["9999-12-31T23:59:59.999999+00:00", IDS[0]], ["0001-01-01", IDS[0]], ["a", "b", "c"]),
        *([1e308, IDS[0]], ["9" * 400, IDS[0]], [True, True]),
    )
)
VALUES = (*NO_TEXT, *NUMBERS, *TEXTS, *SHAPES, *DATES, *PLACES, *IDS, *CURSORS)

_ASKED = re.compile(r'request\.(?:GET|POST)(?:\.get(?:list)?\(|\[)"(\w+)"')


def asked_names():
    """Return every name that a view or a middleware looks for in what is sent."""
    sources = (
        file.read_text()
        for folder in ("common", "people", "programs", "assessments", "config")
        for file in (ROOT / folder).rglob("*.py")
    )
    return sorted({name for source in sources for name in _ASKED.findall(source)})


def rounds(count):
    """How often each is tried: few at each check, many at night."""
    return range(count * (LONG if IS_LONG else 1))


def chooser(*of):
    """Chance that is the same in every run, so that what fails fails again."""
    return random.Random(repr(of))  # noqa: S311 - nothing is kept secret by it


def send(client, method, url, fields=()):
    """Send pairs as they are, in the address or as a form; return the answer, or what broke.

    All that comes of it is forgotten.
    """
    body = urlencode(list(fields))
    with transaction.atomic():
        try:
            if method == "get":
                return client.get(f"{url}?{body}" if body else url)
            return client.post(url, body, content_type="application/x-www-form-urlencoded")
        # Whatever a page lets through would be a 500.
        except Exception as error:
            return error
        finally:
            transaction.set_rollback(True)


def fault_of(answer):
    """What is wrong with an answer, whoever asked for whatever: nothing, mostly."""
    if isinstance(answer, Exception):
        return f"{type(answer).__name__}: {str(answer)[:150]}"
    if answer.status_code >= 500:
        return str(answer.status_code)
    place = answer.headers.get("Location", "/")
    return "" if place.startswith("/") and place[1:2] not in ("/", "\\") else f"leads to {place}"
