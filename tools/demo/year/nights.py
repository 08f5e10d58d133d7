"""What the site does by itself: beat's sweeps, the seal, and mail that leaves."""

from pathlib import Path

from django.conf import settings
from django.db import connection

from assessments.external.services.confirmation import lapse_unconfirmed
from assessments.external.services.external_request import expire_external
from assessments.ledger.services.seal import take_seal
from assessments.reviews.services.review_link import expire_links
from assessments.sign_offs.services.sign_off_request import expire_requests, reroute_requests
from config.schedule import SCHEDULE
from people.notices.models import Delivery
from people.notices.services.reminders import plan_reminders
from programs.preceptorships.services.preceptorship_sweep import advance_preceptorships
from tools.demo.year.course import Year

# What changes by the week is told of on Mondays, what waits for days on Thursdays as well, when the
# coordinator looks; the shifts have their own hour; of the wall, of mentorships and of projects
# there is nothing here.
WEEKLY = ("credentials", "revalidations", "competencies")
TWICE_A_WEEK = ("stranded", "action plans", "review_signatures", "evaluations")
NOT_HERE = ("mentoring", "wall", "projects")
DAILY = [
    subject
    for entry in SCHEDULE.values()
    if entry["task"] == "people.tasks.plan_reminders"
    for subject in entry["args"]
    if subject not in {"shifts", *TWICE_A_WEEK, *WEEKLY, *NOT_HERE}
]
MONDAY, THURSDAY, SATURDAY = 0, 3, 5
ON_DAY = {MONDAY: [*DAILY, *TWICE_A_WEEK, *WEEKLY], THURSDAY: [*DAILY, *TWICE_A_WEEK]}


def night(year: Year) -> None:
    """Seal what was signed (03:41)."""
    take_seal(Path(settings.SEAL_FILE), at=year.diary.now)
    year.done("seal")
    year.diary.in_days(1, 3, night, year, minute=41)


def morning(year: Year) -> None:
    """Once a working day what beat does many times: pairings and requests advance, reminders."""
    at, today = year.diary.now, year.today
    year.diary.in_days(1, 6, morning, year, minute=11)
    if today.weekday() >= SATURDAY:
        return
    advance_preceptorships(today=today, at=at)
    expire_requests(at=at)
    expire_external(at=at)
    lapse_unconfirmed(at=at)
    expire_links(at=at)
    reroute_requests(at=at, today=today)
    subjects = ON_DAY.get(today.weekday(), DAILY)
    year.tally.done["reminder"] += plan_reminders(*subjects, at=at)
    deliver(year)


def measure(year: Year) -> None:
    """Within one transaction nothing else tells the planner how large the tables are by now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    weeks = (year.today - year.cohort.starts_on).days // 7
    # As they grow less and less in proportion.
    year.diary.in_days(7 * max(2, weeks), 4, measure, year)


def evening(year: Year) -> None:
    """The cards of tomorrow, at least twelve hours ahead (P25)."""
    year.tally.done["reminder"] += plan_reminders("shifts", at=year.diary.now)
    year.diary.in_days(1, 17, evening, year)


def deliver(year: Year) -> None:
    """Stand in for the mail server: what is due has left, and nobody gets it."""
    due = Delivery.objects.filter(status=Delivery.Status.DUE, due_at__lte=year.diary.now)
    year.tally.done["mail"] += due.update(
        status=Delivery.Status.SENT, sent_at=year.diary.now, reason=""
    )
