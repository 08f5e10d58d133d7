"""The columns of a file of people, under all the names they go by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from common.columns import ColumnNames
from people.imports.files import cells
from people.limits import HIGHEST_CAPACITY, HIGHEST_LEVEL, LOWEST_LEVEL


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Column:
    """One column: how it is called, how a cell is read, whether a dash may clear it."""

    name: str
    # How the page calls it that asks which is which. In English; translated where it is shown.
    label: str
    read: Callable[..., Any]
    # In English; translated where it is shown.
    about: str
    also: tuple[str, ...] = ()
    can_clear: bool = False


def _line(most: int) -> Callable[[str], str]:
    return partial(cells.line, most=most)


def _number(low: int, high: int) -> Callable[[str], int]:
    return partial(cells.number, low=low, high=high)


_level = _number(LOWEST_LEVEL, HIGHEST_LEVEL)
_capacity = _number(0, HIGHEST_CAPACITY)

COLUMNS = (
    Column(
        "email",
        _("E-mail address"),
        cells.email,
        _("Who it is, and the log-in. Needed. One row per address."),
        also=(
            *("e-mail address", "mail", "work email", "work email address", "primary email"),
            *("business email", "company email", "email_id", "primary smtp address"),
            *("user principal name", "upn", "user name (upn)", "sign-in name", "login"),
        ),
    ),
    Column(
        "name",
        _("Whole name"),
        _line(120),
        _("The whole name as shown. Needed for new people, or first_name and last_name."),
        also=(
            *("full name", "display name", "person", "employee name", "staff name"),
            *("learner name", "worker", "preferred full name", "name (last, first)"),
        ),
    ),
    # Joined to a name where the file has no column for the whole.
    Column(
        "first_name",
        _("First name"),
        _line(120),
        _("Joined with last_name where there is no name."),
        also=("given name", "forename", "preferred first name", "preferred name", "known as"),
    ),
    Column(
        "last_name",
        _("Last name"),
        _line(120),
        _("Joined with first_name where there is no name."),
        also=("surname", "family name", "sn"),
    ),
    Column(
        "credentials_shown",
        _("Letters after the name"),
        _line(40),
        _("Letters after the name, such as RN or ECS card."),
        also=("letters after the name", "post-nominals", "letters", "designation"),
        can_clear=True,
    ),
    Column(
        "job_title",
        _("Job title"),
        _line(120),
        _("Such as Charge nurse."),
        also=(
            *("job", "position", "position title", "post", "role title", "occupation"),
            *("business title", "title"),
        ),
        can_clear=True,
    ),
    Column(
        "unit",
        _("Unit"),
        cells.unit_path,
        _("Site > Department > Unit, or a name that only one unit has."),
        also=(
            *("ward", "department", "organisational unit", "organizational unit", "org unit"),
            *("organisation unit", "department name", "team", "location", "office"),
        ),
        can_clear=True,
    ),
    Column(
        "manager_email",
        _("Line manager's e-mail"),
        cells.email,
        _("The line manager's address: someone here, or in another row."),
        also=(
            *("line manager email", "manager email address", "manager's email"),
            *("line manager's email", "supervisor email", "manager", "line manager", "reports to"),
        ),
        can_clear=True,
    ),
    Column(
        "time_zone",
        _("Time zone"),
        cells.time_zone,
        _("Such as Europe/London. New people get Europe/London if it is empty."),
        also=("timezone", "tz"),
    ),
    # Read with the languages of the site: see reader.
    Column(
        "language",
        _("Language"),
        cells.language,
        _("A code such as en."),
        also=("lang", "locale", "preferred language", "display language"),
    ),
    Column(
        "roles",
        _("Roles"),
        cells.roles,
        _("preceptor, mentor, learner; several with a semicolon. Roles are only added."),
        also=("role",),
    ),
    Column(
        "preceptor_level",
        _("Level as a preceptor"),
        _level,
        _("1 to 10. Assesses learners up to this level."),
        also=("level as preceptor",),
    ),
    Column(
        "preceptor_capacity",
        _("Learners at once"),
        _capacity,
        _("0 to 50 learners at once."),
        also=("capacity as preceptor", "max learners"),
    ),
    Column(
        "mentor_capacity",
        _("Mentees at once"),
        _capacity,
        _("0 to 50 mentees at once."),
        also=("capacity as mentor", "max mentees"),
    ),
    Column(
        "learner_level",
        _("Level as a learner"),
        _level,
        _("1 to 10."),
        also=("level", "level as learner"),
    ),
    Column(
        "profession_started_on",
        _("In the profession since"),
        cells.day,
        _("A date such as 2024-01-31."),
        also=(
            *("profession started", "in the profession since", "registered on", "qualified on"),
            *("registration date", "date of registration", "date qualified"),
        ),
        can_clear=True,
    ),
)
COLUMN_NAMED = {column.name: column for column in COLUMNS}
NAMES = ColumnNames({column.name: (column.name, *column.also) for column in COLUMNS})
