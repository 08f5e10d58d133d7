"""Kinds of notice that exist in tests alone, so that no app's wording is tested by accident."""

from people.registry import NoticeKind

DUTY = NoticeKind(
    code="test_duty",
    label="Things you must do",
    subject="Do %(what)s",
    line="%(what)s is due on %(due_on)s.",
    why="You are named in the plan.",
    act="Open the plan",
    is_duty=True,
    facts=("what", "due_on", "meets_at", "count"),
    ends_with=("test_over",),
)
URGENT = NoticeKind(
    code="test_urgent",
    label="Things that cannot wait",
    subject="Now: %(what)s",
    line="%(what)s cannot wait.",
    why="Somebody waits for you.",
    act="Act",
    is_duty=True,
    is_urgent=True,
    facts=("what",),
)
NUDGE = NoticeKind(
    code="test_nudge",
    label="Things you might do",
    subject="Maybe %(what)s",
    line="You could %(what)s.",
    why="You asked to be reminded.",
    act="Have a look",
    facts=("what",),
)
MOMENT = NoticeKind(
    code="test_moment",
    label="Things at a time",
    subject="At %(meets_at)s",
    line="You meet at %(meets_at)s.",
    why="You planned it.",
    act="Open",
    facts=("meets_at",),
)
ALL = (DUTY, URGENT, NUDGE, MOMENT)
