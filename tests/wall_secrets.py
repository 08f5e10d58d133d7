"""Words that stand nowhere else."""

import re


def secret(field):
    """A word that stands nowhere else, and survives every way of escaping."""
    return "zq" + re.sub(r"\W", "x", field) + "qz"


def fill(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
