"""The pulse: asked of both, answered to nobody, shown from five on (M10)."""

import re
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from people.notices.models import Notice
from people.notices.services.reminders import plan_reminders
from programs.cohorts.models import Instrument
from programs.mentoring.mentorships.services.mentorship import pause_mentorship
from programs.mentoring.reflection.models import PulseAnswer, PulseAsk
from programs.mentoring.reflection.pulse_results import quarters_of, results_of
from programs.mentoring.reflection.services.pulse import (
    PulseError,
    answer_pulse,
    ask_pulses,
    instrument_of,
    quarter_of,
)
from tests.factories import (
    NOON,
    TODAY,
    AbsenceFactory,
    CohortFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    PersonFactory,
    ProgramCoordinatorFactory,
    PulseAskFactory,
)

plan_mentoring = partial(plan_reminders, "mentoring", "wall")
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BEFORE = quarter_of(quarter_of(TODAY) - DAY)


def pair(days, **options):
    return MentorshipFactory(starts_on=TODAY - days * DAY, **options)


def ask(days=0):
    return ask_pulses(today=TODAY + days * DAY, at=NOON + days * DAY)


def answers(program, count, *, cohort=None, side="mentee", values=(5, 4, 3, 2)):
    instrument = Instrument.objects.get(preset="pulse")
    cohort = cohort or CohortFactory(program=program)
    PulseAnswer.objects.bulk_create(
        [
            PulseAnswer(
                program=program,
                cohort=cohort,
                instrument=instrument,
                side=side,
                quarter=BEFORE,
                values=list(values),
            )
            for _ in range(count)
        ]
    )
    return cohort


@pytest.mark.parametrize(("days", "asked"), [(29, 0), (30, 2), (31, 2)])
def test_m10_both_are_asked_after_a_month(days, asked):
    pair(days)

    assert ask() == asked


def test_m10_they_are_asked_again_after_sixty_days_and_not_before():
    pair(30)

    assert [ask(days) for days in (0, 0, 59, 60)] == [2, 0, 0, 2]


def test_m12_nobody_is_asked_in_a_pause_or_an_absence():
    resting, away, off = pair(40), pair(40), pair(40)
    pause_mentorship(mentorship=resting, by=resting.learner.person, at=NOON, today=TODAY)
    AbsenceFactory(person=away.mentor.person, valid_from=TODAY, valid_to=TODAY + 7 * DAY)
    off.program.mentorship_rules.is_pulse_asked = False
    off.program.mentorship_rules.save()

    assert ask() == 0


def test_m10_an_answer_knows_neither_person_nor_pair_nor_moment():
    related = {
        field.related_model
        for field in PulseAnswer._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }
    moments = [f for f in PulseAnswer._meta.get_fields() if isinstance(f, models.DateTimeField)]

    assert {model.__name__ for model in related} == {"Program", "Cohort", "Instrument"}
    assert moments == []
    assert PulseAnswer._meta.pk.default.__name__ == "uuid4"
    assert not [f for f in PulseAsk._meta.get_fields() if isinstance(f, models.DateTimeField)]


def answer(ask, values=(5, 5, 5, 5), today=TODAY):
    return answer_pulse(
        ask=ask,
        by=ask.person,
        instrument=instrument_of(ask.mentorship),
        values=values,
        today=today,
    )


def test_m10_it_is_answered_once():
    asked = PulseAskFactory()
    answer(asked)

    with pytest.raises(PulseError, match="already"):
        answer(asked)
    (kept,) = PulseAnswer.objects.all()
    assert (kept.side, kept.quarter, kept.values) == ("mentee", quarter_of(TODAY), [5, 5, 5, 5])


def test_m10_it_lapses_without_a_word():
    asked = PulseAskFactory(asked_on=TODAY - 14 * DAY)

    with pytest.raises(PulseError):
        answer(asked)


def test_m10_nothing_at_all_is_no_answer():
    with pytest.raises(PulseError, match="at least one question"):
        answer(PulseAskFactory(), values=(None,) * 4)


def test_m10_a_red_answer_offers_choices_and_tells_nobody(client):
    asked = PulseAskFactory()
    coordinator = PersonFactory(email="cole@example.org")
    ProgramCoordinatorFactory(program=asked.mentorship.program, person=coordinator)
    client.force_login(asked.person)

    page = client.post(
        reverse("programs:pulse-answer", args=[asked.pk]), {"item_2": "1", "item_0": "5"}
    ).content.decode()

    assert "Would you like something to change?" in page
    assert "mailto:cole@example.org" in page
    for name in ("mentorship-pause", "mentorship-leave", "agreement-detail"):
        assert reverse(f"programs:{name}", args=[asked.mentorship.pk]) in page
    assert not Notice.objects.exists()


def test_m10_an_answer_that_is_not_red_asks_for_nothing(client):
    asked = PulseAskFactory()
    client.force_login(asked.person)

    page = client.post(reverse("programs:pulse-answer", args=[asked.pk]), {"item_2": "4"})

    assert "Would you like something to change?" not in page.content.decode()


