"""The columns of a file of people, under all the names they go by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from common.text_files import column_key
from people.imports.files import cells
from people.limits import HIGHEST_CAPACITY, HIGHEST_LEVEL, LOWEST_LEVEL


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Column:
    """One column: how it is called, how a cell is read, whether a dash may clear it."""

    name: str
    read: Callable[..., Any]
    # In English; translated where it is shown.
    about: str
    also: tuple[str, ...] = ()
    can_clear: bool = False

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(column_key(name) for name in (self.name, *self.also))


def _line(most: int) -> Callable[[str], str]:
    return partial(cells.line, most=most)


def _number(low: int, high: int) -> Callable[[str], int]:
    return partial(cells.number, low=low, high=high)


_level = _number(LOWEST_LEVEL, HIGHEST_LEVEL)
_capacity = _number(0, HIGHEST_CAPACITY)

COLUMNS = (
    Column(
        "email",
        cells.email,
        _("Who it is, and the log-in. Needed. One row per address."),
        also=("e-mail address", "mail", "email_id", "work email", "primary email", "login"),
    ),
    Column(
        "name",
        _line(120),
        _("The whole name as shown. Needed, unless first_name and last_name are there."),
        also=("full name", "display name", "person", "employee name"),
    ),
    # Joined to a name where the file has no column for the whole.
    Column(
        "first_name",
        _line(120),
        _("Joined with last_name where there is no name."),
        also=("given name", "forename", "preferred name"),
    ),
    Column(
        "last_name",
        _line(120),
        _("Joined with first_name where there is no name."),
        also=("surname", "family name"),
    ),
    Column(
        "credentials_shown",
        _line(40),
        _("Letters after the name, such as RN."),
        also=("letters after the name", "post-nominals", "letters", "designation"),
        can_clear=True,
    ),
    Column(
        "job_title",
        _line(120),
        _("Such as Charge nurse."),
        also=("job", "position", "post", "role title"),
        can_clear=True,
    ),
    Column(
        "unit",
        cells.unit_path,
        _("Site > Department > Unit, or a name that only one unit has."),
        also=("ward", "department", "organisational unit", "org unit", "team", "location"),
        can_clear=True,
    ),
    Column(
        "manager_email",
        cells.email,
        _("The line manager's address: somebody here, or another row."),
        also=("manager", "line manager", "line manager email", "supervisor email", "reports to"),
        can_clear=True,
    ),
    Column(
        "time_zone",
        cells.time_zone,
        _("Such as Europe/London. New people get Europe/London if it is empty."),
        also=("timezone", "tz"),
    ),
    # Read with the languages of the site: see reader.
    Column(
        "language",
        cells.language,
        _("A code such as en."),
        also=("lang", "locale", "preferred language"),
    ),
    Column(
        "roles",
        cells.roles,
        _("preceptor, mentor, learner; several with a semicolon. Roles are only added."),
        also=("role",),
    ),
    Column(
        "preceptor_level",
        _level,
        _("1 to 10. Assesses learners up to this level."),
        also=("level as preceptor",),
    ),
    Column(
        "preceptor_capacity",
        _capacity,
        _("0 to 50 learners at once."),
        also=("capacity as preceptor", "max learners"),
    ),
    Column(
        "mentor_capacity",
        _capacity,
        _("0 to 50 mentees at once."),
        also=("capacity as mentor", "max mentees"),
    ),
    Column("learner_level", _level, _("1 to 10."), also=("level", "level as learner")),
    Column(
        "profession_started_on",
        cells.day,
        _("A date such as 2024-01-31."),
        also=("profession started", "in the profession since", "registered on", "qualified on"),
        can_clear=True,
    ),
)
COLUMN_NAMED = {column.name: column for column in COLUMNS}
COLUMN_OF = {key: column for column in COLUMNS for key in column.keys}


def is_known(name: str) -> bool:
    return column_key(name) in COLUMN_OF
