"""The demo is the first thing anybody sees: a place where most goes well, and all is there."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Q

from assessments.ledger.models import LedgerEntry
from assessments.practice.models import PracticeNote
from assessments.progress.overview import overview, something_overdue
from assessments.sign_offs.models import Progress, SignOff, SignOffRequest
from people.checks import check_no_demo_accounts
from people.context_processors import Shell
from people.demo_accounts import ACCOUNTS
from people.models import Person
from people.notices.models import Delivery
from people.today import today_of
from programs.cohorts.models import Enrolment, RuleOverride
from programs.mentoring.goals.models import Goal, GoalComment, GoalEntry
from programs.mentoring.meetings.models import CheckInNote
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.wall.models import Reading
from programs.preceptorships.models import PreceptorAssignment, Preceptorship, Review
from programs.shifts.models import Shift
from tests.access.visits import kept
from tests.assessments.chains import broken_chains
from tests.factories import NOON, PersonFactory
from tools.demo.data.build import build_demo

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
TODAY = NOON.date()
TODAY_SOURCES = (
    "assessments/reviews/today.py",
    "assessments/today.py",
    "people/today_site.py",
    "programs/cohorts/today.py",
    "programs/cohorts/today_escalation.py",
    "programs/mentoring/care/today.py",
    "programs/mentoring/today.py",
    "programs/mentoring/today_waiting.py",
    "programs/mentoring/wall/today.py",
    "programs/preceptorships/today.py",
)
# Where there is no cohort that has still to begin.
# The other wording of the same item is.
# Reviews are signed within days.
NOT_SHOWN = {
    "starts %(day)s",
    "%(name)s has written your agreement",
    "not signed",
    # Where nobody was named at all: in the demo somebody left.
    "There's no coordinator to tell when something isn't done.",
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Built once for all of these."""
    with kept(django_db_blocker, lambda: build_demo(now=NOON)):
        yield


def _northfield():
    return Preceptorship.objects.filter(program__name__startswith="Northfield")


def _late():
    return Preceptorship.objects.open().filter(something_overdue(TODAY))


def _behind():
    rows = overview(list(Progress.objects.with_people()), today=TODAY)
    return {row.learner.name for row in rows if row.is_behind}


def test_demo_data_tells_the_whole_story(demo):
    assert Enrolment.objects.waiting().count() == 3
    assert _northfield().count() == 21
    assert Preceptorship.objects.filter(program__name__startswith="Riverside").count() == 10
    assert Mentorship.objects.open().count() == 17
    assert Mentorship.objects.begun().without_partner().count() == 1
    walking = Mentorship.objects.begun().open().with_contact(NOON)
    quiet = Q(last_met_at=None) | Q(last_met_at__lte=NOON - timedelta(days=45))
    long_enough = Q(starts_on__lt=TODAY - timedelta(days=45))
    assert walking.filter(quiet & long_enough).count() == 3
    assert RuleOverride.objects.filter(guide__name="Abena Mensah").exists()
    assert SignOff.objects.count() > 400
    assert Preceptorship.objects.without_preceptor(on=TODAY).count() == 1
    assert Preceptorship.objects.filter(status=Preceptorship.Status.PAUSED).count() == 1
    assert SignOffRequest.objects.asked_of(Person.objects.get(name="Priya Nair")).exists()
    emails = Person.objects.filter(is_active=True).values_list("email", flat=True)
    assert {account.email for account in ACCOUNTS} - set(emails) == set()


def test_demo_data_lists_whoever_wrote_under_a_goal_as_having_opened_it(demo):
    said = GoalComment.objects.exclude(author=F("goal__owner"))
    opened = set(Reading.objects.filter(what="goal").values_list("reader", "object_id", "read_on"))

    wrote = {(row.author_id, row.goal_id, row.written_at.date()) for row in said}
    assert wrote
    assert wrote - opened == set()


def test_demo_data_keeps_a_ledger_with_a_mistake_that_was_undone(demo):
    undone = SignOff.objects.filter(revoked_at__isnull=False)
    disowned = SignOff.objects.disowned()

    assert undone.count() == disowned.count() == 1
    confirmed = SignOff.objects.filter(confirmed_at__isnull=False)
    beside = (LedgerEntry.Kind.REQUIRE, LedgerEntry.Kind.REVIEW)
    acts = LedgerEntry.objects.exclude(kind__in=beside)
    assert acts.count() == SignOff.objects.count() + 2 + confirmed.count()
    assert list(broken_chains()) == []


def test_demo_data_has_signatures_by_link_confirmed_and_waiting(demo):
    assert SignOff.objects.standing().filter(channel=SignOff.Channel.EXTERNAL).count() == 1
    assert SignOff.objects.awaiting().count() == 1


def test_demo_data_mails_nobody_about_what_happened_before_it_began(demo):
    before = NOON - timedelta(days=2)

    due = Delivery.objects.filter(status=Delivery.Status.DUE, notice__created_at__lt=before)

    assert not due.exists()


def test_demo_data_has_at_most_one_in_six_behind(demo):
    late = set(_late().values_list("learner__person__name", flat=True))
    for organisation in ("Northfield", "Riverside"):
        of_it = Preceptorship.objects.filter(program__name__startswith=organisation)
        names = set(of_it.values_list("learner__person__name", flat=True))
        assert 0 < len((late | _behind()) & names) <= len(names) / 6