def test_m10_a_red_answer_changes_no_page_of_a_coordinator(client):
    coordinator = PersonFactory()
    program = MentoringProgramFactory(coordinator=coordinator)
    asked = PulseAskFactory(mentorship__cohort=CohortFactory(program=program))
    client.force_login(coordinator)
    names = ("program-detail", "program-care", "program-mentorships", "program-pulse")

    def pages():
        texts = [
            client.get(reverse(f"programs:{name}", args=[program.pk])).content.decode()
            for name in names
        ]
        # What makes each request its own is not what is meant.
        return re.sub(r'(nonce|value)="[^"]+"', "", "".join(texts))

    before = pages()
    answer(asked, values=(1, 1, 1, 1))

    assert pages() == before


def test_m10_who_reads_is_said_before_the_questions(client):
    asked = PulseAskFactory()
    client.force_login(asked.person)

    page = client.get(reverse("programs:pulse-answer", args=[asked.pk])).content.decode()

    assert page.index("Your answers stay anonymous.") < page.index("item_0")
    assert "Who to contact" in page


@pytest.mark.parametrize(("count", "shown"), [(4, None), (5, 5)])
def test_m10_averages_are_shown_from_five_on(count, shown):
    program = MentoringProgramFactory()
    answers(program, count)

    ((__, lines),) = results_of(program, BEFORE)

    assert [line.count for line in lines] == [shown] * 4


def test_m10_an_item_that_few_answered_is_not_shown():
    program = MentoringProgramFactory()
    cohort = answers(program, 5)
    answers(program, 4, cohort=cohort, values=(5, None, 3, None))

    ((__, lines),) = results_of(program, BEFORE)

    assert [line.count for line in lines] == [9, 5, 9, 5]


def test_m10_what_could_be_subtracted_is_not_shown():
    program = MentoringProgramFactory()
    large = answers(program, 9)
    answers(program, 4)

    everybody = results_of(program, BEFORE)[0][1][0]
    one = results_of(program, BEFORE, ("cohort", str(large.pk)))[0][1][0]

    assert (everybody.count, one.count) == (13, None)


def test_m10_an_average_at_the_end_does_not_say_that_all_said_the_same():
    program = MentoringProgramFactory()
    answers(program, 6, values=(5, 1, 3, 3))

    ((__, lines),) = results_of(program, BEFORE)

    assert [line.average for line in lines] == [4.8, 1.2, 3.0, 3.0]


def test_m10_a_quarter_is_shown_when_it_is_over():
    program = MentoringProgramFactory()
    answers(program, 6)
    PulseAnswer.objects.create(
        program=program,
        cohort=CohortFactory(program=program),
        instrument=Instrument.objects.get(),
        side="mentor",
        quarter=quarter_of(TODAY),
        values=[1, 1, 1, 1],
    )

    assert quarters_of(program, today=TODAY) == [BEFORE]


def test_program_pulse_shows_and_filters(client):
    coordinator = PersonFactory()
    program = MentoringProgramFactory(coordinator=coordinator)
    cohort = answers(program, 6)
    client.force_login(coordinator)
    address = reverse("programs:program-pulse", args=[program.pk])

    page = client.get(address).content.decode()
    of_cohort = client.get(address, {"of": f"cohort:{cohort.pk}"}).content.decode()
    of_nonsense = client.get(address, {"of": "cohort:x", "quarter": "x"}).content.decode()

    assert "6 answers" in page
    assert "6 answers" in of_cohort
    assert "6 answers" in of_nonsense


def test_program_pulse_asks_as_often_for_thirty(client, django_assert_num_queries):
    for count in (1, 30):
        coordinator = PersonFactory()
        program = MentoringProgramFactory(coordinator=coordinator)
        for _ in range(count):
            answers(program, 6)
        client.force_login(coordinator)
        with django_assert_num_queries(8):
            client.get(reverse("programs:program-pulse", args=[program.pk]))


def test_m10_each_who_was_asked_is_told_once():
    pair(30)
    ask()
    plan_mentoring(at=NOON)
    plan_mentoring(at=NOON)

    told = Notice.objects.filter(kind="pulse_asked")
    assert set(told.values_list("recipient", flat=True)) == set(
        PulseAsk.objects.values_list("person", flat=True)
    )
    assert told.count() == 2


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 11, 25), date(2026, 10, 1)),
    ],
)
def test_quarter_of_a_day(day, quarter):
    assert quarter_of(day) == quarter


def test_pulse_answer_of_no_quarter_is_refused_by_the_database():
    program = MentoringProgramFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PulseAnswer.objects.create(
            program=program,
            cohort=CohortFactory(program=program),
            instrument=Instrument.objects.get(),
            side="mentor",
            quarter=date(2026, 2, 1),
            values=[1],
        )
