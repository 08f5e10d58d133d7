"""Log lines: one line each, in UTC, without a row's contents and without forged lines.

PostgreSQL's errors quote what was written (``Failing row contains (…)``, ``Key (email)=(…)``),
and with it confidential text (M5). Every way in which such an error reaches a log passes
through this formatter: the message, its arguments, and the traceback with its causes.
"""

import json
import logging
import re
import time
import traceback

# Where PostgreSQL begins to quote. What it quotes may hold anything, line ends and these very
# words too, so all from here to the end of the message goes.
QUOTING = re.compile(
    r"(DETAIL:|CONTEXT:|QUERY:|STATEMENT:|LINE \d+:|Failing row contains|Key \([^)]*\)="
    r"|invalid input syntax for type [\w ]+:|malformed \w+ literal:|syntax error in tsquery:"
    r"|invalid value for parameter [^:]*:|out of range:|at or near|\bvalue(?= \")).*",
    re.DOTALL,
)
REMOVED = "[removed]"
# Anything that ends a line somewhere or steers a terminal.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class LineFormatter(logging.Formatter):
    """``2026-11-23T14:05:09.123Z WARNING django.request Not Found: /x`` and nothing behind it."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record):
        # Format a copy: a traceback that another formatter cached is not scrubbed.
        copy = logging.makeLogRecord(record.__dict__)
        copy.exc_text = None
        return encode(super().format(copy))

    def formatMessage(self, record):
        line = scrub(super().formatMessage(record))
        # Django hands the request over with the error; its page showed this (config/errors.py).
        reference = getattr(getattr(record, "request", None), "error_reference", "")
        return f"{line} reference {reference}" if reference else line

    def formatException(self, exc_info):
        return describe(exc_info[1]) if exc_info[1] else ""


class JsonFormatter(LineFormatter):
    """The same as one JSON object on one line, for what collects logs of many."""

    def format(self, record):
        copy = logging.makeLogRecord(record.__dict__)
        copy.exc_text = None
        said = {
            "time": self.formatTime(copy),
            "level": copy.levelname,
            "logger": copy.name,
            "message": scrub(copy.getMessage()),
            "error": self.formatException(copy.exc_info) if copy.exc_info else "",
            "reference": getattr(getattr(record, "request", None), "error_reference", ""),
            "event": getattr(record, "event", None),
        }
        # What is not of ASCII is escaped, and with it every sign that ends a line.
        return json.dumps({name: value for name, value in said.items() if value})


def scrub(text: str) -> str:
    """Take out what PostgreSQL quotes of a row or a statement."""
    return QUOTING.sub(rf"\1 {REMOVED}", text)


def describe(error: BaseException, told: frozenset = frozenset()) -> str:
    """The error and what led to it, oldest first, each message scrubbed by itself."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    causes = [cause] if cause else []
    told |= {id(error)}
    before = [
        f"{describe(other, told)}\nwhich led to\n"
        for other in [*getattr(error, "exceptions", ()), *causes]
        if id(other) not in told
    ]
    frames = traceback.format_tb(error.__traceback__)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return "".join([*before, *frames, f"{name}: {scrub(str(error))}"])


def encode(text: str) -> str:
    r"""Write line ends and control characters as ``\n`` and ``\x1b``: one record, one line."""
    return CONTROL.sub(lambda match: repr(match[0])[1:-1], text.replace("\\", "\\\\"))


def logging_settings(level: str, form: str = "line") -> dict:
    """Everything to standard error: whatever runs us keeps it. ``form`` is "line" or "json"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "config.logging.LineFormatter"},
            "json": {"()": "config.logging.JsonFormatter"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": level},
        # Django brings handlers of its own, among them one that mails; ours is enough.
        "loggers": {
            name: {"handlers": [], "level": level, "propagate": True}
            for name in ("django", "django.server", "celery", "allauth")
        }
        # It greets at every start.
        | {"pikepdf": {"level": "WARNING"}}
        # Said whatever LOG_LEVEL is.
        | {"alongside.security": {"level": "INFO"}},
    }
