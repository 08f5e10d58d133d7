"""How long a coordinator's worklist and the grid of a cohort take: ``bench/worklist.py``.

    .venv/bin/python bench/worklist.py [LEARNERS …]

The coordinator runs one cohort: of 60 where there are 60 learners in all, and of 200 where there
are 10,000 in 50 programs; each learner has 80 skills, each preceptor five learners. Half of the
milliseconds lie at or below p50. Of 20 learners one asked for signatures three weeks ago, one has a
review that is late, one a concern, one a shift without anybody, one questions the hours of a shift,
and one has nobody to sign. Asked for: worklist in 50 ms, grid in 40, 15 queries.
"""

import logging
import statistics
import subprocess
import sys
import time
from datetime import timedelta

from passing import run, serve_as_gunicorn_does

COHORT, SKILLS, REQUESTS = 200, 80, 30
# One learner in so many has something of each kind.
IN_NEED = 20
# Each preceptor has so many learners.
PER_PRECEPTOR = 5


def main(*sizes):
    if len(sizes) == 1:
        return run(lambda: measure(int(sizes[0])))
    for size in sizes or ("60", "10000"):
        # Django knows one database in a process.
        subprocess.run([sys.executable, __file__, size], check=True)
    return None


def measure(learners):
    from django.core.management import call_command
    from django.urls import reverse

    # A line of the security log for each table that is taken along.
    logging.disable(logging.INFO)
    call_command("collectstatic", interactive=False, verbosity=0)
    coordinator, cohort = build(learners)
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(coordinator)
    serve_as_gunicorn_does()
    pages = {
        "worklist": reverse("programs:worklist"),
        "one kind": reverse("programs:worklist") + "?show=requests",
        "grid": reverse("assessments:cohort-grid", args=[cohort.pk]),
        "grid as CSV": reverse("assessments:cohort-grid", args=[cohort.pk]) + "?as=csv",
        "grid as XLSX": reverse("assessments:cohort-grid", args=[cohort.pk]) + "?as=xlsx",
    }
    for title, url in pages.items():
        sys.stdout.write(f"{learners:6,} learners, {title:12} {figures(client, url)}\n")


