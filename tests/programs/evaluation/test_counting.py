"""Whatever comes in and whenever it is counted, no two states of a page differ by few (P19)."""

from itertools import pairwise
from random import Random

import pytest

from common.disclosure import K
from programs.evaluation import services
from programs.evaluation.results import results_of
from programs.evaluation.services import count_evaluations
from programs.evaluation.statements import ABOUT_PROGRAM
from tests.factories import TODAY, EvaluationAnswerFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def shown_of(program):
    """How many answers each line of the page is made of."""
    lines = [line for result in results_of(program) for line in result.lines]
    return [line.count or 0 for line in lines] or [0] * len(ABOUT_PROGRAM)


@pytest.mark.parametrize("seed", range(5))
def test_p19_what_is_shown_grows_by_five_or_more_or_not_at_all(seed):
    random, program = Random(seed), ProgramFactory()  # noqa: S311 - an order, no secret
    states = [shown_of(program)]

    for _person in range(40):
        for statement in random.sample(ABOUT_PROGRAM, random.randint(1, 4)):
            EvaluationAnswerFactory(program=program, statement=statement.code)
        if random.random() < 0.7:
            count_evaluations(today=TODAY)
            states.append(shown_of(program))

    steps = {
        after - before
        for earlier, later in pairwise(states)
        for before, after in zip(earlier, later, strict=True)
    }
    assert {step for step in steps if 0 < step < K} == set()
    assert max(states[-1]) >= 2 * K


def test_p19_what_was_counted_meanwhile_leaves_nobody_alone(monkeypatch):
    """Another sweep has counted the five that this one found, and one more has come in."""
    program = ProgramFactory()
    EvaluationAnswerFactory.create_batch(K, program=program)
    count_evaluations(today=TODAY)
    alone = EvaluationAnswerFactory(program=program)
    found = {name: getattr(alone, f"{name}_id") for name in ("program", "preceptor")}
    found |= {"point": alone.point, "statement": alone.statement, "new": K}
    monkeypatch.setattr(
        services, "_large_groups", lambda rows, subject: [found] if "statement" in subject else []
    )

    count_evaluations(today=TODAY)

    alone.refresh_from_db()
    assert not alone.is_counted
