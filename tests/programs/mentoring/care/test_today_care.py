from datetime import timedelta
from itertools import product

import pytest

from programs.mentoring.care.need import Signal, in_need_of_care, with_signal
from programs.mentoring.care.services.care import fill_care_queues
from programs.mentoring.care.today import today
from programs.mentoring.mentorships.facts import contact_facts
from programs.mentoring.mentorships.models import Mentorship
from tests.factories import (
    NOON,
    TODAY,
    CheckInFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    MentorshipPauseFactory,
)
from tests.told import told

pytestmark = pytest.mark.django_db


def test_m9_a_mentoring_coordinator_sees_how_many_pairs_may_need_a_hand(coordinator):
    program = MentoringProgramFactory(coordinator=coordinator)
    fresh = MentorshipFactory(program=program, starts_on=TODAY - timedelta(days=300))
    CheckInFactory(mentorship=fresh, held_at=NOON - timedelta(days=3))
    MentorshipFactory(program=program, starts_on=TODAY - timedelta(days=300))
    MentorshipFactory(program=program, closed=True)
    fill_care_queues(at=NOON)

    [panel] = told(today, coordinator)

    assert panel.context == {"programs": [(program, 2, 1, False)]}


CADENCES = [14, 30, 31]
DAYS_AGO = [0, 20, 21, 44, 45, 46, 47, 61]
LAST_CONTACTS = ["start", "check-in", "pause"]


def test_m9_the_database_and_the_page_agree_on_who_is_quiet():
    rows = list(product(LAST_CONTACTS, DAYS_AGO, CADENCES, [False, True]))
    pairs = {quiet_pair(*row).pk: row for row in rows}

    listed = with_signal(in_need_of_care(Mentorship.objects.all(), at=NOON))
    quiet = listed.filter(signal__in=[Signal.QUIET, Signal.VERY_QUIET])
    by_database = dict.fromkeys(rows, "in touch")
    by_database |= {pairs[row.pk]: Signal(row.signal).label for row in quiet}

    by_page = {
        pairs[pair.pk]: contact_facts(pair, today=TODAY).word
        for pair in Mentorship.objects.with_contact(NOON)
    }
    assert len(rows) == 144
    assert quiet.count() == len(set(quiet.values_list("pk", flat=True)))
    assert by_database == by_page


def quiet_pair(kind, ago, cadence, is_booked):
    """Store a pair whose last contact was so many days ago."""
    on = NOON - timedelta(days=ago)
    start = on.date() if kind == "start" else TODAY - timedelta(days=400)
    pair = MentorshipFactory(starts_on=start, cadence_days=cadence)
    if kind == "check-in":
        CheckInFactory(mentorship=pair, held_at=on)
    if kind == "pause":
        MentorshipPauseFactory(mentorship=pair, valid_from=start, valid_to=on.date())
    if is_booked:
        CheckInFactory(mentorship=pair, starts_at=NOON + timedelta(days=5))
    return pair