def figures(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    # The next request empties the log.
    queries, in_sql = len(captured), sum(float(each["time"]) for each in captured)
    took = []
    for _number in range(REQUESTS):
        started = time.perf_counter()
        response = client.get(url)
        took.append(1000 * (time.perf_counter() - started))
    took.sort()
    return (
        f"{response.status_code} p50 {statistics.median(took):6.1f} ms, "
        f"p95 {took[int(0.95 * REQUESTS)]:6.1f}, {queries} queries ({1000 * in_sql:.0f} ms), "
        f"{len(response.content) // 1000} kB"
    )


def build(learners):
    """Learners copied inside PostgreSQL, each cohort in a program; a coordinator and theirs."""
    from crowd import copy, key
    from django.db import connection

    from tests import factories as make

    coordinator, cohorts = make.PersonFactory(), max(1, learners // COHORT)
    program = make.ProgramFactory(coordinator=coordinator)
    cohort = make.CohortFactory(program=program)
    one = first_learner(cohort)
    if cohorts > 1:
        copy(program, "program", cohorts - 1, name="'Program ' || n")
        copy(program.preceptorship_rules, "rules", cohorts - 1, program_id=key("program", "n"))
        copy(cohort, "cohort", cohorts - 1, program_id=key("program", "n"))
    person = one.learner.person
    email = "'many' || n || '@example.org'"
    copy(person, "person", learners, name="'Amara ' || md5(n::text)", email=email)
    copy(one.learner, "learner", learners, person_id=key("person", "n"))
    copy(
        one,
        "preceptorship",
        learners,
        learner_id=key("learner", "n"),
        program_id=in_turn(program, "program", cohorts),
        cohort_id=in_turn(cohort, "cohort", cohorts),
    )
    copy_the_course(one, learners)
    with connection.cursor() as cursor:
        # Written at once when somebody begins, the skills of a learner lie side by side.
        cursor.execute("CLUSTER assessments_competencystate USING competency_state_once")
        cursor.execute("ANALYZE")
    return coordinator, cohort


def in_turn(row, kind, count):
    """The id of the row itself, or of one of its copies."""
    from crowd import key

    turn = f"n % {count}"
    return f"CASE WHEN {turn} = 0 THEN '{row.pk}'::uuid ELSE {key(kind, turn)} END"


def first_learner(cohort):
    from django.utils import timezone

    from tests import factories as make

    today = timezone.localdate()
    return make.PreceptorshipFactory(
        cohort=cohort,
        primary=make.PreceptorFactory(eligible=True),
        starts_on=today - timedelta(weeks=20),
        ends_on=today + timedelta(weeks=32),
    )


def copy_the_course(one, learners):
    """Skills, signatures, shifts and reviews of all; of every so-many-th what needs somebody."""
    from crowd import copy, key
    from django.utils import timezone

    from programs.preceptorships.models import PreceptorAssignment
    from tests import factories as make

    now, version = timezone.now(), one.framework_version
    of_copy = {"preceptorship_id": key("preceptorship", "n")}
    progress = make.ProgressFactory(
        preceptorship=one, total=SKILLS, achieved=30, last_signed_at=now - timedelta(days=5)
    )
    copy(progress, "", learners, **of_copy)
    held = PreceptorAssignment.objects.get(preceptorship=one)
    guides = copy_preceptors(held.preceptor, 1 + learners // PER_PRECEPTOR)
    # One of so many has nobody, by having none.
    of_copy_held = of_copy | {"preceptor_id": key("preceptor", f"1 + n % {guides}")}
    copy(held, "held", learners, where=f"n % {IN_NEED} <> 1", **of_copy_held)
    for number in range(SKILLS):
        state = make.CompetencyStateFactory(
            preceptorship=one,
            competency=make.CompetencyFactory(version=version),
            due_on=now.date() + timedelta(days=7 * (number - 32)),
            achieved_at=now if number < 30 else None,
        )
        copy(state, f"state {number} ", learners, **of_copy)
    for kind, number, row in in_need(one, now):
        where = f"n % {IN_NEED} = {number}" if number else "true"
        # What is sent once has a key of its own in each copy.
        keys = {"idempotency_key": key(f"sent-{kind}", "n")}
        copy(row, kind, learners, where=where, **of_copy, **keys)


def copy_preceptors(preceptor, count):
    from crowd import copy, key

    person = preceptor.person
    email = "'preceptor' || n || '@example.org'"
    copy(person, "preceptor-person", count, name="'Priya ' || n", email=email)
    of_copy = {"person_id": key("preceptor-person", "n")}
    copy(preceptor, "preceptor", count, **of_copy)
    for proof in (*person.approvals.all(), *person.credentials.all()):
        copy(proof, f"proof-{proof.pk}", count, **of_copy)
    return count


def in_need(one, now):
    """Yield a name, which of so many have it (0 for all), and the row that is copied."""
    from tests import factories as make

    today, preceptor = now.date(), one.primary_on(now.date())
    days = timedelta(days=1)
    shift = {"preceptorship": one, "preceptor": preceptor}
    yield (
        "review-held",
        0,
        make.ReviewFactory(
            preceptorship=one,
            due_on=today - 60 * days,
            held_on=today - 61 * days,
            held_by=preceptor.person,
        ),
    )
    yield "review-late", 2, make.ReviewFactory(preceptorship=one, due_on=today - 9 * days)
    yield "request", 3, make.SignOffRequestFactory(preceptorship=one, requested_at=now - 20 * days)
    yield "concern", 4, make.ConcernFactory(preceptorship=one, raised_at=now - 2 * days)
    yield "shift", 0, make.ShiftFactory(**shift, starts_at=now - 8 * days)
    yield (
        "shift-open",
        5,
        make.ShiftFactory(**shift, starts_at=now + 2 * days, cover_asked_at=now - days),
    )
    yield (
        "shift-asked",
        6,
        make.ShiftFactory(
            **shift,
            starts_at=now - 20 * days,
            questioned_at=now - 10 * days,
            question="I left at six.",
            questioned_by=one.learner.person,
            settles_at=now - days,
        ),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
