"""How long reminders take to plan and to deliver: ``python bench/reminders.py``.

10,000 reviews due today with 5,000 preceptors, 10,000 pairs with nothing booked. Prints the
time of the first planning, of planning the same again, and of handing the e-mails over to
a mail server that costs nothing.
"""

import sys
import time
from datetime import timedelta

from passing import run

PAIRINGS = 10_000
PRECEPTORS = 5_000
PROGRAMS = 20


def measure():
    from django.conf import settings
    from django.db import connection

    from people.notices.models import Delivery
    from people.notices.services.delivery import deliver_batch
    from people.notices.services.reminders import plan_reminders
    from tests.factories import NOON

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    build_reviews()
    build_mentorships()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    for title, subject, at in (
        ("reviews due", "reviews", NOON),
        ("the same again", "reviews", NOON),
        ("reviews escalated", "reviews", NOON + timedelta(days=10)),
        ("pairs with nothing booked", "mentoring", NOON),
        ("the same again", "mentoring", NOON),
    ):
        show(title, lambda subject=subject, at=at: plan_reminders(subject, at=at))
    Delivery.objects.filter(status="due").update(due_at=NOON)
    show("e-mails handed over", lambda: deliver_all(deliver_batch, NOON))


def deliver_all(deliver_batch, at):
    total = 0
    while count := deliver_batch(limit=200, clock=lambda: at):
        total += count
    return total


def show(title, work):
    started = time.perf_counter()
    count = work()
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{title:28} {count:7,} in {seconds:6.2f} s\n")


def build_reviews():
    from people.models import Preceptor
    from programs.preceptorships.models import PreceptorAssignment, Preceptorship, Review
    from tests.factories import NOON, TODAY, CohortFactory, PersonFactory, ProgramFactory

    learners = make_learners("learner")
    preceptors = Preceptor.objects.bulk_create(
        Preceptor(person=person) for person in make_people("preceptor", PRECEPTORS)
    )
    cohorts = [
        CohortFactory(program=ProgramFactory(coordinator=PersonFactory())) for _ in range(PROGRAMS)
    ]
    preceptorships = Preceptorship.objects.bulk_create(
        Preceptorship(
            program=cohort.program,
            cohort=cohort,
            learner=learner,
            framework_version=cohort.program.preceptorship_rules.framework_version,
            status=Preceptorship.Status.ACTIVE,
            starts_on=TODAY - timedelta(weeks=8),
            ends_on=TODAY + timedelta(weeks=44),
            supported_until=TODAY + timedelta(weeks=44),
            created_at=NOON,
        )
        for learner, cohort in zip(learners, cycled(cohorts), strict=True)
    )
    PreceptorAssignment.objects.bulk_create(
        PreceptorAssignment(
            preceptorship=preceptorship,
            preceptor=preceptor,
            role=PreceptorAssignment.Role.PRIMARY,
            valid_from=preceptorship.starts_on,
            assigned_at=NOON,
        )
        for preceptorship, preceptor in zip(preceptorships, cycled(preceptors), strict=True)
    )
    Review.objects.bulk_create(
        Review(preceptorship=preceptorship, kind="regular", position=1, due_on=TODAY)
        for preceptorship in preceptorships
    )


def build_mentorships():
    from people.models import Mentor
    from programs.mentoring.mentorships.models import Mentorship
    from tests.factories import NOON, TODAY, CohortFactory, MentoringProgramFactory

    mentees = make_learners("mentee")
    mentors = Mentor.objects.bulk_create(
        Mentor(person=person) for person in make_people("mentor", PAIRINGS)
    )
    cohorts = [CohortFactory(program=MentoringProgramFactory()) for _ in range(PROGRAMS)]
    Mentorship.objects.bulk_create(
        Mentorship(
            program=cohort.program,
            cohort=cohort,
            learner=mentee,
            mentor=mentor,
            status=Mentorship.Status.ACTIVE,
            style="peer",
            starts_on=TODAY - timedelta(weeks=4),
            created_at=NOON,
            began_at=NOON,
        )
        for mentee, mentor, cohort in zip(mentees, mentors, cycled(cohorts), strict=True)
    )


def make_learners(name):
    from people.models import Learner

    people = make_people(name, PAIRINGS)
    return Learner.objects.bulk_create(Learner(person=person) for person in people)


def make_people(name, count):
    from people.models import Person

    return Person.objects.bulk_create(
        Person(name=f"{name} {number}", email=f"{name}{number}@example.org", password="!")  # noqa: S106
        for number in range(count)
    )


def cycled(rows):
    """As many rows as there are pairings, over and over again."""
    return [rows[number % len(rows)] for number in range(PAIRINGS)]


if __name__ == "__main__":
    run(measure)
