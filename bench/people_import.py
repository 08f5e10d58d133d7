"""How long a file of people takes to import: ``python bench/people_import.py [ROWS …]``.

Prints, for 1,000, 20,000 and 100,000 new people: seconds in all, the longest request (the
upload, a step, the confirmation), the last transaction, and the most memory the process held.
Each size runs on a database and in a process of its own.
"""

import resource
import subprocess
import sys
import time
from functools import partial

from passing import run

SIZES = (1_000, 20_000, 100_000)
UNITS = 1_120
HEADER = (
    "email,name,job_title,unit,manager_email,time_zone,language,roles,learner_level,"
    "preceptor_capacity\n"
)


def main():
    if sys.argv[1:2] == ["--one"]:
        rows = int(sys.argv[2])
        run(lambda: measure(rows))
        return
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    sys.stdout.write("   rows  in all  upload    step    across    write  memory before / most\n")
    sys.stdout.flush()
    for rows in sizes:
        subprocess.run([sys.executable, __file__, "--one", str(rows)], check=True)


def measure(rows):
    from django.utils import timezone

    from people.imports.models import PeopleImport
    from people.imports.services import people_import as services
    from people.imports.services.people_import_start import start_import
    from people.models import Person

    data = file_of(rows)
    before = peak()
    today = timezone.localdate()
    started = time.perf_counter()
    people_import, upload = timed(
        lambda: start_import(
            data=data, filename="people.csv", create_units=True, by=None, at=timezone.now()
        )
    )
    steps = []
    while people_import.status == PeopleImport.Status.STAGING:
        people_import, seconds = timed(
            partial(services.stage_next, people_import=people_import, today=today)
        )
        steps.append(seconds)
    report, write = timed(
        partial(
            services.commit_import,
            people_import=people_import,
            skip_refused=False,
            at=timezone.now(),
            today=today,
        )
    )
    total = time.perf_counter() - started
    if (report.new, Person.objects.count()) != (rows, rows):
        raise SystemExit(f"{report} of {rows}")
    sys.stdout.write(
        f"{rows:7,} {total:7.1f} {upload:7.2f} {max(steps[:-1] or steps):7.2f} {steps[-1]:9.2f} "
        f"{write:8.2f}  {before:.0f} / {peak():.0f} MB\n"
    )
    sys.stdout.flush()


def file_of(rows):
    def line(number):
        unit = number % UNITS
        place = f"Site {unit % 20} > Department {unit % 160} > Ward {unit}"
        # Twenty report to each, over several steps, to somebody who has no manager.
        manager = f"person{number // 20}@example.org" if number else ""
        role, level, capacity = ("preceptor", "", 2) if number % 4 == 0 else ("learner", 5, "")
        return (
            f"person{number}@example.org,Person Number {number},Nurse,{place},{manager},"
            f"Europe/London,en,{role},{level},{capacity}\n"
        )

    return (HEADER + "".join(map(line, range(rows)))).encode()


def timed(work):
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def peak():
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
