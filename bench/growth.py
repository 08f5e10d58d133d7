"""Which pages take longer among more people: ``python bench/growth.py``.

Every page of the access table is asked for by six of its roles, once among 1,000 people and
once among 100,000: half of the milliseconds lie at or below p50. Printed is what takes more
than 100 ms, more than twice as long among many as among few (and 10 ms more), or more than
12 queries. ``--all`` prints every page, ``--only person`` asks for those whose names hold that
word, ``--people 5000`` takes another crowd.
"""

import argparse
import json
import logging
import statistics
import subprocess
import sys
import time

from passing import run, serve_as_gunicorn_does

FEW, MANY = 1000, 100_000
REQUESTS = 7
# A page that takes longer than this is not asked for so often.
SLOW = 300
MOST_MS, MOST_TIMES, MOST_QUERIES = 100, 2, 12
# What a busy machine adds to a page now and then.
NOISE = 10
ROLES = ("learner", "preceptor", "mentee", "mentor", "coordinator", "administrator")
# Pages with something looked for, which no row of the table has: name, things in the address,
# and the question.
SEARCHES = (
    ("people:person-list", (), "search=am"),
    ("people:person-list", (), "search=zzzz"),
    ("people:person-list", (), "search=amara+a"),
    ("people:person-list", (), "role=mentor"),
    ("people:person-list", (), "show=waiting"),
    ("people:person-list", (), "show=deactivated"),
    ("people:unit-list", (), "search=ward+of"),
    ("people:unit-list", (), "search=zzzz"),
    ("programs:enrolment-create", ("cohort",), "search=am"),
    ("programs:enrolment-create", ("cohort",), "search=zzzz"),
    ("programs:program-guides", ("program",), "search=am"),
    ("programs:program-guides", ("mentoring",), ""),
    ("programs:program-detail", ("mentoring",), ""),
    ("programs:cohort-detail", ("circle",), ""),
    ("programs:pairing-table", ("circle",), ""),
)


def main():
    options = read_options()
    if options.measure:
        return run(lambda: measure(options))
    few, many = (measured(options, people) for people in (FEW, options.people))
    return report(few, many, options)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--people", type=int, default=MANY)
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def measured(options, people):
    """Measure in a process of its own, because Django knows one database."""
    command = [
        sys.executable,
        __file__,
        "--measure",
        f"--people={people}",
        f"--only={options.only}",
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def measure(options):
    """Print p50, queries, size and status of each page and role, as JSON."""
    from crowd import gather
    from django.core.management import call_command
    from django.utils import timezone

    from tests.access.cast import Cast

    logging.disable(logging.WARNING)
    call_command("collectstatic", interactive=False, verbosity=0)
    cast = Cast(timezone.now())
    pages = list(addresses(cast, options.only))
    started = time.perf_counter()
    gather(cast, options.people)
    took = time.perf_counter() - started
    sys.stderr.write(f"{options.people:,} people in {took:.0f} s; {len(pages)} pages\n")
    clients = {role: client_of(getattr(cast.people, role)) for role in ROLES}
    serve_as_gunicorn_does()
    figures = {}
    for title, url in pages:
        for role, client in clients.items():
            figures[f"{title}|{role}"] = time_of(client, url)
    json.dump(figures, sys.stdout)


def addresses(cast, word):
    """Yield title and address of each page that the table has somebody read."""
    from django.urls import reverse

    from tests.access.table import ROWS

    rows = [(row.name, row.at, "") for row in ROWS if set(row.get) - set("ML?")]
    for name, at, question in (*rows, *SEARCHES):
        if word in name:
            url = reverse(name, args=[getattr(cast, thing).pk for thing in at])
            title = " ".join([name.partition(":")[2], *at[-1:], question])
            yield title, f"{url}?{question}"


def client_of(person):
    from django.test import Client

    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(person)
    return client


def time_of(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    # The next request empties the log.
    queries = len(captured)
    took = []
    while len(took) < REQUESTS and sum(took) < SLOW:
        started = time.perf_counter()
        response = client.get(url)
        took.append(1000 * (time.perf_counter() - started))
    size = 0 if response.streaming else len(response.content)
    return statistics.median(took), queries, size, response.status_code


def report(few, many, options):
    over = 0
    for name, (took, queries, size, status) in many.items():
        before = few[name][0]
        is_over = (
            took > MOST_MS
            or took > MOST_TIMES * before + NOISE
            or queries > MOST_QUERIES
            or status >= 500
        )
        over += is_over
        if is_over or options.all:
            title, _, role = name.partition("|")
            sys.stdout.write(
                f"{title:52} {role:13} {status} {before:7.1f} → {took:7.1f} ms"
                f" {queries:3} queries {size // 1000:4} kB{'  over' if is_over else ''}\n"
            )
    sys.stdout.write(f"{over} of {len(many)} over\n")


if __name__ == "__main__":
    main()
