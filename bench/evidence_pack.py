"""How long an evidence pack takes: a program of 2,000 learners, as a page, a PDF and a table.

    .venv/bin/python bench/evidence_pack.py [LEARNERS]

Each learner has four reviews, 30 signatures and 150 shifts; all of them began in the period.
Asked for: 30 s.
"""

import logging
import sys
import time
from datetime import UTC, datetime

import crowd
from passing import run, serve_as_gunicorn_does

SHIFTS = 150


def measure():
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    logging.disable(logging.WARNING)
    call_command("collectstatic", interactive=False, verbosity=0)
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    cast = build(learners)
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.people.coordinator)
    serve_as_gunicorn_does()
    url = reverse("assessments:evidence-pack", args=[cast.program.pk])
    period = {"first": cast.cohort.starts_on, "last": cast.today}
    for kind in ("", "pdf", "xlsx"):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url, {**period, "as": kind})
        took = time.perf_counter() - began
        assert response.status_code == 200, response.status_code
        sys.stdout.write(
            f"{kind or 'page'}: {took:.2f} s, {len(queries)} queries, "
            f"{len(response.content) / 1000:.0f} kB, {response['Content-Type']}\n"
        )
    slowest = sorted(queries, key=lambda query: -float(query["time"]))[:5]
    for query in slowest:
        sys.stdout.write(f"  {query['time']} s: {query['sql'][:160]}\n")


def build(learners):
    """The cast's program alone, with so many around."""
    from tests import factories as make
    from tests.access.cast import Cast

    crowd.PER_PROGRAM = 10**9
    cast = Cast(datetime.now(UTC))
    cast.cohort.starts_on = cast.preceptorship.starts_on
    cast.cohort.save(update_fields=["starts_on"])
    # Three in ten of a crowd learn, and two in ten precept.
    people = -(-learners * 10 // 3)
    crowd.gather(cast, people)
    of_copy = {"preceptorship_id": crowd.key("preceptorship", "n")}
    back = "(m * interval '1 day' / 3)"
    crowd.copy(
        cast.shift,
        "shift",
        learners,
        each=SHIFTS,
        preceptor_id=crowd.key("preceptor", f"1 + n % {people // 5}"),
        day=f"(row.starts_at - {back})::date",
        starts_at=f"row.starts_at - {back}",
        ends_at=f"row.ends_at - {back}",
        settles_at=f"row.settles_at - {back}",
        **of_copy,
    )
    answer = make.EvaluationAnswerFactory(program=cast.program, is_counted=True)
    crowd.copy(answer, "answer", learners, each=4)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cast


if __name__ == "__main__":
    run(measure)
