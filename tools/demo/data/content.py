"""How the demo's frameworks and goals are written down."""

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


@dataclass(frozen=True, kw_only=True)
class Told:
    """A goal in its owner's words, what they logged of it, and what their mentor said.

    With a ``target`` it is counted; on a ``scale`` one says how it feels.
    """

    area: str
    title: str
    reason: str
    log: tuple[str, ...]
    comment: str = ""
    steps: tuple[str, ...] = ()
    target: int | None = None
    counted: str = ""
    # What was counted each time; a little more with every entry, where nothing is said.
    readings: tuple[str, ...] = ()
    is_scale: bool = False
    is_private: bool = False
