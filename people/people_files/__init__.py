"""Reading a CSV of people: bytes in, rows and refusals out. Pure: no Django, no database.

What needs the database (does the unit exist, who is the manager) is judged afterwards by
``people.services.people_import``.
"""

from people.people_files.columns import COLUMNS, Column
from people.people_files.reader import PeopleFile, PersonRow, Problem, read_people
from people.people_files.sample import SAMPLE

__all__ = ["COLUMNS", "SAMPLE", "Column", "PeopleFile", "PersonRow", "Problem", "read_people"]
