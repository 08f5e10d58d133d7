"""What a machine serves while many people ask at once: ``make load`` (people=50, seconds=10).

gunicorn as in production with two workers, PostgreSQL beside it, and locust as the people, who
do not think between two requests. Prints for each of five pages the requests a second, those
that failed, the processor time of one request in the workers and in PostgreSQL, what that comes
to for each core, and how the work spread over the workers. Processor time is what counts on a
machine that does other things as well.
"""

import argparse
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import timedelta

import psutil
from mentorship import build_goals, make_learners, make_people
from passing import ROOT, run

PAIRS = 200
GUIDES = 60
COMPETENCIES = 80
LONGEST_START = 30


def measure():
    from django.core.management import call_command
    from django.db import connection

    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    options = read_options()
    visits = build()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "WEB_CONCURRENCY": "2"},
    )
    try:
        wait_for(port)
        for title in options.pages.split(",") if options.pages else visits:
            show(title, visits[title], server, port, options)
    finally:
        server.terminate()
        server.wait()


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--pages", default="", metavar="TITLE,TITLE")
    return parser.parse_args()


def show(title, visits, server, port, options):
    workers = psutil.Process(server.pid).children()
    below = psutil.Process().children(recursive=True)
    # The server, which started all the others of that name.
    database = next(each for each in below if each.name() == "postgres")
    before = [spent(worker) for worker in workers], spent_below(database)
    asked, failed, seconds = play(visits, port, options)
    took = [spent(worker) - then for worker, then in zip(workers, before[0], strict=True)]
    in_database = spent_below(database) - before[1]
    of_web, of_database = (1000 * part / max(asked, 1) for part in (sum(took), in_database))
    spread = " : ".join(f"{100 * part / sum(took):.0f}" for part in took)
    sys.stdout.write(
        f"{title:10} {asked / seconds:6.1f}/s  {failed} failed  cpu {of_web:5.1f} ms"
        f" + {of_database:4.1f} in PostgreSQL  {1000 / (of_web + of_database):5.1f}/s a core"
        f"  workers {spread} %\n"
    )
    sys.stdout.flush()


def play(visits, port, options):
    """Return how many requests were made, how many failed, and in how many seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(visits, file)
        file.flush()
        done = subprocess.run(
            [
                *(sys.executable, "-m", "locust", "--locustfile", "bench/load_people.py"),
                *("--headless", "--only-summary", "--json", "--loglevel", "ERROR"),
                *("--users", str(options.people), "--spawn-rate", str(options.people)),
                *("--run-time", f"{options.seconds}s", "--host", f"http://localhost:{port}"),
            ],
            cwd=ROOT,
            env=os.environ | {"LOAD_VISITS": file.name},
            stdout=subprocess.PIPE,
            # Its tables; what it says of a page stands in the numbers.
            stderr=subprocess.DEVNULL,
            check=False,
        )
    [page] = json.loads(done.stdout)
    seconds = page["last_request_timestamp"] - page["start_time"]
    return page["num_requests"], page["num_failures"], seconds


def spent(process):
    times = process.cpu_times()
    return times.user + times.system


def spent_below(process):
    """The processor time of a server and of what it started, ended ones included."""
    ended = process.cpu_times().children_user + process.cpu_times().children_system
    return spent(process) + ended + sum(map(spent, process.children()))


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port):
    for _ in range(10 * LONGEST_START):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/readyz").close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The web server does not start.")


def build():
    """Return for each page whom it is asked by: a list of (cookie, address)."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from tests.factories import CohortFactory, PersonFactory, ProgramFactory

    now = timezone.now()
    coordinator = PersonFactory()
    program = ProgramFactory(coordinator=coordinator)
    cohort = CohortFactory(program=program, starts_on=now.date())
    build_preceptorships(program, cohort, now)
    mentees = build_mentorships(now)
    # Somebody for each worker's thread; more of them would be the same.
    cookies = {}
    for person in [coordinator, *mentees]:
        client = Client(SERVER_NAME="localhost")
        client.force_login(person)
        cookies[person.pk] = client.cookies["session"].value
    own = {"Today": "people:today", "inbox": "people:inbox", "goals": "programs:goal-list"}
    visits = {
        title: [(cookies[person.pk], reverse(name)) for person in mentees]
        for title, name in own.items()
    }
    runs = {
        "progress": reverse("assessments:program-progress", args=[program.pk]),
        "pairing": reverse("programs:pairing-table", args=[cohort.pk]),
    }
    return visits | {title: [(cookies[coordinator.pk], page)] for title, page in runs.items()}


def build_preceptorships(program, cohort, now):
    """Those whose progress is shown, and as many who wait to be paired with the guides."""
    from people.models import Preceptor
    from programs.cohorts.models import Enrolment
    from programs.preceptorships.models import Preceptorship

    people = make_people("preceptor", GUIDES)
    guides = Preceptor.objects.bulk_create([Preceptor(person=each, capacity=2) for each in people])
    program.preceptors.add(*guides)
    today = now.date()
    learners = make_learners(2 * PAIRS)
    Enrolment.objects.bulk_create(
        [Enrolment(cohort=cohort, learner=each, enrolled_at=now) for each in learners[PAIRS:]]
    )
    pairs = Preceptorship.objects.bulk_create(
        [
            Preceptorship(
                program=program,
                cohort=cohort,
                learner=learner,
                framework_version=program.preceptorship_rules.framework_version,
                status=Preceptorship.Status.ACTIVE,
                starts_on=today - timedelta(weeks=8),
                ends_on=today + timedelta(weeks=44),
                supported_until=today + timedelta(weeks=44),
                created_at=now,
            )
            for learner in learners[:PAIRS]
        ]
    )
    build_progress(pairs, today)


def build_progress(pairs, today):
    from assessments.sign_offs.models import CompetencyState, Progress
    from tests.factories import CompetencyFactory

    version = pairs[0].framework_version
    competencies = [CompetencyFactory(version=version) for _ in range(COMPETENCIES)]
    Progress.objects.bulk_create([Progress(preceptorship=pair) for pair in pairs])
    CompetencyState.objects.bulk_create(
        [
            CompetencyState(
                preceptorship=pair,
                competency=competency,
                due_on=today + timedelta(days=7 * (number - 20)),
            )
            for pair in pairs
            for number, competency in enumerate(competencies)
        ],
        batch_size=5000,
    )


def build_mentorships(now):
    """Return the mentees of pairs with a goal and its log."""
    from people.models import Learner, Mentor
    from programs.mentoring.mentorships.models import Mentorship
    from tests.factories import CohortFactory, MentoringProgramFactory

    cohort = CohortFactory(program=MentoringProgramFactory())
    mentors = [Mentor(person=each) for each in make_people("mentor", PAIRS)]
    mentees = [Learner(person=each) for each in make_people("walker", PAIRS)]
    began = now - timedelta(days=100)
    pairs = [
        Mentorship(
            program=cohort.program,
            cohort=cohort,
            learner=learner,
            mentor=mentor,
            status=Mentorship.Status.ACTIVE,
            style="expert_novice",
            starts_on=began.date(),
            created_at=began,
            began_at=began,
        )
        for learner, mentor in zip(
            Learner.objects.bulk_create(mentees), Mentor.objects.bulk_create(mentors), strict=True
        )
    ]
    Mentorship.objects.bulk_create(pairs)
    build_goals(pairs, now)
    return [pair.learner.person for pair in pairs]


if __name__ == "__main__":
    # The same for this process, which logs people in, and for the web server.
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(64)
    run(measure)