def test_demo_data_says_of_everybody_behind_why(demo):
    for preceptorship in _late():
        told = preceptorship.changes.exclude(reason="").exists()
        handed_over = preceptorship.assignments.primary().count() > 1
        assert told or handed_over, preceptorship.learner


def test_demo_data_pairs_people_of_one_unit(demo):
    assignments = PreceptorAssignment.objects.filter(valid_to=None).select_related(
        "preceptor__person__unit", "preceptorship__learner__person__unit"
    )

    apart = [
        assignment
        for assignment in assignments
        if assignment.preceptor.person.unit != assignment.preceptorship.learner.person.unit
    ]

    assert apart == []


def test_demo_data_repeats_nobodys_words(demo):
    said = {
        "goals": Goal.objects.values_list("title", flat=True),
        "reasons": Goal.objects.exclude(reason="").values_list("reason", flat=True),
        "log": GoalEntry.objects.exclude(text="").values_list("text", flat=True),
        "answers": GoalComment.objects.values_list("text", flat=True),
        "notes": _notes(),
        "practice": PracticeNote.objects.values_list("text", flat=True),
        "comments": [text for text in _comments() if text],
    }

    twice = {
        what: [text for text, count in Counter(texts).items() if count > 1]
        for what, texts in said.items()
    }

    assert not any(twice.values()), twice


def _notes():
    return CheckInNote.objects.values_list("text", flat=True)


def _comments():
    sign_offs = SignOff.objects.with_content().filter(revoked_at=None)
    return [sign_off.entry.content.text for sign_off in sign_offs]


def test_demo_shifts_are_supernumerary_in_the_first_phase_and_no_longer(demo):
    shifts = Shift.objects.prefetch_related("preceptorship__phases")
    said = {
        (shift.is_supernumerary, shift.day <= shift.preceptorship.phases.all()[0].ends_on)
        for shift in shifts
        if shift.preceptorship.phases.all()
    }

    assert said == {(True, True), (False, False)}


def test_demo_data_is_signed_on_every_shift_and_never_as_it_is_built(demo):
    hours = Counter(at.hour for at in SignOff.objects.values_list("signed_at", flat=True))
    signed = sum(hours.values())

    assert not SignOff.objects.filter(signed_at=NOON).exists()
    assert max(hours.values()) < signed / 5
    for shift in (range(8, 14), range(14, 20), (*range(21, 24), *range(6))):
        assert sum(hours[hour] for hour in shift) > signed / 10


def test_demo_data_holds_reviews_in_time_but_for_a_few(demo):
    northfield = Review.objects.filter(preceptorship__in=_northfield())
    near = northfield.waiting().filter(due_on__range=(TODAY, TODAY + timedelta(days=7)))

    assert northfield.overdue(TODAY).count() == 1
    assert near.filter(meets_at=None).count() == 1
    assert near.filter(meets_at__date=TODAY).count() == 1
    assert Review.objects.escalated(TODAY).count() == 1
    for review in Review.objects.held():
        assert review.held_on - review.due_on <= timedelta(days=1)


def test_demo_data_brings_each_account_a_few_things_to_do(demo):
    waiting = {
        account.name: sum(
            section.count
            for section in today_of(Person.objects.get(email=account.email), NOON).main
        )
        for account in ACCOUNTS
    }

    # Whoever coordinates has a page of its own for more, the worklist.
    assert {name: count for name, count in waiting.items() if not 2 <= count <= 6} == {}


def test_demo_data_shows_every_kind_of_thing_that_today_knows(demo):
    shown = "\n".join(_shown())
    words, templates = set(), set()
    for source in TODAY_SOURCES:
        code = (ROOT / source).read_text()
        words |= set(re.findall(r'\b_\(\s*"([^"]+)"\s*\)', code))
        templates |= set(re.findall(r'"([\w/]+/_today_\w+\.html)"', code))

    missing = {text for text in words - NOT_SHOWN if not re.search(_pattern(text), shown)}
    missing |= {template for template in templates if template not in shown}

    assert missing == set()


def _shown():
    """All that anybody's Today says, and the names of its cards."""
    for person in Person.objects.active():
        told = today_of(person, NOON)
        for section in (*told.main, *told.side):
            yield section.title
            for item in (*section.shown, *section.folded):
                yield from (item.title, str(item.detail), item.act, item.tag)
        for panel in (*told.main_panels, *told.side_panels):
            yield panel.template
        yield from (item.label for item in Shell(_Request(person)).nav)


class _Request:
    path = "/"

    def __init__(self, person):
        self.user = person


def _pattern(text):
    parts = re.split(r"%\(\w+\)[sd]", text)
    return ".+".join(re.escape(part) for part in parts)


def test_demo_data_refuses_a_database_with_people():
    PersonFactory()

    with pytest.raises(CommandError, match="empty database"):
        call_command("demo_data")


def test_every_account_of_the_demo_is_found_outside_it(demo, settings):
    settings.DEMO = False
    accounts = Person.objects.active().activated().count()

    (message,) = check_no_demo_accounts(None)

    assert accounts > 70
    assert message.msg.startswith(f"{accounts} accounts of the demo exist here")


@pytest.mark.parametrize(("is_demo", "host"), [(False, ""), (True, "db.example.org")])
def test_demo_data_goes_into_nothing_but_a_demo_on_this_machine(
    settings, monkeypatch, is_demo, host
):
    settings.DEMO = is_demo
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", host)

    with pytest.raises(CommandError, match="passwords are public"):
        call_command("demo_data")
