"""What a notice says, in the language that is active and the reader's time zone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from people.notices.models import Notice
from people.notices.quiet_hours import time_zone
from people.registry import NoticeKind, notice_kinds

# What stands for a kind that an older version wrote and this one no longer knows.
RETIRED = NoticeKind(
    code="",
    label=_("Other"),
    subject=_("News in Alongside"),
    line=_("Open it to see what."),
    why=_("You get this because you use Alongside."),
    act=_("Open"),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one notice: facts and a link, never confidential text (N7)."""

    kind: NoticeKind
    subject: str
    line: str
    why: str
    act: str


def kind_of(code: str) -> NoticeKind:
    return notice_kinds.get(code, RETIRED)


def word(notice: Notice, *, zone: str) -> Wording:
    """Return the notice in words. ``zone`` is the reader's, for moments."""
    kind = kind_of(notice.kind)
    # An older notice may lack a fact that its wording has learned to name since.
    facts = {name: _read(kind, name, notice.data.get(name, ""), zone) for name in kind.facts}
    return Wording(
        kind=kind,
        subject=on_one_line(kind.subject % facts),
        line=kind.line % facts,
        why=kind.why % facts,
        act=str(kind.act),
    )


def on_one_line(text: str) -> str:
    """Return the text without line breaks and other control characters.

    Names come from people and files; in a header a line break would begin another header.
    """
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())


def _read(kind: NoticeKind, name: str, value, zone: str):
    """Return a fact as it is read: dates and moments written out, choices by their label."""
    if name in kind.labels:
        return _label(kind.labels[name], value)
    if not isinstance(value, str):
        return value
    if name.endswith("_on"):
        return _day(value)
    return _moment(value, zone) if name.endswith("_at") else value


def _day(text):
    try:
        return date_format(date.fromisoformat(text), "j M Y")
    except ValueError:
        return text


def _moment(text, zone):
    try:
        local = datetime.fromisoformat(text).astimezone(time_zone(zone))
    except ValueError:
        return text
    return date_format(local, "j M Y, H:i")


def _label(choices, value):
    return choices(value).label if value in choices.values else value
