"""How long the pages of mentoring take: ``python bench/mentorship.py``.

60,000 pairs, 10,000 of them in one program and the others in a hundred, with 300,000
check-ins, 60,000 goals and 120,000 entries of their logs. Prints the median and the 95th
percentile of each page in milliseconds, over different people, the processor time of which
that is made, and its queries. Everything that a request passes is in it, but the network and
the web server (DESIGN 11). ``--pairs 2000`` builds fewer, ``--only goal`` measures the pages
whose titles hold that word.
"""

import argparse
import logging
import random
import statistics
import sys
import time
from datetime import timedelta

from passing import run, serve_as_gunicorn_does

PAIRS = 60_000
PROGRAMS = 100
MENTORS = 20_000
REQUESTS = 60
BATCH = 5000

# Title, who asks, the page, and which key of the pair stands in its address. Coordinators run
# a small program, or the big one with ten thousand pairs.
PAGES = (
    ("inbox", "mentee", "people:inbox", None),
    ("Today of a mentee", "mentee", "people:today", None),
    ("Today of a mentor", "mentor", "people:today", None),
    ("Today of a coordinator", "small", "people:today", None),
    ("Today, 10,000 pairs", "big", "people:today", None),
    ("mentorships of a mentor", "mentor", "programs:mentorship-list", None),
    ("one mentorship", "mentee", "programs:mentorship-detail", "pk"),
    ("one check-in", "mentee", "programs:check-in-detail", "check_in_id"),
    ("plan a check-in", "mentee", "programs:check-in-plan", "pk"),
    ("goals", "mentee", "programs:goal-list", None),
    ("one goal", "mentee", "programs:goal-detail", "goal_id"),
    ("log a goal", "mentee", "programs:goal-log", "goal_id"),
    ("road map", "mentee", "programs:road-map", None),
    ("portfolio", "mentee", "programs:portfolio", None),
    ("journey", "mentee", "people:journey", "mentee_id"),
    ("mentor's page", "mentor", "programs:mentor-page", None),
    ("guided path", "mentee", "programs:mentorship-path", "pk"),
    ("weekly hours", "mentee", "programs:weekly-hours", None),
    ("who read what", "mentee", "programs:reading-list", "pk"),
    ("journal", "mentee", "programs:journal-list", None),
    ("how one is", "mentee", "programs:well-being-list", None),
    ("agreement", "mentee", "programs:agreement-detail", "pk"),
    ("pulse of a program", "small", "programs:program-pulse", "program_id"),
    ("pairs of a program", "small", "programs:program-mentorships", "program_id"),
    ("pairs, 10,000", "big", "programs:program-mentorships", "program_id"),
    ("care queue", "small", "programs:program-care", "program_id"),
    ("care queue, 10,000 pairs", "big", "programs:program-care", "program_id"),
)


