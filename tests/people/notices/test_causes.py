"""A notice is taken back by what made it untrue, and by nothing else: every kind, every cause."""

import ast
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft, plan_notices, take_back
from people.registry import notice_kinds
from tests.factories import NOON, TODAY, PersonFactory

ROOMS = ("people", "programs", "assessments")
# What the calendar says ends with what is done; these end in another way.
BY_THE_CALENDAR_ALONE = {
    # With a renewal, which the planner sees before it tells anybody.
    "credential_lapsing",
    "approval_lapsing",
    # When somebody answered must stand nowhere (M10, P19).
    "pulse_asked",
    "evaluation_asked",
    # They look back on what is over.
    "mentorship_follow_up",
    # Told of a day on which it was so; the next week tells anew.
    "competencies_overdue",
    "own_competencies_overdue",
}


def named_causes():
    return {cause for kind in notice_kinds.values() for cause in kind.ends_with}


def calls(name):
    """Yield (file, first argument) of each call of a function in our code."""
    for room in ROOMS:
        for file in (Path(settings.BASE_DIR) / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                    yield file, node.args[0]


def test_every_cause_is_told_and_every_told_cause_ends_something():
    told = [argument for _file, argument in calls("take_back")]

    assert all(isinstance(argument, ast.Constant) for argument in told)
    assert {argument.value for argument in told} == named_causes()


def test_nothing_is_withdrawn_but_by_its_cause_or_its_planner():
    services = Path(settings.BASE_DIR) / "people/notices/services"

    assert {file.parent for file, _argument in calls("withdraw")} == {services}


def test_what_a_planner_reminds_of_ends():
    from people.registry import planners

    names = {planner.drafts.__module__ for planner in planners.values()}
    reminded = chain.from_iterable(_kinds_of(name) for name in names)
    endless = {kind.code for kind in reminded if not kind.ends_with}

    assert endless <= BY_THE_CALENDAR_ALONE


def _kinds_of(module):
    from importlib import import_module

    return getattr(import_module(module), "KINDS", ())


@pytest.mark.django_db
def test_each_cause_takes_back_the_kinds_that_name_it_and_no_other():
    person, about = PersonFactory(), uuid4()
    drafts = [NoticeDraft(code, person.pk, about, TODAY) for code in notice_kinds]

    for cause in sorted(named_causes()):
        Notice.objects.all().delete()
        plan_notices(drafts, at=NOON)

        take_back(cause, [about], at=NOON)

        gone = Notice.objects.exclude(superseded_at=None).values_list("kind", flat=True)
        assert set(gone) == {
            code for code, kind in notice_kinds.items() if cause in kind.ends_with
        }, cause
