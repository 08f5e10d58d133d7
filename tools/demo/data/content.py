"""How the demo's frameworks are written down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A competency in the demo's own words, and what its program asks of it."""

    code: str
    statement: str
    notes: str = ""
    due_week: int | None = None
    critical: bool = False
    observations: int = 1
    assessors: int = 1


@dataclass(frozen=True)
class Group:
    code: str
    statement: str
    items: tuple[Asked, ...]