def measure():
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from programs.mentoring.care.services.care import fill_care_queues

    # Everybody logs in here, and the security log has a line for each.
    logging.disable(logging.WARNING)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    options = read_options()
    started = time.perf_counter()
    pairs, coordinators = build(now, options.pairs)
    sys.stdout.write(f"{len(pairs):,} pairs built in {time.perf_counter() - started:.0f} s\n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    started = time.perf_counter()
    queued = fill_care_queues(at=now)
    took = time.perf_counter() - started
    sys.stdout.write(f"{queued:,} of them put into care queues in {took:.1f} s\n")

    choose = random.Random(7)  # noqa: S311
    some = choose.sample(pairs, REQUESTS)
    visits = {
        "mentee": [(pair.learner.person, pair) for pair in some],
        "mentor": [(pair.mentor.person, pair) for pair in some],
        "small": [
            (coordinators[pair.program_id], pair) for pair in some if pair.program_id != BIG[0]
        ],
        "big": [(coordinators[BIG[0]], pair) for pair in pairs[:REQUESTS]],
    }
    serve_as_gunicorn_does()
    for title, whose, name, subject in PAGES:
        if options.only in title:
            show(title, visits[whose], name, subject)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--only", default="", metavar="WORD")
    return parser.parse_args()


def show(title, visits, name, subject):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    took, worked, asked = [], [], 0
    for person, pair in visits:
        client = Client(SERVER_NAME="localhost")
        client.force_login(person)
        url = reverse(name, args=[getattr(pair, subject)] if subject else [])
        client.get(url)
        started, at_work = time.perf_counter(), time.process_time()
        response = client.get(url)
        took.append(1000 * (time.perf_counter() - started))
        worked.append(1000 * (time.process_time() - at_work))
        if response.status_code != 200:
            raise RuntimeError(f"{url} answered {response.status_code}")
        if not asked:
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            asked = len(queries)
    half, most = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    sys.stdout.write(
        f"{title:28} p50 {half:6.1f}  p95 {most:6.1f} ms"
        f"  cpu {statistics.median(worked):6.1f} ms  {asked:3} queries\n"
    )
    sys.stdout.flush()


# The id of the one large program, once it is built.
BIG = []


def build(now, count):
    """Make the people, programs and pairs; return the pairs and who runs each program.

    A pair knows of ``mentee_id``, of a ``check_in_id`` and of a ``goal_id`` of its own.
    """
    from people.models import Mentor
    from programs.mentoring.mentorships.models import Mentorship
    from tests.factories import CohortFactory, MentoringProgramFactory, PersonFactory

    people = [PersonFactory() for _ in range(PROGRAMS + 1)]
    programs = [MentoringProgramFactory(coordinator=person) for person in people]
    BIG.append(programs[0].pk)
    cohorts = [CohortFactory(program=program) for program in programs]
    mentors = Mentor.objects.bulk_create(
        [Mentor(person=person) for person in make_people("mentor", MENTORS)], batch_size=BATCH
    )
    today = now.date()
    pairs = [
        Mentorship(
            program=cohort.program,
            cohort=cohort,
            learner=learner,
            mentor=mentors[number % MENTORS],
            status=Mentorship.Status.ACTIVE,
            style="expert_novice",
            starts_on=today - timedelta(days=170),
            created_at=now - timedelta(days=170),
            began_at=now - timedelta(days=170),
        )
        for number, learner in enumerate(make_learners(count))
        for cohort in [cohorts[0 if number < count // 6 else 1 + number % PROGRAMS]]
    ]
    Mentorship.objects.bulk_create(pairs, batch_size=BATCH)
    build_check_ins(pairs, now)
    build_goals(pairs, now)
    return pairs, {program.pk: person for program, person in zip(programs, people, strict=True)}


def build_check_ins(pairs, now):
    """Four held a month apart, and a fifth: booked, missed, or forgotten. One in ten is quiet."""
    from programs.mentoring.meetings.models import CheckIn

    rows = []
    for number, pair in enumerate(pairs):
        shift = 80 if number % 10 == 0 else number % 13
        for month in range(4):
            at = now - timedelta(days=30 * month + shift, minutes=number % 600)
            rows.append(_check_in(pair, at, held_at=at))
        ahead = now + timedelta(days=1 + number % 20)
        if number % 10 == 0:
            before = now - timedelta(days=40)
            rows.append(_check_in(pair, before, missed_at=before))
        else:
            rows.append(_check_in(pair, ahead))
    for row in CheckIn.objects.bulk_create(rows, batch_size=BATCH):
        row.mentorship.check_in_id = row.pk


def _check_in(pair, starts_at, **outcome):
    from programs.mentoring.meetings.models import CheckIn

    return CheckIn(
        mentorship=pair,
        starts_at=starts_at,
        planned_by=pair.learner.person,
        planned_at=starts_at - timedelta(days=9),
        **outcome,
    )


def build_goals(pairs, now):
    from programs.mentoring.goals.models import Goal, GoalEntry, GoalShare

    goals = Goal.objects.bulk_create(
        [
            Goal(owner=pair.learner.person, title="Lead a shift", area="career", created_at=now)
            for pair in pairs
        ],
        batch_size=BATCH,
    )
    for pair, goal in zip(pairs, goals, strict=True):
        pair.goal_id, pair.mentee_id = goal.pk, pair.learner.person_id
    GoalShare.objects.bulk_create(
        [
            GoalShare(goal=goal, mentorship=pair, shared_from=now)
            for goal, pair in zip(goals, pairs, strict=True)
        ],
        batch_size=BATCH,
    )
    GoalEntry.objects.bulk_create(
        [
            GoalEntry(goal=goal, text="A step", audience="my_mentor", logged_at=now)
            for goal in goals
            for _ in range(2)
        ],
        batch_size=BATCH,
    )


def make_learners(count):
    from people.models import Learner

    rows = [Learner(person=person) for person in make_people("mentee", count)]
    return Learner.objects.bulk_create(rows, batch_size=BATCH)


def make_people(name, count):
    from people.models import Person

    rows = [
        Person(name=f"{name} {number}", email=f"{name}{number}@example.org", password="!")  # noqa: S106
        for number in range(count)
    ]
    return Person.objects.bulk_create(rows, batch_size=BATCH)


if __name__ == "__main__":
    run(measure)
