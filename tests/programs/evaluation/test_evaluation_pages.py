"""The pages of evaluations, and how one hears of them (P19)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Notice
from people.notices.services.reminders import plan_reminders
from programs.evaluation.models import EvaluationAnswer, EvaluationAsk
from programs.evaluation.services import count_evaluations, skip_evaluation
from tests.factories import (
    NOON,
    TODAY,
    EvaluationAskFactory,
    PreceptorFactory,
    PreceptorshipFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def ask(program):
    preceptor = PreceptorFactory(eligible=True)
    preceptorship = PreceptorshipFactory(cohort__program=program, primary=preceptor)
    return EvaluationAskFactory(preceptorship=preceptorship, about=[preceptor, None])


def url(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


def plan(days):
    plan_reminders("evaluations", at=NOON + days * DAY)
    return Notice.objects.filter(kind="evaluation_asked").count()


def test_it_is_answered_with_a_few_ticks(client, ask):
    client.force_login(ask.person)

    client.post(url("evaluation-answer", ask), {"safe_0": "5", "time_1": "2"})

    kept = EvaluationAnswer.objects.order_by("statement").values_list(
        "statement", "value", "preceptor", "program"
    )
    preceptor = ask.parts.in_order()[0].preceptor_id
    program = ask.preceptorship.program_id
    assert list(kept) == [("safe", 5, preceptor, program), ("time", 2, None, program)]
    assert [part.is_answered for part in ask.parts.in_order()] == [True, True]


def test_a_form_without_ticks_says_how_to_go_on(client, ask):
    client.force_login(ask.person)

    response = client.post(url("evaluation-answer", ask), {})

    assert "Answer at least one statement" in response.content.decode()
    assert not EvaluationAnswer.objects.exists()


def test_it_is_skipped_in_one_step(client, ask):
    client.force_login(ask.person)

    response = client.post(url("evaluation-skip", ask), follow=True)

    ask.refresh_from_db()
    assert ask.status == EvaluationAsk.Status.SKIPPED
    assert url("evaluation-answer", ask) not in response.content.decode()


def test_n9_it_is_told_once_once_more_and_then_no_more(ask):
    assert [plan(days) for days in (0, 3, 7, 20, 30, 400)] == [1, 1, 2, 2, 2, 2]


def test_nobody_is_reminded_of_what_they_skipped(ask):
    plan(0)

    skip_evaluation(ask=ask, by=ask.person, today=TODAY)

    assert plan(7) == 1


def test_n7_a_notice_names_the_program_alone(ask):
    plan(0)

    assert Notice.objects.get().data == {"program": ask.preceptorship.program.name}


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_of_a_program_costs_the_same_however_many_preceptors(
    browser, program, django_assert_max_num_queries, count
):
    for preceptor in PreceptorFactory.create_batch(count):
        _say_something_of(preceptor, program)
    count_evaluations(today=TODAY)

    with django_assert_max_num_queries(12):
        response = browser.get(url("program-evaluation", program))

    assert len(response.context["preceptors"]) == count


def test_a_preceptor_finds_their_averages(client, program):
    preceptor = PreceptorFactory()
    _say_something_of(preceptor, program)
    count_evaluations(today=TODAY)
    client.force_login(preceptor.person)

    page = client.get(reverse("programs:my-evaluation")).content.decode()

    assert "3.0 of 5" in page
    assert "Nothing to show yet" not in page


def _say_something_of(preceptor, program):
    EvaluationAnswer.objects.bulk_create(
        EvaluationAnswer(
            program=program, preceptor=preceptor, point="end", statement="fair", value=value
        )
        for value in (5, 4, 3, 2, 1)
    )
    preceptorship = PreceptorshipFactory(cohort__program=program)
    EvaluationAskFactory(preceptorship=preceptorship, about=[preceptor])
