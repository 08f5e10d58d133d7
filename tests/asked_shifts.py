"""What notices of shifts ask for, as tests/test_asks.py tries it."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from programs.projects.services import let_go_on
from programs.shifts.models import Shift
from programs.shifts.services.hours import correct_hours, question_hours
from programs.shifts.services.shift import call_off_shift
from programs.shifts.services.shift_note import Words, write_shift_note
from tests import factories as make
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)


def url(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


def shift_of(**fields):
    coordinator = make.PersonFactory()
    cohort = make.CohortFactory(program=make.ProgramFactory(coordinator=coordinator))
    preceptorship = make.PreceptorshipFactory(
        primary=make.PreceptorFactory(eligible=True), cohort=cohort
    )
    shift = make.ShiftFactory(preceptorship=preceptorship, **fields)
    return shift, preceptorship.learner.person, coordinator


def shift_needs_cover():
    shift, _learner, coordinator = shift_of(starts_at=NOON + 2 * DAY, cover_asked_at=NOON)

    def act():
        call_off_shift(shift=shift, by=coordinator, at=NOON)

    return coordinator, url("shift-cover", shift), act


def shifts_need_cover():
    shift, _learner, coordinator = shift_of(starts_at=NOON + 2 * DAY, cover_asked_at=NOON)
    again = {"preceptor": shift.preceptor, "starts_at": NOON + 3 * DAY, "cover_asked_at": NOON}
    make.ShiftFactory(preceptorship=shift.preceptorship, **again)

    def act():
        for each in Shift.objects.all():
            call_off_shift(shift=each, by=coordinator, at=NOON)

    return coordinator, url("shift-cover", shift), act


def shift_note_due():
    shift, learner, _coordinator = shift_of()

    def act():
        words = Words(next_time="Say each check aloud.")
        key = uuid4()
        write_shift_note(shift=shift, words=words, by=learner, idempotency_key=key, at=NOON)

    return learner, url("shift-note-create", shift), act


def hours_questioned():
    shift, learner, _coordinator = shift_of()
    preceptor = shift.preceptor.person
    question_hours(shift=shift, question="I left at six.", by=learner, at=NOON)

    def act():
        correct_hours(shift=shift, minutes=60, is_supernumerary=True, by=preceptor, at=NOON)

    return preceptor, url("shift-hours", shift), act


def project_ends():
    coordinator = make.PersonFactory()
    program = make.ProgramFactory(coordinator=coordinator)
    part = make.ProjectPartFactory(
        preceptorship__cohort__program=program,
        preceptorship__ends_on=TODAY + 200 * DAY,
        project__ends_on=TODAY + DAY,
    )

    def act():
        let_go_on(part=part, by=coordinator, at=NOON, today=TODAY)

    return coordinator, url("project-detail", part.project), act


SHIFTS = {
    "project_ends": project_ends,
    "shift_needs_cover": shift_needs_cover,
    "shifts_need_cover": shifts_need_cover,
    "shift_note_due": shift_note_due,
    "hours_questioned": hours_questioned,
}
