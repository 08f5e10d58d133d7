"""Errors told to Sentry, or to what speaks like it, where SENTRY_DSN says so.

What leaves the house is what went wrong and where in the code, never with whom: no request, no
address (links carry secrets), no values of variables, no message of an error, since any of them
may quote what somebody wrote (M5). The log line of the same error has more, and stays here.
"""

from importlib.util import find_spec
from urllib.parse import urlsplit

from environs import ValidationError

# All else of an event is left out, what a later version of the library adds too.
KEPT = ["event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk"]
KEPT_OF_FRAMES = ["filename", "module", "function", "lineno", "in_app"]


def is_usable(dsn: str) -> None:
    """Refuse an address that is none, and one without the package that reports to it."""
    parts = urlsplit(dsn)
    if dsn and not (parts.scheme in ("http", "https") and parts.username and parts.hostname):
        raise ValidationError("must look like https://key@sentry.example.org/1.")
    if dsn and not find_spec("sentry_sdk"):
        raise ValidationError("needs `pip install -r requirements-extra.txt`.")


def report_errors(dsn: str, **options) -> None:
    """Have errors of pages and tasks reported from now on, without anything about a person."""
    import sentry_sdk  # not among what every installation has

    sentry_sdk.init(
        dsn,
        before_send=scrub,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        **options,
    )


def scrub(event: dict, hint: dict) -> dict:
    """Return of an event only what is on the list: where in the code, and the kind of error."""
    scrubbed = {key: event[key] for key in KEPT if key in event}
    line = event.get("logentry") or {}
    # With its arguments beside it a log line is still as the programmer wrote it; one without
    # may have been put together of anything.
    scrubbed["message"] = line.get("message", "") if line.get("params") else ""
    values = (event.get("exception") or {}).get("values", [])
    scrubbed["exception"] = {"values": [_scrub_error(error) for error in values]}
    return scrubbed


def _scrub_error(error):
    frames = (error.get("stacktrace") or {}).get("frames", [])
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "stacktrace": {
            "frames": [
                {key: frame[key] for key in KEPT_OF_FRAMES if key in frame} for frame in frames
            ]
        },
    }
