"""One cell of text to one value, or a refusal that says what to write instead."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import available_timezones

from common.refusal import Refusal
from common.text_files import Message, control_character

MOST_UNIT_LEVELS = 3
EARLIEST_YEAR, LATEST_YEAR = 1930, 2099
# 02/01/2024 is left out on purpose: half the world reads it the other way round.
DATE_FORMATS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y"),
    *("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y"),
)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?$", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(\d{1,2})(st|nd|rd|th)\b", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
ROLES = {
    "preceptor": "preceptor",
    "preceptors": "preceptor",
    "mentor": "mentor",
    "mentors": "mentor",
    "learner": "learner",
    "learners": "learner",
    "preceptee": "learner",
    "mentee": "learner",
}
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{}|~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


class CellError(Refusal):
    """The cell cannot be used. ``message`` is fit to show."""

    def __init__(self, template: str, **values: object):
        self.message = Message(template, values)
        super().__init__(str(self.message))


def line(text: str, *, most: int) -> str:
    """Accept one line of at most ``most`` characters."""
    found = control_character(text)
    if found:
        raise CellError(
            _("has a character that cannot be shown (%(code)s). Retype it."), code=found
        )
    if len(text) > most:
        raise CellError(
            _("has %(length)d characters; at most %(most)d fit."), length=len(text), most=most
        )
    return text


def email(text: str) -> str:
    """Accept an address; its case does not matter and is lost."""
    address = line(text.removeprefix("mailto:"), most=254).lower()
    if not _EMAIL.fullmatch(address) or len(address.partition("@")[0]) > 64:
        raise CellError(_("is not an e-mail address such as priya.nair@example.org."))
    return address


def unit_path(text: str) -> list[str]:
    """Split "Site > Department > Unit"; a single name stays one part."""
    parts = [line(part.strip(), most=120) for part in re.split(r"[>›»]", text)]
    if not all(parts):
        raise CellError(_("has an empty part. Write it as Site > Department > Unit."))
    if len(parts) > MOST_UNIT_LEVELS:
        raise CellError(
            _("has %(count)d parts; at most three fit: Site > Department > Unit."),
            count=len(parts),
        )
    return parts


def time_zone(text: str) -> str:
    """Accept a name of the time zone database in any case, with a space for an underscore."""
    found = _time_zones().get(text.replace(" ", "_").casefold())
    if not found:
        raise CellError(_("is not a known time zone. Write it as Europe/London."))
    return found


@cache
def _time_zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if _is_a_place(name)}


def _is_a_place(name: str) -> bool:
    return name == "UTC" or ("/" in name and not name.startswith(("posix/", "right/", "Etc/")))


def language(text: str, *, languages: Mapping[str, str]) -> str:
    """Accept a code or name out of ``languages`` (in lower case, to code), or a dialect of one."""
    wanted = text.casefold().replace("_", "-")
    found = languages.get(wanted) or languages.get(wanted.partition("-")[0])
    if not found:
        raise CellError(
            _("is not a language Alongside speaks here. Known: %(codes)s."),
            codes=", ".join(sorted(set(languages.values()))),
        )
    return found


def roles(text: str) -> list[str]:
    """Split "preceptor; mentor" into the roles in a fixed order, each once."""
    wanted = [part.strip() for part in re.split(r"[;|,/+]", text) if part.strip()]
    unknown = [part for part in wanted if part.casefold() not in ROLES]
    if unknown:
        raise CellError(
            _("has “%(role)s”, which is no role here. Use preceptor, mentor or learner."),
            role=line(unknown[0], most=120),
        )
    return sorted({ROLES[part.casefold()] for part in wanted})


def number(text: str, *, low: int, high: int) -> int:
    """Accept a whole number, also as spreadsheets write it ("3.0")."""
    digits = re.fullmatch(r"([0-9]{1,6})(?:[.,]0+)?", text)
    if not digits or not low <= int(digits[1]) <= high:
        raise CellError(_("is not a whole number from %(low)d to %(high)d."), low=low, high=high)
    return int(digits[1])


def day(text: str) -> str:
    """Accept a date that reads one way only, and return it as 2024-01-31.

    As spreadsheets and staff records write them: 03-APR-2024, April 3, 2024, with a midnight
    behind it, or 31/01/2024, which has no thirty-first month.
    """
    text = _one_way(_ORDINAL.sub(r"\1", _MIDNIGHT.sub("", text)))
    for form in DATE_FORMATS:
        found = _parsed(text, form)
        if found and EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            return found.isoformat()
    raise CellError(_("is not a date that reads one way only. Write it as 2024-01-31."))


def _one_way(text: str) -> str:
    """Return a date as one of the forms would write it, if only one way can be meant."""
    slashed = _SLASHED.fullmatch(text)
    if not slashed:
        # Separators of dates with a month in letters: 03-APR-2024, 3/Apr/2024, April 3, 2024.
        return re.sub(r"[-/, ]+", " ", text).strip() if re.search("[A-Za-z]", text) else text
    first, _sign, second, year = slashed.groups()
    if int(first) > 12 or first == second:
        return f"{year}-{second}-{first}"
    return f"{year}-{first}-{second}" if int(second) > 12 else text


def _parsed(text: str, form: str) -> date | None:
    # "Sept" is what people write, and no form of ours.
    text = re.sub(r"\bsept\b", "sep", text, flags=re.IGNORECASE)
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC).date()
    except ValueError:
        return None
