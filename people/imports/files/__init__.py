"""Reading a CSV of people: bytes in, rows and refusals out. Pure: no Django, no database.

What needs the database (does the unit exist, who is the manager) is judged afterwards by
``people.services.people_import``.
"""

from people.imports.files.columns import COLUMN_NAMED, COLUMNS, Column
from people.imports.files.reader import (
    OpenPeopleFile,
    PeopleFile,
    PersonRow,
    Problem,
    Record,
    UnknownColumns,
    first_rows,
    open_people,
    read_people,
    read_record,
)
from people.imports.files.sample import SAMPLE

__all__ = [
    "COLUMNS",
    "COLUMN_NAMED",
    "SAMPLE",
    "Column",
    "OpenPeopleFile",
    "PeopleFile",
    "PersonRow",
    "Problem",
    "Record",
    "UnknownColumns",
    "first_rows",
    "open_people",
    "read_people",
    "read_record",
]
