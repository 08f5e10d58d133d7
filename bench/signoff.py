"""How long the database takes for one sign-off, all of its writes: ``python bench/signoff.py``.

Runs on a PostgreSQL of its own that ends with it. Prints medians over 300 signatures.
"""

import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SIGNATURES = 300


def main():
    from config.embedded.place import passing_place
    from config.embedded.postgres import PostgresServer

    server = PostgresServer(passing_place(), log=Path(os.devnull), passing=True)
    os.environ |= {
        "ALONGSIDE_DEMO": "1",
        "DATABASE_URL": server.url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    try:
        measure()
    finally:
        server.stop()


def measure():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.assessments.bedside import Bedside
    from tests.factories import TODAY

    call_command("migrate", verbosity=0)
    bedside = Bedside()
    others = [bedside.ask(f"Competency {number}", position=number) for number in range(2, 31)]
    bedside.open()
    days = [TODAY - timedelta(days=number) for number in range(SIGNATURES // len(others) + 1)]
    todo = [(competency, day) for day in days for competency in others][:SIGNATURES]

    with CaptureQueriesContext(connection) as queries:
        bedside.sign(observed_on=days[1])
    total, database = [], []
    for competency, day in todo:
        with Stopwatch() as stopwatch, connection.execute_wrapper(stopwatch.query):
            bedside.sign(competency=competency, observed_on=day)
        total.append(stopwatch.total)
        database.append(stopwatch.database)
    writes = [one for one in queries if one["sql"].startswith(("INSERT", "UPDATE"))]
    sys.stdout.write(
        f"{len(queries)} queries, {len(writes)} of them writes\n"
        f"in the database {statistics.median(database):.2f} ms, "
        f"with Python around it {statistics.median(total):.2f} ms\n"
    )


class Stopwatch:
    """Milliseconds from entering to leaving, and those of them spent in queries."""

    def __enter__(self):
        self.database = 0.0
        self.started = time.perf_counter()
        return self

    def __exit__(self, *exception):
        self.total = 1000 * (time.perf_counter() - self.started)

    def query(self, execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.database += 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
